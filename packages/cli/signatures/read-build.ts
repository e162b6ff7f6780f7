import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readSnapshot } from '@tracefit/kernel';
import { catalogKernel, writeStore, type CatalogKernel } from '@tracefit/signatures';
import type { ModuleChoice } from './builds';

/** What a child process is asked to do: read the packages of one build into a store of one kernel. */
export interface ReadBuild {
  readonly id: string;
  readonly release: string;
  /** Paths of the packages. */
  readonly packages: readonly string[];
  readonly modules: ModuleChoice;
  /** The modules whose types and variables are kept. */
  readonly traced: readonly string[];
  /** Where the store of this one kernel goes; its entry of the catalogue goes beside it. */
  readonly store: string;
  /** The version of tracefit. */
  readonly tool: string;
}

/** Milliseconds. */
const quiet = 10_000;

/** Reads one build. */
export async function readBuild(build: ReadBuild): Promise<void> {
  const traced = new Set(build.traced);
  const isTraced = (module: string): boolean => traced.has(module);
  const files = build.packages.map((path) => ({ path, bytes: readFileSync(path) }));
  const tell = (what: string) => process.stderr.write(`${build.release}: ${what}\n`);
  let told = Date.now();
  // Several builds are read at a time: each says what it does from time to time only.
  const progress = (what: string): void => {
    if (Date.now() - told < quiet) return;
    told = Date.now();
    tell(what);
  };
  const { snapshot, disagreements, inputs } = await readSnapshot(files, {
    id: build.id,
    release: build.release,
    modules: { all: true, traced: isTraced, none: false }[build.modules],
    typedModules: isTraced,
    progress,
  });
  for (const one of disagreements) tell(`the files disagree: ${one}`);
  const [distro = ''] = build.id.split('/');
  const named = { ...snapshot, identity: { ...snapshot.identity, distro } };
  const sources = files.map(({ path, bytes }) => {
    const { package: identity } = inputs.find((input) => input.path === path) ?? {};
    return {
      file: basename(path),
      sha256: createHash('sha256').update(bytes).digest('hex'),
      ...(identity ? { package: identity.name, packageVersion: identity.version } : {}),
    };
  });
  const entry: CatalogKernel = catalogKernel(named, sources, build.tool);
  writeWhole(build.store, writeStore([named], { quality: 3 }));
  writeWhole(`${build.store}.json`, Buffer.from(JSON.stringify(entry)));
}

function writeWhole(path: string, bytes: Uint8Array): void {
  const temporary = `${path}.${process.pid}.part`;
  writeFileSync(temporary, bytes);
  renameSync(temporary, path);
}
