import { markdownTable } from '../markdown-table';
import { replaceMarked } from '@tracefit/testing';
import type { KernelLoads, Load } from './compare-loads';

const SIGNS: Readonly<Record<Load['outcome'], (load: Load) => string>> = {
  agrees: ({ started }) => (started ? 'starts' : 'fails'),
  wrong: ({ started }) => (started ? '**starts**' : '**fails**'),
  undecided: ({ started }) => (started ? 'starts (?)' : 'fails (?)'),
  absent: () => 'wants more',
  unseen: () => '-',
};

/** How many of the tools that tracefit decided, and that could start there, did what it said; from 0 to 1. */
export function agreement(loads: readonly Load[]): number {
  const right = count(loads, 'agrees');
  return right / Math.max(1, right + count(loads, 'wrong'));
}

export function printLoads({ release, loads }: KernelLoads): string {
  const lines = loads.filter(({ why }) => why !== '').map(({ tool, outcome, why }) => `  ${outcome} ${tool}: ${why}`);
  return [`${release}: ${sumUp(loads)}`, ...lines].join('\n');
}

/** Puts the tables into the marked part of a Markdown text. */
export function updateLoads(text: string, kernels: readonly KernelLoads[]): string {
  const sums = kernels.map(({ release, loads }) => [
    release,
    ...[String(loads.length), String(count(loads, 'agrees')), String(count(loads, 'wrong'))],
    ...[String(count(loads, 'undecided')), String(count(loads, 'absent')), String(count(loads, 'unseen'))],
  ]);
  const tools = [...new Set(kernels.flatMap(({ loads }) => loads.map(({ tool }) => tool)))].sort();
  const rows = tools.map((tool) => [`\`${tool}\``, ...kernels.map(({ loads }) => signOf(loads, tool))]);
  const differences = kernels
    .map(({ release, loads }) => renderDifferences(release, loads))
    .filter((each) => each !== '');
  return replaceMarked(text, 'npm run oracle-tools', [
    '### In numbers',
    markdownTable(['kernel', 'tools', 'as said', 'not as said', 'undecided', 'want more', 'not seen'], sums),
    '### Tool by kernel',
    markdownTable(['tool', ...kernels.map(({ release }) => release)], rows),
    '### What is not as said, by name',
    differences.length === 0 ? 'None.' : differences.join('\n\n'),
  ]);
}

function sumUp(loads: readonly Load[]): string {
  const words = (['agrees', 'wrong', 'undecided', 'absent', 'unseen'] as const).map(
    (outcome) => `${count(loads, outcome)} ${outcome}`,
  );
  return `${loads.length} tools: ${words.join(', ')}`;
}

function count(loads: readonly Load[], outcome: Load['outcome']): number {
  return loads.filter((load) => load.outcome === outcome).length;
}

function signOf(loads: readonly Load[], tool: string): string {
  const load = loads.find((each) => each.tool === tool);
  return load ? SIGNS[load.outcome](load) : '-';
}

function renderDifferences(release: string, loads: readonly Load[]): string {
  const lines = loads.filter(({ why }) => why !== '').map(({ tool, why }) => `- \`${tool}\`: ${escape(why)}`);
  return lines.length === 0 ? '' : [`**${release}**`, '', ...lines].join('\n');
}

/** What tools print is no Markdown. */
function escape(text: string): string {
  return text.replaceAll(/[*_<>[\]]/g, '\\$&');
}
