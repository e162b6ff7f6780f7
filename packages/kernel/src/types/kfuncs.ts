import { FormatError } from '@tracefit/btf';
import type { Btf } from '@tracefit/btf';
import type { Kfunc } from '@tracefit/model';
import type { KernelImage } from '../image/kernel-image';

/** What pahole puts on the functions that BPF programs may call (its feature decl_tag_kfuncs, which Linux 6.10 asks for). */
const TAG = 'bpf_kfunc';

/** Marks of BTF_SET8_START() (include/linux/btf_ids.h): sets of functions with flags, which hold kfuncs since 5.19. */
const SET8 = '__BTF_ID__set8__';

/** Of a set, since 6.9: it was made by BTF_KFUNCS_START(). Sets without it are of hooks and the like. */
const BTF_SET8_KFUNCS = 1;

/** More than any set has: the largest of 7.3 holds some hundred. */
const MAX_IDS = 10_000;

/** What an image or a module tells of its kfuncs. */
export interface KfuncFacts {
  /** Sorted; absent where that is not told, as from 5.13 to 5.18. */
  readonly kfuncs?: readonly Kfunc[];
  /** What could not be read and why, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Reads the kfuncs of a kernel or module, the kernel functions that BPF programs may call: those that BTF tags; where it tags
 * none, those of the sets of BTF ids. Damage in a set is a note.
 * @param btf of the image, in whose numbers the sets are
 * @param module its name; absent for the kernel itself
 */
export function readKfuncs(image: KernelImage, btf: Btf, module?: string): KfuncFacts {
  try {
    const tagged = taggedFunctions(btf);
    const names = tagged.length > 0 ? tagged : (functionsOfSets(image, btf) ?? noneBefore(btf));
    if (!names) return { notes: [] };
    const kfuncs = [...new Set(names)].sort().map((name) => (module === undefined ? { name } : { name, module }));
    return { kfuncs, notes: [] };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return { notes: [`the kfuncs could not be read: ${error.sentence}`] };
  }
}

function taggedFunctions(btf: Btf): string[] {
  const names: string[] = [];
  for (const id of btf.ids('decl_tag')) {
    const tag = btf.type(id);
    if (tag.kind !== 'decl_tag' || tag.name !== TAG || tag.attribute) continue;
    const func = btf.type(tag.type);
    if (func.kind === 'func') names.push(func.name);
  }
  return names;
}

/** Kernels before 5.13, whose verifier knows no kfuncs, have none. */
function noneBefore(btf: Btf): [] | undefined {
  return btf.find('bpf_kfunc_desc_tab') === undefined ? [] : undefined;
}

interface IdSet {
  readonly flags: number;
  readonly ids: readonly number[];
}

function functionsOfSets(image: KernelImage, btf: Btf): string[] | undefined {
  const starts = image.symbols.filter(({ name, absolute }) => name.startsWith(SET8) && !absolute);
  if (starts.length === 0) return undefined;
  const sets = starts.map(({ address }) => readSet(image, address));
  const flagged = sets.filter(({ flags }) => (flags & BTF_SET8_KFUNCS) !== 0);
  return (flagged.length > 0 ? flagged : sets).flatMap(({ ids }) =>
    ids.flatMap((id) => {
      // An id is 0 where the function was not built.
      const func = id === 0 || id >= btf.length ? undefined : btf.type(id);
      return func?.kind === 'func' ? [func.name] : [];
    }),
  );
}

/** `struct btf_id_set8 { u32 cnt; u32 flags; struct { u32 id; u32 flags; } pairs[]; }` */
function readSet(image: KernelImage, start: number): IdSet {
  const count = image.readUnsigned(start, 4);
  if (count > MAX_IDS) throw new FormatError('a set of BTF ids is larger than any', start);
  const flags = image.readUnsigned(start + 4, 4);
  return { flags, ids: Array.from({ length: count }, (_, at) => image.readUnsigned(start + 8 + 8 * at, 4)) };
}
