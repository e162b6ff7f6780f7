import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { snapshotKernel } from '@tracefit/model';
import type { Kernel } from '@tracefit/model';
import { openStoreFile } from '@tracefit/signatures';
import { readSnapshot } from '../../src/read-snapshot';
import { compareLoad } from './compare-loads';
import type { KernelLoads } from './compare-loads';
import { HELP, parseOptions } from './options';
import type { LoadsOptions } from './options';
import { predictLoad } from './predict-load';
import { agreement, printLoads, updateLoads } from './render-loads';
import { runTools } from './run-tools';
import { toolOf } from './tool';

/** From the bundle that scripts/oracle-tools.js makes. */
const BUNDLED_STORE = join(__dirname, '../../../kernel-signatures/kernels.tfs');

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  if (!options) {
    process.stdout.write(`${HELP}\n`);
    return 0;
  }
  const reference = bundledKernels();
  const results: KernelLoads[] = [];
  for (const path of options.kernels) results.push(await compareImage(path, await readImage(path), reference, options));
  if (options.write !== undefined) {
    writeFileSync(options.write, updateLoads(readFileSync(options.write, 'utf8'), results));
  }
  return results.every(({ loads }) => agreement(loads) === 1) ? 0 : 1;
}

/** Nothing but the image runs in the machine: it has no modules. */
async function readImage(path: string): Promise<Kernel> {
  const { snapshot } = await readSnapshot([{ path, bytes: readFileSync(path) }]);
  return snapshotKernel({ ...snapshot, complete: [...snapshot.complete, 'modules'] });
}

/** What the command has at hand beside the image it is given. */
function bundledKernels(): readonly Kernel[] {
  const store = openStoreFile(BUNDLED_STORE);
  return store.kernels.flatMap(({ id }) => store.kernel(id) ?? []);
}

async function compareImage(
  path: string,
  kernel: Kernel,
  reference: readonly Kernel[],
  options: LoadsOptions,
): Promise<KernelLoads> {
  const { release, arch } = kernel.identity;
  const tools = options.tools.map(toolOf);
  const runs = await runTools({ path, release, arch }, tools, options);
  const loads = tools.map((tool) => compareLoad(tool, predictLoad(tool.path, kernel, reference), runs.get(tool.path)));
  const result = { release, loads };
  process.stdout.write(`${printLoads(result)}\n`);
  return result;
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
