import { printType, type CoreObject, type CoreReloRef, type Kernel } from '@tracefit/model';
import { alike } from '../alike/alike';
import type { Reference } from '../hooks/reference';
import { typePresence } from '../types/type-presence';
import { essentialName } from './essential-name';
import { resolveCoreRelos, type CoreResolution } from './resolve-core-relo';

const known = new WeakMap<CoreObject, (kernel: Kernel) => readonly CoreResolution[]>();

/** What becomes of a relocation on a kernel, as far as its types were read; all of an object are worked out at once. */
export function resolutionOn(kernel: Kernel, ref: CoreReloRef, reference: Reference): CoreResolution {
  const { object, index } = ref;
  const resolve = known.get(object) ?? alike((on) => resolveCoreRelos(object, on, pointerSize(on.identity.arch)));
  known.set(object, resolve);
  const resolution = resolve(kernel)[index] ?? { kind: 'refused', why: 'there is no such relocation' };
  if (resolution.kind === 'no_match' && !resolution.mismatch) return missingType(kernel, ref, reference) ?? resolution;
  // A module may define again what the image has; libbpf would look at the image alone.
  if (resolution.kind === 'ambiguous' && kernel.modules().length > 0) {
    return { kind: 'unknown', reason: `${resolution.why}, and which of them are of modules is not kept` };
  }
  return resolution;
}

/** A type that was not found may be in what was not read. */
function missingType(kernel: Kernel, { object, index }: CoreReloRef, reference: Reference): CoreResolution | undefined {
  const type = object.relos[index]?.type;
  if (type?.kind !== 'struct' && type?.kind !== 'union' && type?.kind !== 'enum' && type?.kind !== 'typedef') {
    return {
      kind: 'unknown',
      reason: `whether the kernel has the type \`${type ? printType(type) : ''}\` was not read`,
    };
  }
  const named = { kind: type.kind, name: essentialName(type.name) };
  const presence = typePresence(kernel, named, reference.kernels);
  return presence.kind === 'unknown' ? presence : undefined;
}

function pointerSize(arch: string): number {
  return ['i386', 'i686', 'x86', 'arm', 'mips', 'ppc', 'riscv32'].includes(arch) ? 4 : 8;
}
