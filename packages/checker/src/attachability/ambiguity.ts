import type { AttachPoint, Kernel, KernelFunction, TraceTool } from '@tracefit/model';
import type { Ambiguity } from '@tracefit/rules';
import { known, unknown, type Fact } from '../fact';
import { hasVersion, isSince } from '../kernel-order';
import { mechanismOf } from './mechanism';
import { symbolsOf } from './symbols-of';

/**
 * What the kernel does about several symbols of one name. Kprobes by tracefs and perf are refused with EADDRNOTAVAIL
 * since 6.6 (number_of_same_symbols() in kernel/trace/trace_kprobe.c), and in the stable kernels of that time; variables
 * count as well as functions. Fprobe events and SystemTap's functions by debugging information attach to all of them, everything
 * else to the first.
 */
export function ambiguity(
  kernel: Kernel,
  { kind, module, byDebugInfo }: Pick<AttachPoint, 'kind' | 'module' | 'byDebugInfo'>,
  tool: TraceTool,
  func: KernelFunction,
): Fact<Ambiguity> {
  const symbols = symbolsOf(func, module);
  if (!symbols) {
    return unknown(
      `the symbols of this kernel were not read, so how many functions are named \`${func.name}\` cannot be told`,
    );
  }
  const mechanism = mechanismOf(kind, tool);
  if (mechanism === 'fprobe' || byDebugInfo) return known({ copies: symbols.length, kernel: 'takes_all' });
  if (mechanism === 'kprobe_event' && symbols.length > 1 && !hasVersion(kernel)) {
    return unknown(
      `the version of this kernel is not known, so what it does about several \`${func.name}\` cannot be told`,
    );
  }
  if (mechanism !== 'kprobe_event' || !refusesCopies(kernel) || module !== undefined) {
    return known({ copies: symbols.length, kernel: 'takes_first' });
  }
  const variables = kernel.data(func.name)?.letter === undefined ? 0 : 1;
  return known({ copies: symbols.length + variables, kernel: 'refuses' });
}

/** Stable series that took the check with a release of their own; 6.6 has it from the start. */
const REFUSES_SINCE: readonly (readonly [since: string, before: string])[] = [
  ['5.4.285', '5.5'],
  ['5.10.227', '5.11'],
  ['5.15.145', '5.16'],
  ['6.1.60', '6.2'],
  ['6.5.9', '6.6'],
];

/** Where all functions were read, the one that counts symbols tells: vendors move changes between versions. */
function refusesCopies(kernel: Kernel): boolean {
  if (kernel.func('count_symbols') !== undefined) return true;
  if (isSince(kernel, '6.6')) return true;
  return REFUSES_SINCE.some(([since, before]) => isSince(kernel, since) && !isSince(kernel, before));
}
