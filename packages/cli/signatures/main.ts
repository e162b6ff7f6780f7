import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
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
import { packagesOf, readBuilds, type Build, type Builds } from './builds';
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
  --jobs N         how many builds are fetched and read at a time (as many as there are processors)
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
      jobs: { type: 'string', default: String(availableParallelism()) },
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
  const wanted = readBuilds(join(places.store, 'builds.yaml'));
  const gathered = await gatherBuilds(wanted, only, places, Math.max(1, Number(values.jobs) || 1));
  writeAll(wanted.builds, gathered, places);
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
  { builds, traced }: Builds,
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
  const asked = builds.filter(({ release }) => only.test(release));
  // Those with all their modules take longest: the last to end should be a short one.
  const waiting = [...asked].sort((a, b) => Number(b.modules === 'all') - Number(a.modules === 'all'));
  let done = 0;
  const worker = async (): Promise<void> => {
    for (let build = waiting.shift(); build; build = waiting.shift()) {
      const packages = packagesOf(build, indexes.get(build.arch) ?? new Map<string, DebianPackage>());
      const started = Date.now();
      const store = packages && (await gatherBuild(build, traced, packages, places.cache));
      const seconds = Math.round((Date.now() - started) / 1000);
      const outcome = store === undefined ? 'the archive has it no longer' : `read, ${seconds} s`;
      say(`${++done} of ${asked.length}: ${build.release}: ${outcome}`);
      if (store !== undefined) gathered.set(build.release, store);
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  return gathered;
}

async function gatherBuild(
  build: Build,
  traced: readonly string[],
  packages: readonly DebianPackage[],
  cache: string,
): Promise<string | undefined> {
  const tool = toolVersion();
  const key = createHash('sha256')
    .update(JSON.stringify([tool, readerSum(), build.modules, traced, packages.map((one) => one.sha256)]))
    .digest('hex');
  const store = join(cache, `${build.release}-${key.slice(0, 16)}.tfs`);
  if (existsSync(store) && existsSync(`${store}.json`)) return store;
  const paths = [];
  for (const one of packages) {
    const path = await fetchPackage(one, cache);
    if (path === undefined) return undefined;
    paths.push(path);
  }
  await inChild({
    id: `${distro}/${build.release}`,
    release: build.release,
    packages: paths,
    modules: build.modules,
    traced,
    store,
    tool,
  });
  return store;
}

/** A kernel with all its modules takes 2 GB; with the usual 16 MB for what is new, a tenth of the time goes into clearing it. */
const memory = ['--max-old-space-size=8192', '--max-semi-space-size=64'];

/** A process of its own for each build: its memory goes with it. */
function inChild(build: ReadBuild): Promise<void> {
  return new Promise((done, failed) => {
    const child = fork(__filename, ['--read', JSON.stringify(build)], { execArgv: memory });
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
