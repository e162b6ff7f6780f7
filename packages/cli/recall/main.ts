import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { UsageError, type Kernel } from '@tracefit/model';
import { openStoreFile } from '@tracefit/signatures';
import { judgeCases } from './judge-cases';
import { judgeEnds, judgeRenames } from './judge-renames';
import { replaceMarked } from '@tracefit/testing';
import { readCases, readNames } from './recall-case';
import { renderRecall } from './render-recall';
import { renderRenames } from './render-renames';

const usage = `Checks scripts that are known to break between two kernels, and says which are found.

  npm run recall -- [--store FILE] [--only ID] [--write PAGE] CASES...
  npm run recall -- --renames [--store FILE] [--write PAGE] NAMES...

  CASES      packages/cli/recall/cases/*.yaml, or rows of JSON (.jsonl)
  --renames  measure what is offered for functions that are gone: rows with \`old\` and \`new\`, without
             \`new\` where the function ended (packages/cli/recall/names/*.yaml)
  --only     only cases whose id begins so, with all that is told of them
  --write    the page whose table is brought up to date; without it the table is printed
`;

function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      store: { type: 'string', default: 'kernel-signatures/kernels.tfs' },
      renames: { type: 'boolean', default: false },
      only: { type: 'string' },
      write: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || positionals.length === 0) {
    process.stdout.write(usage);
    return values.help ? 0 : 2;
  }
  const kernels = openKernels(values.store);
  const files = positionals.map((name) => ({ name, text: fs.readFileSync(name, 'utf8') }));
  const command = values.renames ? 'npm run recall -- --renames' : 'npm run recall';
  const table = values.renames ? measureRenames(files, kernels) : measureCases(files, kernels, values.only);
  if (values.write === undefined) process.stdout.write(`${table}\n`);
  else fs.writeFileSync(values.write, replaceMarked(fs.readFileSync(values.write, 'utf8'), command, [table]));
  return 0;
}

interface Input {
  readonly name: string;
  readonly text: string;
}

function measureCases(files: readonly Input[], kernels: readonly Kernel[], only: string | undefined): string {
  const cases = files
    .flatMap(({ name, text }) => readCases(name, text))
    .filter(({ id }) => only === undefined || id.startsWith(only));
  const judged = judgeCases(cases, kernels);
  const details = judged.map((each) => JSON.stringify({ ...each, of: each.of.id }, undefined, 2));
  const table = renderRecall(judged, cases.length - judged.length);
  return only === undefined ? table : [...details, table].join('\n\n');
}

function measureRenames(files: readonly Input[], kernels: readonly Kernel[]): string {
  const names = files.flatMap(({ name, text }) => readNames(name, text));
  const renames = names.flatMap(({ old, successor }) => (successor === undefined ? [] : [{ old, new: successor }]));
  const ended = names.flatMap(({ old, successor }) => (successor === undefined ? [old] : []));
  return renderRenames(judgeRenames(renames, kernels), judgeEnds(ended, kernels));
}

function openKernels(file: string): readonly Kernel[] {
  const store = openStoreFile(file);
  return store.kernels.flatMap(({ id }) => store.kernel(id) ?? []);
}

try {
  process.exitCode = main();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`recall: ${error.message}\n`);
  process.exitCode = 2;
}
