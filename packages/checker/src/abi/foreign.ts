import type { Kernel, TraceFile } from '@tracefit/model';
import { architecturesOf } from './argument-registers';

/** Says why a definition is not for a kernel; `undefined` where it may be. */
export type ForeignTo = (kernel: Kernel) => string | undefined;

/**
 * Tells the kernels of another architecture than the one a definition works on. Where all kernels at hand are of another, none is
 * left out: what the definition lacks there is then what was asked.
 */
export function foreignTo(file: TraceFile, kernels: readonly Kernel[]): ForeignTo {
  const arch = file.arch ?? archOfRegisters(file);
  if (arch === undefined || !kernels.some(({ identity }) => identity.arch === arch)) return () => undefined;
  const why = file.arch === undefined ? `it names registers of ${arch}` : `it was compiled for ${arch}`;
  return ({ identity }) => (identity.arch === arch ? undefined : `${why}, and the kernel is of ${identity.arch}`);
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
