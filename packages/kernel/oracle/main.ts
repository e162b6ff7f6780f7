import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { readBtf } from '@tracefit/btf';
import { snapshotKernel } from '@tracefit/model';
import type { KernelSnapshot } from '@tracefit/model';
import { readKernelImage } from '../src/image/read-kernel-image';
import { readSnapshot } from '../src/read-snapshot';
import { detectPacking, unpack } from '../src/unpack/unpack';
import { downloadImage } from './apt-image';
import { askKernel } from './ask-kernel';
import type { GuestModule } from './boot-kernel';
import { compareKernel } from './compare-kernel';
import { makeQuestions, offersOf, poolOf } from './make-questions';
import type { Question } from './questions';
import { HELP, parseOptions } from './options';
import type { OracleOptions } from './options';
import { lowestAgreement, printResult, updateAccuracy } from './render-accuracy';
import type { KernelResult } from './render-accuracy';

const GOAL = 0.999;
const CONTEXT = { progress: () => undefined, maxUnpacked: 2 ** 30 };

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  if (!options) {
    process.stdout.write(`${HELP}\n`);
    return 0;
  }
  const work = mkdtempSync(join(tmpdir(), 'tracefit-oracle-'));
  try {
    const images = [...options.images, ...options.apt.map((name) => downloadImage(name, work))];
    const names = new Map<string, readonly string[]>();
    for (const image of images) names.set(image, describedNames(await readFiles([image])));
    const results = await inParallel(images, options.jobs, async (image) => {
      const result = await compareImage(image, names, options);
      // At once: what one machine said is not lost where a later one fails.
      if (options.write !== undefined) {
        writeFileSync(options.write, updateAccuracy(readFileSync(options.write, 'utf8'), [result]));
      }
      return result;
    });
    return results.every((result) => lowestAgreement(result) >= GOAL) ? 0 : 1;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function compareImage(
  image: string,
  names: ReadonlyMap<string, readonly string[]>,
  options: OracleOptions,
): Promise<KernelResult> {
  const snapshot = await readFiles([image, ...options.modules]);
  const { release, arch } = snapshot.identity;
  const questions = await questionsFor(image, snapshot, names, options);
  const answers = await askKernel(
    { path: image, release, arch },
    questions,
    await unpackModules(options.modules),
    options,
  );
  const comparisons = compareKernel(snapshot, questions, answers);
  const shown = options.modules.length === 0 ? release : `${release} (modules)`;
  const result = { release: shown, seed: options.seed, comparisons };
  process.stdout.write(`${printResult(result)}\n`);
  return result;
}

async function readFiles(paths: readonly string[]): Promise<KernelSnapshot> {
  return (await readSnapshot(paths.map((path) => ({ path, bytes: readFileSync(path) })))).snapshot;
}

async function unpackModules(paths: readonly string[]): Promise<GuestModule[]> {
  const modules: GuestModule[] = [];
  for (const path of paths) {
    const bytes = readFileSync(path);
    const packing = detectPacking(bytes);
    const unpacked = packing === undefined ? bytes : await unpack(bytes, packing, CONTEXT);
    modules.push({ name: basename(path).replace(/\.ko.*/, '.ko'), bytes: unpacked });
  }
  return modules;
}

function describedNames(snapshot: KernelSnapshot): readonly string[] {
  return snapshot.functions.flatMap(({ name, protos }) => (protos && protos.length > 0 ? [name] : []));
}

async function questionsFor(
  path: string,
  snapshot: KernelSnapshot,
  names: ReadonlyMap<string, readonly string[]>,
  { count, seed, modules }: OracleOptions,
): Promise<Question[]> {
  const image = await readKernelImage(readFileSync(path), CONTEXT);
  const btf = image.btfBytes && readBtf(image.btfBytes);
  const own = new Set(names.get(path));
  const others = [...names].flatMap(([other, theirs]) => (other === path ? [] : theirs));
  // A kernel alone is asked for names that no kernel has.
  const foreign = others.length > 0 ? others.filter((name) => !own.has(name)) : [...own].map((name) => `${name}_old`);
  const pool = poolOf(snapshotKernel(modules.length === 0 ? snapshot : onlyModules(snapshot)), {
    variables: snapshot.data.flatMap(({ name, letter }) => (letter === undefined ? [] : [name])),
    foreign,
    // BTF ids of modules mean something only together with the id that the running kernel gives to the module's BTF.
    idOf: (name) => (modules.length === 0 ? btf?.find(name, 'func')?.id : undefined),
    offers: offersOf(snapshotKernel(snapshot)),
  });
  return makeQuestions(pool, count, seed);
}

function onlyModules(snapshot: KernelSnapshot): KernelSnapshot {
  return {
    ...snapshot,
    functions: snapshot.functions.filter(({ symbols }) => symbols?.some(({ module }) => module !== undefined)),
    rawTracepoints: snapshot.rawTracepoints.filter(({ module }) => module !== undefined),
  };
}

/** Runs `work` on every item, so many at a time; results in the order of the items. */
async function inParallel<T, R>(items: readonly T[], jobs: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Map<T, R>();
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) results.set(item, await work(item));
  };
  await Promise.all(Array.from({ length: Math.min(jobs, items.length) }, worker));
  return items.map((item) => results.get(item) as R);
}

void main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
