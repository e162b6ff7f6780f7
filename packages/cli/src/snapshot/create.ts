import { UsageError, type KernelIdentity } from '@tracefit/model';
import type { SnapshotArgs } from '../commands/snapshot';
import { exitCode } from '../exit-code';
import { readKernelFiles } from '../kernels/read-kernel';
import { visibleText } from '@tracefit/reporters';
import type { Io } from '../io';
import { makeProgress } from '../outputs/progress';
import { describeSnapshot } from './describe-snapshot';
import { findOwnStore, idsOf, rewriteStore } from './own-store';

/** `DISTRO/RELEASE`: words of lower-case letters and digits, then what `uname -r` may print. */
const idPattern = /^[a-z0-9][a-z0-9._-]*\/[A-Za-z0-9][A-Za-z0-9._+~-]*$/;

/** Reads files of one kernel and puts the snapshot into a store. */
export async function createSnapshot({ names, options }: SnapshotArgs, io: Io): Promise<number> {
  const { id } = options;
  if (names.length === 0)
    throw new UsageError('name the files of the kernel: vmlinuz, vmlinux, BTF, kallsyms, a package, a directory');
  if (id === undefined) throw new UsageError('the kernel needs a name: --id DISTRO/RELEASE');
  if (!idPattern.test(id))
    throw new UsageError(`an id is DISTRO/RELEASE, for example debian/6.1.0-56-amd64: --id ${id}`);
  const own = findOwnStore(options.store, io);
  if (!options.replace && idsOf(own, io).has(id)) {
    throw new UsageError(`the store has a kernel of that id, --replace puts the new one in its place: ${id}`);
  }
  const progress = makeProgress(io, options.verbose);
  const read = await readKernelFiles(names, { id, release: options.release }, progress, io);
  const snapshot = { ...read.snapshot, identity: named(read.snapshot.identity, id) };
  progress.say(`writing ${own.name}`);
  const size = rewriteStore(own, new Set([id]), (writer) => writer.add(snapshot), io);
  progress.done();
  io.stdout.write(describeSnapshot(snapshot));
  for (const disagreement of read.disagreements)
    io.stdout.write(`  the files disagree: ${visibleText(disagreement)}\n`);
  io.stdout.write(`written to ${visibleText(own.name)}, ${size} bytes\n`);
  return exitCode.fits;
}

/** The distribution is what the id says; the release too, where the files do not tell it. */
function named(identity: KernelIdentity, id: string): KernelIdentity {
  const [distro = '', release = ''] = id.split('/');
  return { ...identity, distro, release: identity.release === 'unknown' ? release : identity.release };
}
