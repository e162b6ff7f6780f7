import type { Kernel, TraceFile } from '@tracefit/model';
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
export function foreignTo(file: TraceFile, kernels: readonly Kernel[]): ForeignTo {
  if (file.arch !== undefined) {
    const { arch } = file;
    return (kernel) =>
      isOf(kernel, arch)
        ? undefined
        : `the program is compiled for ${arch}, and does not run on ${kernel.identity.arch}`;
  }
  const arch = archOfRegisters(file);
  if (arch === undefined || !kernels.some(({ identity }) => identity.arch === arch)) return () => undefined;
  return (kernel) =>
    isOf(kernel, arch) ? undefined : `it names registers of ${arch}, which ${kernel.identity.arch} does not have`;
}

/** A kernel of which the architecture is not known may be of any. */
function isOf(kernel: Kernel, arch: string): boolean {
  return kernel.identity.arch === arch || !hasArch(kernel);
}

/** The only architecture that has all registers a definition names; nothing where it names none, or where several have them. */
function archOfRegisters({ probes }: TraceFile): string | undefined {
  const registers = probes.flatMap(({ uses }) => uses.flatMap((use) => ('base' in use ? nameOf(use.base) : [])));
  const [first, ...others] = registers.length === 0 ? [] : architecturesOf(registers);
  return others.length === 0 ? first : undefined;
}

function nameOf(base: { readonly kind: string; readonly name?: string }): readonly string[] {
  return base.kind === 'register' && base.name !== undefined ? [base.name] : [];
}
