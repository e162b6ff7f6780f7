import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { checkTraces } from '@tracefit/checker';
import type { Kernel, Report } from '@tracefit/model';
import { traceFormats } from '@tracefit/trace';
import type { Io } from '../src/io';
import { kernelSelector } from '../src/kernels/select-kernels';
import { makeProgress } from '../src/outputs/progress';
import { findPackage } from './package-files';
import { missedHits, plainSearch } from './plain-search';
import { readCorpus, type CorpusFile } from './read-corpus';
import { renderCorpus, type PackageSummary, type SearchSummary } from './render-corpus';
import { renderVerdicts } from './render-verdicts';
import { countBy, reasonKind, summarise, type FormatSummary } from './summarise';

const packages = [
  'bpfcc-tools',
  'libbpf-tools',
  'bpftrace',
  'systemtap-doc',
  'linux-perf',
  'ply',
  'trace-cmd',
  'perf-tools-unstable',
];

const help = `npm run corpus [-- --write PAGE] [PACKAGE...]

Reads every file of Debian packages, as they are installed, and checks the trace definitions among them against all
bundled kernels.

  --write     the page to write (docs/corpus.md)
  --verdicts  the page that says which errors are true (docs/accuracy-tools.md)
  PACKAGE     instead of ${packages.join(', ')}
`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      write: { type: 'string', default: 'docs/corpus.md' },
      verdicts: { type: 'string', default: 'docs/accuracy-tools.md' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return;
  }
  const io = makeIo();
  const summaries: PackageSummary[] = [];
  const read: CorpusFile[] = [];
  for (const name of positionals.length > 0 ? positionals : packages) {
    const found = findPackage(name);
    say(found ? `${name} ${found.version}: ${found.files.length} files` : `${name} is not installed`);
    const files = found ? await readCorpus(found, io) : [];
    read.push(...files);
    const others = countBy(
      files.filter(({ traces }) => traces.length === 0),
      ({ answer }) => reasonKind(answer ?? 'no trace definition'),
    );
    const recognised = files.filter(({ traces }) => traces.length > 0).length;
    summaries.push({ name, ...(found && { version: found.version }), files: files.length, recognised, others });
  }
  const targets = await kernelSelector({ stores: [], progress: makeProgress(io, false) }, io).select([]);
  const checked = traceFormats.flatMap(({ id }) => checkFormat(id, read, targets) ?? []);
  const formats = checked.map(({ summary }) => summary);
  const ofTools = checked.flatMap(({ report }) => report.findings.filter(({ file }) => isTool(file)));
  write(values.write, renderCorpus(summaries, formats, searchAll(read), targets.length));
  write(values.verdicts, renderVerdicts(ofTools, checked[0]?.report.targets ?? []));
}

function write(file: string, page: string): void {
  fs.writeFileSync(file, page);
  spawnSync('node_modules/.bin/prettier', ['--write', file], { stdio: 'ignore' });
  say(`written: ${file}`);
}

/** Programs, not the examples and documents that come with them. */
function isTool(file: string): boolean {
  return /^\/usr\/s?bin\//.test(file);
}

interface CheckedFormat {
  readonly summary: FormatSummary;
  readonly report: Report;
}

function checkFormat(id: string, read: readonly CorpusFile[], targets: readonly Kernel[]): CheckedFormat | undefined {
  const files = read.filter(({ traces }) => traces.some(({ format }) => format === id));
  const traces = files.flatMap((file) => file.traces.filter(({ format }) => format === id));
  if (traces.length === 0) return undefined;
  say(`${id}: ${traces.length} definitions`);
  const start = process.cpuUsage();
  const report = checkTraces(traces, targets, { toolVersion: 'corpus' });
  const { user, system } = process.cpuUsage(start);
  const readTime = files.reduce((sum, { time }) => sum + time, 0);
  return { summary: summarise(id, traces, report, readTime, (user + system) / 1000), report };
}

function searchAll(read: readonly CorpusFile[]): readonly SearchSummary[] {
  const found = new Map<string, { hits: number; readonly missed: string[] }>();
  for (const { path, traces } of read) {
    const [first] = traces;
    const hits = first && plainSearch(first, fs.readFileSync(path));
    if (!hits) continue;
    const summary = found.get(first.format) ?? { hits: 0, missed: [] };
    found.set(first.format, summary);
    summary.hits += hits.length;
    for (const { text, line } of missedHits(hits, traces)) {
      summary.missed.push(`\`${path}${line === undefined ? '' : `:${line}`}\`: \`${text}\``);
    }
  }
  return [...found].map(([format, summary]) => ({ format, ...summary }));
}

function makeIo(): Io {
  const quiet = { write: () => undefined, isTTY: false };
  return {
    stdout: quiet,
    stderr: quiet,
    stdin: process.stdin,
    env: {},
    cwd: process.cwd(),
    fs,
    bundledStore: 'kernel-signatures/kernels.tfs',
  };
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

void main();
