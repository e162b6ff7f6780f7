import { FormatError } from '@tracefit/btf';
import type { KernelIdentity } from '@tracefit/model';
import type { ReadContext } from '../kernel-source';
import type { SourcePart } from '../parts/source-part';
import { vmlinuz } from '../sources/vmlinuz';
import { notRead } from './system-files';
import type { SystemFiles } from './system-files';

/** Where distributions keep the boot image of a release. */
const PLACES = (release: string) => [
  `/boot/vmlinuz-${release}`,
  `/usr/lib/modules/${release}/vmlinuz`,
  `/lib/modules/${release}/vmlinuz`,
];

/**
 * What the boot image of the running kernel tells and the kernel does not show this user: sections, ftrace sites, trace events.
 * Only an image with the running kernel's build id is believed.
 */
export async function readSystemImage(
  files: SystemFiles,
  identity: Partial<KernelIdentity>,
  context: ReadContext,
): Promise<{ part?: SourcePart; path: string; notes: string[] }> {
  const file = files.readFirst(PLACES(identity.release ?? ''));
  const { path } = file;
  if (!file.bytes) return { path, notes: [notRead('the boot image', file)] };
  try {
    const part = await vmlinuz.read(file, context);
    if (identity.buildId === undefined || part.identity.buildId !== identity.buildId) {
      return { path, notes: [notRead('the boot image', { path, refused: 'it is not the running build' })] };
    }
    // Types come from the running kernel itself, which also knows those of its modules.
    const functions = part.functions.flatMap(({ name, symbols }) => (symbols ? [{ name, symbols }] : []));
    const complete = part.complete.filter((topic) => topic !== 'prototypes' && topic !== 'types');
    const types = { structs: [], forwards: [], enums: [], typedefs: [], rawTracepoints: [] };
    return { path, part: { ...part, ...types, functions, complete }, notes: [] };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return { path, notes: [notRead('the boot image', { path, refused: error.sentence })] };
  }
}
