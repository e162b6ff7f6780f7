import { UsageError, type KernelIdentity } from '@tracefit/model';
import { visibleText } from '@tracefit/reporters';
import { catalogKernel } from '@tracefit/signatures';
import type { SnapshotArgs } from '../commands/snapshot';
import { exitCode } from '../exit-code';
import { readKernelFiles } from '../kernels/read-kernel';
import type { Io } from '../io';
import { makeProgress } from '../outputs/progress';
import { toolVersion } from '../tool-version';
import { describeSnapshot } from './describe-snapshot';
import { catalogOf, catalogSources, writeCatalog, type GivenPackage } from './own-catalog';
import { findOwnStore, idsOf, rewriteStore } from './own-store';

/** `DISTRO/RELEASE`: words of lower-case letters and digits, then what `uname -r` may print. */
const idPattern = /^[a-z0-9][a-z0-9._-]*\/[A-Za-z0-9][A-Za-z0-9._+~-]*$/;

/** What readers write where no file tells. */
const unknown = 'unknown';

/** Reads files of one kernel and puts the snapshot into a store. */
export async function createSnapshot({ names, options }: SnapshotArgs, io: Io): Promise<number> {
  const { id } = options;
  if (names.length === 0)
    throw new UsageError('name the files of the kernel: vmlinuz, vmlinux, BTF, kallsyms, a package, a directory');
  if (id === undefined) throw new UsageError('the kernel needs a name: --id DISTRO/RELEASE');
  if (!idPattern.test(id))
    throw new UsageError(`an id is DISTRO/RELEASE, for example debian/6.1.0-56-amd64: --id ${id}`);
  const given = givenPackage(options);
  const own = findOwnStore(options.store, io);
  if (!options.replace && idsOf(own, io).has(id)) {
    throw new UsageError(`the store has a kernel of that id, --replace puts the new one in its place: ${id}`);
  }
  const catalog = catalogOf(own, io);
  const progress = makeProgress(io, options.verbose);
  const read = await readKernelFiles(names, { id, release: options.release }, progress, io);
  const snapshot = { ...read.snapshot, identity: named(read.snapshot.identity, id) };
  const sources = catalogSources(read, given, io);
  progress.say(`writing ${own.name}`);
  const size = rewriteStore(own, new Set([id]), (writer) => writer.add(snapshot), io);
  writeCatalog(own, [...catalog, catalogKernel(snapshot, sources, toolVersion())], io);
  progress.done();
  io.stdout.write(describeSnapshot(snapshot));
  for (const disagreement of read.disagreements)
    io.stdout.write(`  the files disagree: ${visibleText(disagreement)}\n`);
  io.stdout.write(`written to ${visibleText(own.name)}, ${size} bytes\n`);
  return exitCode.fits;
}

function givenPackage(options: SnapshotArgs['options']): GivenPackage | undefined {
  const { package: name, 'package-version': version } = options;
  if (name === undefined && version === undefined) return undefined;
  if (name !== undefined && version !== undefined) return { package: name, packageVersion: version };
  throw new UsageError('--package and --package-version go together');
}

/** The distribution is what the id says; release and version too, where the files do not tell them. */
function named(identity: KernelIdentity, id: string): KernelIdentity {
  const [distro = '', said = ''] = id.split('/');
  const release = identity.release === unknown ? said : identity.release;
  const version = identity.version === unknown ? /^\d+\.\d+(\.\d+)?/.exec(said)?.[0] : identity.version;
  if (version === undefined) throw new UsageError(`neither a file nor the id says which version the kernel is: ${id}`);
  return { ...identity, distro, release, version };
}
