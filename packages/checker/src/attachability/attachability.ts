import type { AttachKind, Kernel, KernelFunction, TraceTool } from '@tracefit/model';
import type { Attachability } from '@tracefit/rules';
import { unknown, type Fact } from '../fact';
import { hasVersion } from '../kernel-order';
import { fprobeAttachability, multiAttachability } from './fprobe';
import { kprobeAttachability } from './kprobe';
import { mechanismOf } from './mechanism';
import { symbolsOf } from './symbols-of';
import { trampolineAttachability } from './trampoline';

export { ambiguity } from './ambiguity';

/**
 * Whether the kernel takes this kind of probe at an existing function. Of several functions of the name the first one
 * counts where the kernel takes the first; whether it takes that many at all is `ambiguity`.
 * @param offset bytes into the function
 */
export function attachability(
  kernel: Kernel,
  kind: AttachKind,
  tool: TraceTool,
  func: KernelFunction,
  module?: string,
  offset = 0,
): Fact<Attachability> {
  const symbols = symbolsOf(func, module);
  const [symbol] = symbols ?? [];
  if (!symbols || !symbol) {
    return unknown(
      `the symbols of this kernel were not read, so whether \`${func.name}\` can be probed cannot be told`,
    );
  }
  const mechanism = mechanismOf(kind, tool);
  if (mechanism !== 'kprobe' && mechanism !== 'kprobe_event' && !hasVersion(kernel)) {
    return unknown(`the version of this kernel is not known, so whether \`${func.name}\` can be probed cannot be told`);
  }
  switch (mechanism) {
    case 'kprobe':
    case 'kprobe_event':
      return kprobeAttachability(kernel, kind, func.name, symbol, { byEvent: mechanism === 'kprobe_event', offset });
    case 'fprobe':
      return fprobeAttachability(kernel, func.name, symbols, true);
    case 'multi':
      return multiAttachability(kernel, func.name, symbols);
    case 'trampoline':
      return trampolineAttachability(kernel, kind, func, symbol);
  }
}
