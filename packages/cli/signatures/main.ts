import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { FormatError } from '@tracefit/btf';
import { UsageError } from '@tracefit/model';
import {
  openStoreFile,
  printCatalog,
  readCatalog,
  storeWriter,
  writeStoreFile,
  type CatalogKernel,
} from '@tracefit/signatures';
import { packagesOf, readBuilds, type Build } from './builds';
import { listKernelPackages, type DebianPackage } from './debian-packages';
import { fetchPackage } from './fetch-package';
import { readBuild, type ReadBuild } from './read-build';

const help = `npm run signatures -- --mirror URL [options]

Makes the bundled signature store again: fetches the packages of every build of kernel-signatures/builds.yaml from a
Debian archive, reads them, and writes kernel-signatures/kernels.tfs and catalog.yaml. What was fetched and read is kept
in the cache, so that a second run goes on where the first stopped. A build that the archive no longer has is taken over
from the store as it is.

  --mirror URL     the archive, for example the one of apt's sources
  --security URL   its security archive (the mirror with -security, if not given)
  --cache DIR      where packages and snapshots are kept (.cache/signatures)
  --store DIR      where builds.yaml is and the store goes (kernel-signatures)
  --only REGEX     reads only these releases anew and takes the others over
  --jobs N         how many builds are read at a time (2)
`;

const storeName = 'kernels.tfs';
const distro = 'debian';

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      mirror: { type: 'string' },
      security: { type: 'string' },
      cache: { type: 'string', default: '.cache/signatures' },
      store: { type: 'string', default: 'kernel-signatures' },
      only: { type: 'string', default: '' },
      jobs: { type: 'string', default: '2' },
      help: { type: 'boolean', default: false },
      read: { type: 'string' },
    },
  });
  if (values.read !== undefined) {
    await readBuild(JSON.parse(values.read) as ReadBuild);
    return 0;
  }
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  if (values.mirror === undefined) throw new UsageError('name the archive: --mirror URL');
  const mirror = values.mirror.replace(/\/$/, '');
  const places = {
    mirror,
    security: values.security ?? `${mirror}-security`,
    cache: resolve(values.cache),
    store: resolve(values.store),
  };
  mkdirSync(places.cache, { recursive: true });
  const only = new RegExp(values.only);
  const builds = readBuilds(join(places.store, 'builds.yaml'));
  const gathered = await gatherBuilds(builds, only, places, Math.max(1, Number(values.jobs) || 1));
  writeAll(builds, gathered, places);
  return 0;
}

interface Places {
  readonly mirror: string;
  readonly security: string;
  readonly cache: string;
  readonly store: string;
}

/** Fetches and reads, so many at a time; gives the store file of each build that was read. */
async function gatherBuilds(
  builds: readonly Build[],
  only: RegExp,
  places: Places,
  jobs: number,
): Promise<ReadonlyMap<string, string>> {
  const gathered = new Map<string, string>();
  const indexes = new Map<string, ReadonlyMap<string, DebianPackage>>();
  for (const arch of new Set(builds.map((build) => build.arch))) {
    say(`reading the package lists of ${arch}`);
    indexes.set(arch, await listKernelPackages(places.mirror, places.security, arch));
  }
  const waiting = builds.filter(({ release }) => only.test(release));
  const worker = async (): Promise<void> => {
    for (let build = waiting.shift(); build; build = waiting.shift()) {
      const packages = packagesOf(build, indexes.get(build.arch) ?? new Map<string, DebianPackage>());
      const store = packages && (await gatherBuild(build, packages, places.cache));
      if (store === undefined) say(`${build.release}: the archive has it no longer`);
      else gathered.set(build.release, store);
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  return gathered;
}

async function gatherBuild(
  build: Build,
  packages: readonly DebianPackage[],
  cache: string,
): Promise<string | undefined> {
  const tool = toolVersion();
  const key = createHash('sha256')
    .update(JSON.stringify([tool, readerSum(), build.modules, packages.map((one) => one.sha256)]))
    .digest('hex');
  const store = join(cache, `${build.release}-${key.slice(0, 16)}.tfs`);
  if (existsSync(store) && existsSync(`${store}.json`)) return store;
  const paths = [];
  for (const one of packages) {
    say(`${build.release}: ${one.name} ${one.version}, ${Math.round(one.size / 1e6)} MB`);
    const path = await fetchPackage(one, cache);
    if (path === undefined) return undefined;
    paths.push(path);
  }
  await inChild({
    id: `${distro}/${build.release}`,
    release: build.release,
    packages: paths,
    modules: build.modules,
    store,
    tool,
  });
  return store;
}

/** A process of its own for each build: its memory goes with it. */
function inChild(build: ReadBuild): Promise<void> {
  return new Promise((done, failed) => {
    const child = fork(__filename, ['--read', JSON.stringify(build)], { execArgv: ['--max-old-space-size=8192'] });
    child.once('exit', (code) => {
      if (code === 0) done();
      else failed(new UsageError(`${build.release} could not be read`));
    });
  });
}

/** Puts all builds into one store; those that were not read now are taken over from the store there is. */
function writeAll(builds: readonly Build[], gathered: ReadonlyMap<string, string>, places: Places): void {
  const file = join(places.store, storeName);
  const catalogFile = join(places.store, 'catalog.yaml');
  const before = existsSync(file) ? openStoreFile(file) : undefined;
  const entriesBefore = existsSync(catalogFile) ? readCatalog(readFileSync(catalogFile, 'utf8')).kernels : [];
  const writer = storeWriter({ quality: 11 });
  const entries = new Map<string, CatalogKernel>();
  for (const { release } of builds) {
    const id = `${distro}/${release}`;
    const path = gathered.get(release);
    if (path !== undefined) {
      say(`adding ${id}`);
      const one = openStoreFile(path);
      writer.addStore(one);
      one.close();
      entries.set(id, JSON.parse(readFileSync(`${path}.json`, 'utf8')) as CatalogKernel);
      continue;
    }
    const entry = entriesBefore.find((known) => known.id === id);
    if (!before || !entry) throw new UsageError(`neither the archive nor the store has it: ${id}`);
    say(`taking ${id} over`);
    writer.addStore(before, new Set([id]));
    entries.set(id, entry);
  }
  say('writing the store');
  const bytes = writer.finish();
  before?.close();
  writeStoreFile(file, bytes);
  const written = openStoreFile(file);
  const kernels = written.kernels.flatMap(({ id }) => entries.get(id) ?? []);
  written.close();
  const temporary = `${catalogFile}.${process.pid}.part`;
  try {
    writeFileSync(temporary, printCatalog({ store: storeName, kernels }));
    renameSync(temporary, catalogFile);
  } finally {
    rmSync(temporary, { force: true });
  }
  say(`${kernels.length} kernels, ${bytes.length} bytes`);
}

/** The sum of this very program, so that what another state of the readers made is not taken from the cache. */
function readerSum(): string {
  return createHash('sha256').update(readFileSync(__filename)).digest('hex');
}

function toolVersion(): string {
  const { version } = JSON.parse(readFileSync(resolve('packages/cli/package.json'), 'utf8')) as { version: string };
  return version;
}

function say(what: string): void {
  process.stderr.write(`${what}\n`);
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const known = error instanceof UsageError || error instanceof FormatError;
    process.stderr.write(known ? `signatures: ${error.message}\n` : `${String((error as Error).stack)}\n`);
    process.exitCode = known ? 2 : 3;
  },
);
