import type { JudgedEnd, JudgedRename } from './judge-renames';

/** How often the right successor is first, among the first three, and how often one is offered where there is none. */
export function renderRenames(renames: readonly JudgedRename[], ends: readonly JudgedEnd[]): string {
  const first = renames.filter(({ place }) => place === 1).length;
  const three = renames.filter(({ place }) => place >= 1 && place <= 3).length;
  const quiet = ends.filter(({ candidates }) => candidates.length === 0).length;
  const parts = [
    [
      '| functions | count | right |',
      '| --- | --: | --: |',
      `| renamed, successor first | ${renames.length} | ${percent(first, renames.length)} |`,
      `| renamed, successor among the first three | ${renames.length} | ${percent(three, renames.length)} |`,
      `| ended, nothing offered | ${ends.length} | ${percent(quiet, ends.length)} |`,
    ].join('\n'),
  ];
  const missed = renames.filter(({ place }) => place !== 1);
  if (missed.length > 0) parts.push('Successors that are not first:', missed.map(missedLine).join('\n'));
  const offered = ends.filter(({ candidates }) => candidates.length > 0);
  if (offered.length > 0) parts.push('Offered for functions that ended:', offered.map(offeredLine).join('\n'));
  return parts.join('\n\n');
}

function percent(part: number, all: number): string {
  return all === 0 ? 'none' : `${part} (${((100 * part) / all).toFixed(1)} %)`;
}

function missedLine({ of, first, place, candidates }: JudgedRename): string {
  const where = place === 0 ? 'not among them' : `at place ${place}`;
  return `- \`${of.old}\` to \`${of.new}\` (${first}): ${where}: ${list(candidates)}`;
}

function offeredLine({ name, first, candidates }: JudgedEnd): string {
  return `- \`${name}\` (${first}): ${list(candidates)}`;
}

function list(names: readonly string[]): string {
  return names.length === 0 ? 'nothing offered' : names.map((name) => `\`${name}\``).join(', ');
}
