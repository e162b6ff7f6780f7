import { checkTraces, withLock } from '@tracefit/checker';
import type { Finding, Kernel } from '@tracefit/model';
import { readTrace } from '@tracefit/trace';
import { kernel } from './kernel';
import { sourceFile } from './source-file';

/** The example of a rule's page: what the page says comes out, and what does. */
export interface PageExample {
  readonly shown: string;
  readonly actual: string;
}

/** The headings of a rule's page, in order, the title aside. */
export function pageHeadings(page: string): readonly string[] {
  return [...page.matchAll(/^## (.+)$/gm)].map((match) => match[1] ?? '');
}

/**
 * Runs the example of a rule's page. Its first block is the script, with the id of its language; the blocks `c VERSION` are the
 * kernels, `c VERSION CONFIG_X=y` with their configuration; the block `text` is what comes out. `written-for VERSION` behind the
 * language names the kernel the script was written for, `locked-with VERSION` the one it is locked with.
 */
export function runPageExample(page: string): PageExample {
  const blocks = [...page.matchAll(/^```(\S+) ?(.*)\n([^]*?)^```$/gm)].map(([, lang = '', info = '', text = '']) => ({
    lang,
    info,
    text,
  }));
  const [script] = blocks;
  const kernels = blocks.filter((block) => block.lang === 'c').map((block) => pageKernel(block.info, block.text));
  const shown = blocks.find((block) => block.lang === 'text')?.text;
  if (!script || kernels.length === 0 || shown === undefined) throw new Error('the page has no whole example');
  const trace = readTrace(sourceFile('script', script.text, script.lang), script.lang);
  if (!trace) throw new Error('the script of the page was not read');
  const written = /^written-for (\S+)$/.exec(script.info)?.[1];
  const writtenFor = kernels.find((each) => each.identity.id === written);
  const locked = /^locked-with (\S+)$/.exec(script.info)?.[1];
  const lockedWith = kernels.find((each) => each.identity.id === locked);
  const report = checkTraces([lockedWith ? withLock(trace, lockedWith) : trace], kernels, {
    toolVersion: '0',
    ...(writtenFor ? { writtenFor } : {}),
  });
  const findings = report.findings.map(showFinding);
  const unchecked = report.unchecked.map(({ reason }) => `unchecked: ${reason}\n`);
  return { shown, actual: [...findings, ...unchecked].join('') };
}

function pageKernel(info: string, text: string): Kernel {
  const [version = '', ...settings] = info.split(' ');
  const config = Object.fromEntries(settings.map((setting) => setting.split('=') as [string, string]));
  return kernel(version, text, { config });
}

function showFinding({ line, column, severity, effect, rule, message, targets, evidence, fix }: Finding): string {
  const shown = evidence.map(({ kind, text, targets: on }) => {
    const where = on.length > 0 ? ` on ${on.join(', ')}` : '';
    return `  ${kind}${where}: ${text}\n`;
  });
  const head = `${line}:${column} ${severity} ${rule}: ${message}\n  ${effect} on ${targets.join(', ')}\n`;
  return `${head}${shown.join('')}  fix: ${fix}\n`;
}
