import type { Kernel, Probe, TraceFile } from '@tracefit/model';
import { architecturesOf } from './argument-registers';

/** Whether the architecture of a kernel is known; types alone do not tell it. */
export function hasArch({ identity }: Kernel): boolean {
  return identity.arch !== 'unknown';
}

/** Says why a definition is not for a kernel; `undefined` where it may be. */
export type ForeignTo = (kernel: Kernel) => string | undefined;

/**
 * Tells the kernels of another architecture than the one that a definition is for. A compiled program runs on no other; one that
 * names registers is held against kernels that do not have them only where no kernel at hand has.
 */
export function foreignTo(file: TraceFile, probe: Probe, kernels: readonly Kernel[]): ForeignTo {
  if (file.arch !== undefined) {
    const { arch } = file;
    return (kernel) =>
      isOf(kernel, arch)
        ? undefined
        : `the program is compiled for ${arch}, and does not run on ${kernel.identity.arch}`;
  }
  const { only, none } = archOfRegisters(file.probes);
  // Where a script has a probe for each architecture, each is for its own.
  const arch = none ? archOfRegisters([probe]).only : only;
  if (arch === undefined || (!none && !kernels.some(({ identity }) => identity.arch === arch))) return () => undefined;
  return (kernel) =>
    isOf(kernel, arch) ? undefined : `it names registers of ${arch}, which ${kernel.identity.arch} does not have`;
}

/** A kernel of which the architecture is not known may be of any. */
function isOf(kernel: Kernel, arch: string): boolean {
  return kernel.identity.arch === arch || !hasArch(kernel);
}

/** The only architecture that has all registers that probes name; `none`: they name some, and no architecture has all of these. */
function archOfRegisters(probes: readonly Probe[]): { readonly only?: string; readonly none: boolean } {
  const registers = probes.flatMap(({ uses }) => uses.flatMap((use) => ('base' in use ? nameOf(use.base) : [])));
  if (registers.length === 0) return { none: false };
  const [first, ...others] = architecturesOf(registers);
  if (first === undefined) return { none: true };
  return others.length === 0 ? { only: first, none: false } : { none: false };
}

function nameOf(base: { readonly kind: string; readonly name?: string }): readonly string[] {
  return base.kind === 'register' && base.name !== undefined ? [base.name] : [];
}
