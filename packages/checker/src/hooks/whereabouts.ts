import type { Kernel } from '@tracefit/model';
import { known, unknown, type Fact } from '../fact';

/** Where one kernel has a thing: in its image, in a module, or in one of the two, where that is not kept. */
export type Home = 'image' | { readonly module: string } | 'either';

/** Where the kernels at hand have a thing, so that one that lacks it can be judged. */
export interface Whereabouts {
  /** The flavours of those that have it in their image; what `cloud` kernels have built in is a module of others. */
  readonly inImageOf: ReadonlySet<string | undefined>;
  /** A module that brings it on some kernel, which does not have it in its image. */
  readonly module?: string;
  /** Whether some kernel has it in its image or in a module. */
  readonly inEither: boolean;
  /** Whether any kernel at hand had all its modules read. */
  readonly modulesRead: boolean;
}

/** Asks all kernels at hand; `homeOn` answers undefined where one does not have it. */
export function findWhereabouts(kernels: readonly Kernel[], homeOn: (kernel: Kernel) => Home | undefined): Whereabouts {
  const inImageOf = new Set<string | undefined>();
  let module: string | undefined;
  let inEither = false;
  for (const kernel of kernels) {
    const home = homeOn(kernel);
    if (home === 'image') inImageOf.add(kernel.identity.flavour);
    else if (home === 'either') inEither = true;
    else if (home) module ??= home.module;
  }
  const modulesRead = kernels.some((kernel) => kernel.complete('modules'));
  return { inImageOf, inEither, modulesRead, ...(module === undefined ? {} : { module }) };
}

export function isElsewhere({ inImageOf, module, inEither }: Whereabouts): boolean {
  return inImageOf.size > 0 || module !== undefined || inEither;
}

/**
 * Whether a kernel that does not have a thing in its image lacks it. Without its modules it may be in one of them, unless
 * another kernel of the flavour has it in its image, or none has it though the modules of some were read.
 *
 * @param what how it is told in a sentence: `` `ext4_file_open` ``
 */
export function judgeAbsent(kernel: Kernel, what: string, whereabouts: () => Whereabouts): Fact<'missing'> {
  if (kernel.complete('modules')) return known('missing');
  const { inImageOf, module, inEither, modulesRead } = whereabouts();
  if (module !== undefined) {
    return unknown(`${what} is in the module ${module} on another kernel, and the modules of this one were not read`);
  }
  if (inImageOf.has(kernel.identity.flavour) || (modulesRead && !inEither)) return known('missing');
  return unknown(`${what} is not in the image, and the modules of this kernel were not read`);
}
