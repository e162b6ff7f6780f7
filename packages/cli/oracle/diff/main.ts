import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { surfaceDiff } from '@tracefit/checker';
import { readKernelImage } from '@tracefit/kernel';
import { kernelDifferences, openStoreFile, type Store } from '@tracefit/signatures';
import { comparePair } from './compare-pair';
import { measure } from './measure';
import { readRawBtf, type RawBtf } from './read-raw-btf';
import { renderPage, type ComparedPair } from './render-page';

const usage = `Holds "tracefit diff" against what bpftool tells of the BTF of both kernels.

  npm run compare-diff -- --images DIR [--runs N] [--write PAGE] BEFORE AFTER [BEFORE AFTER]...

  BEFORE, AFTER  releases of bundled kernels: 6.12.117+deb13-amd64
  --images       where their vmlinuz-RELEASE are
  --runs         so often things are run to take their time; 0 takes none
  --write        the page to write; without it the page is printed

Needs bpftool, and the command built (npm run build) where times are taken.
`;

const maxUnpacked = 512 * 1024 * 1024;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      images: { type: 'string' },
      runs: { type: 'string', default: '0' },
      write: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || values.images === undefined || positionals.length === 0 || positionals.length % 2 > 0) {
    process.stdout.write(usage);
    return values.help ? 0 : 2;
  }
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'tracefit-diff-'));
  try {
    const store = openStoreFile('kernel-signatures/kernels.tfs');
    const pairs: ComparedPair[] = [];
    for (let at = 0; at < positionals.length; at += 2) {
      const releases = [positionals[at] ?? '', positionals[at + 1] ?? ''] as const;
      pairs.push(await compare(releases, store, { images: values.images, scratch, runs: Number(values.runs) }));
    }
    const page = renderPage(pairs, 'npm run compare-diff');
    if (values.write === undefined) process.stdout.write(page);
    else {
      fs.writeFileSync(values.write, page);
      execFileSync('node_modules/.bin/prettier', ['--write', values.write], { stdio: 'ignore' });
    }
    return pairs.some(({ comparisons }) => comparisons.some(({ unexplained }) => unexplained.length > 0)) ? 1 : 0;
  } finally {
    fs.rmSync(scratch, { recursive: true });
  }
}

interface Options {
  readonly images: string;
  readonly scratch: string;
  readonly runs: number;
}

async function compare(releases: readonly [string, string], store: Store, options: Options): Promise<ComparedPair> {
  const [before, after] = releases.map((release) => {
    const kernel = store.kernels.find((each) => each.release === release);
    const found = kernel && store.kernel(kernel.id);
    if (!found) throw new Error(`no bundled kernel of this release: ${release}`);
    return found;
  });
  if (!before || !after) throw new Error('there are two');
  const files = await Promise.all(releases.map((release) => extractBtf(release, options)));
  const [rawBefore, rawAfter] = files.map(dump);
  if (!rawBefore || !rawAfter) throw new Error('there are two');
  const differences = kernelDifferences(before, after, () => {
    throw new Error('both are in the store');
  });
  const diff = surfaceDiff(before, after, differences, { toolVersion: '', only: ['functions', 'structs'] });
  return {
    before: releases[0],
    after: releases[1],
    comparisons: comparePair({ before, after, diff, rawBefore, rawAfter }),
    times: takeTimes(releases, files, options.runs),
  };
}

/** Takes the BTF out of a kernel image, for bpftool, which does not read images. */
async function extractBtf(release: string, { images, scratch }: Options): Promise<string> {
  const bytes = fs.readFileSync(path.join(images, `vmlinuz-${release}`));
  const { btfBytes } = await readKernelImage(bytes, { progress: () => undefined, maxUnpacked });
  if (!btfBytes) throw new Error(`the image has no BTF: ${release}`);
  const file = path.join(scratch, `${release}.btf`);
  fs.writeFileSync(file, btfBytes);
  return file;
}

function dump(file: string): RawBtf {
  const options = { encoding: 'utf8', maxBuffer: 1 << 30 } as const;
  return readRawBtf(execFileSync('bpftool', ['btf', 'dump', 'file', file, 'format', 'raw'], options));
}

/** By hand one has bpftool write both kernels' types as C, and runs diff; of modules, symbols and events it tells nothing. */
function takeTimes(
  releases: readonly [string, string],
  [one = '', other = '']: readonly string[],
  runs: number,
): ComparedPair['times'] {
  if (runs === 0) return [];
  const tracefit = [process.execPath, 'packages/cli/bin/tracefit.js', 'diff', ...releases];
  const byHand =
    'bpftool btf dump file "$0" format c > "$0.h"; bpftool btf dump file "$1" format c > "$1.h"; diff "$0.h" "$1.h" > "$0.diff"; true';
  const subjects = [
    { name: '`node -e 0`', argv: [process.execPath, '-e', '0'] },
    { name: '`bpftool btf dump ... format c` of both, and `diff`', argv: ['bash', '-c', byHand, one, other] },
    { name: '`tracefit diff --only structs`', argv: [...tracefit, '--only', 'structs'] },
    { name: '`tracefit diff`, the whole surface, modules too', argv: tracefit },
  ];
  const times = measure(subjects, runs);
  return subjects.map(({ name }, at) => ({ name, ms: times[at] ?? 0 }));
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 3;
  },
);
