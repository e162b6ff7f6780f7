import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readSnapshot } from '@tracefit/kernel';
import { catalogKernel, writeStore, type CatalogKernel } from '@tracefit/signatures';

/** What a child process is asked to do: read the packages of one build into a store of one kernel. */
export interface ReadBuild {
  readonly id: string;
  readonly release: string;
  /** Paths of the packages. */
  readonly packages: readonly string[];
  readonly modules: boolean;
  /** Where the store of this one kernel goes; its entry of the catalogue goes beside it. */
  readonly store: string;
  /** The version of tracefit. */
  readonly tool: string;
}

/** Reads one build. */
export async function readBuild(build: ReadBuild): Promise<void> {
  const files = build.packages.map((path) => ({ path, bytes: readFileSync(path) }));
  const progress = (what: string) => process.stderr.write(`${build.release}: ${what}\n`);
  const { snapshot, disagreements, inputs } = await readSnapshot(files, {
    id: build.id,
    release: build.release,
    modules: build.modules,
    progress,
  });
  for (const one of disagreements) progress(`the files disagree: ${one}`);
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
