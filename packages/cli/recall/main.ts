import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { UsageError, type Kernel } from '@tracefit/model';
import { openStoreFile } from '@tracefit/signatures';
import { judgeCases } from './judge-cases';
import { readCases } from './recall-case';
import { renderRecall, updateRecall } from './render-recall';

const usage = `Checks scripts that are known to break between two kernels, and says which are found.

  npm run recall -- [--store FILE] [--only ID] [--write PAGE] FILE...

  FILE     cases: packages/cli/recall/cases/*.yaml, or rows of JSON (.jsonl)
  --only   only cases whose id begins so, with all that is told of them
  --write  the page whose table is brought up to date; without it the table is printed
`;

function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      store: { type: 'string', default: 'kernel-signatures/kernels.tfs' },
      only: { type: 'string' },
      write: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || positionals.length === 0) {
    process.stdout.write(usage);
    return values.help ? 0 : 2;
  }
  const { only } = values;
  const cases = positionals
    .flatMap((name) => readCases(name, fs.readFileSync(name, 'utf8')))
    .filter(({ id }) => only === undefined || id.startsWith(only));
  const kernels = openKernels(values.store);
  const judged = judgeCases(cases, kernels);
  if (only !== undefined) {
    for (const each of judged) process.stdout.write(`${JSON.stringify({ ...each, of: each.of.id }, undefined, 2)}\n`);
  }
  const beyond = cases.length - judged.length;
  if (values.write === undefined) process.stdout.write(`${renderRecall(judged, beyond)}\n`);
  else fs.writeFileSync(values.write, updateRecall(fs.readFileSync(values.write, 'utf8'), judged, beyond));
  return 0;
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
