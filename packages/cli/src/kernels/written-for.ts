import type { Kernel, TraceFile } from '@tracefit/model';
import type { KernelSelector } from './select-kernels';

/** Definitions that know what they were written for, and the kernels they name. */
export interface WrittenFor {
  readonly traces: readonly TraceFile[];
  readonly kernels: readonly Kernel[];
}

/**
 * Tells each definition that does not say itself what it was written for what the configuration says of its path.
 *
 * @throws UsageError where that is not one kernel
 */
export async function withWrittenFor(
  traces: readonly TraceFile[],
  queryOf: (file: string) => string | undefined,
  selector: KernelSelector,
): Promise<WrittenFor> {
  const kernels = new Map<string, Kernel>();
  const told = [];
  for (const trace of traces) {
    const query = trace.writtenFor === undefined ? queryOf(trace.path) : undefined;
    if (query === undefined) {
      told.push(trace);
      continue;
    }
    const kernel = kernels.get(query) ?? (await selector.one(query));
    kernels.set(query, kernel);
    told.push({ ...trace, writtenFor: kernel.identity.id });
  }
  return { traces: told, kernels: [...kernels.values()] };
}
