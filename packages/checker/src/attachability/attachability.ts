import type { AttachKind, FunctionSymbol, Kernel, KernelFunction, TextRange, TraceTool } from '@tracefit/model';
import type { Ambiguity, Attachability } from '@tracefit/rules';
import { known, unknown, type Fact } from '../fact';
import { compareVersions } from '../kernel-order';

/** How a probe gets into a function. */
type Mechanism =
  /** A breakpoint or jump put by register_kprobe (kernel/kprobes.c). */
  | 'kprobe'
  /** A kprobe asked for through tracefs or perf, which both come to __register_trace_kprobe (kernel/trace/trace_kprobe.c). */
  | 'kprobe_event'
  /** An ftrace site: fprobe and kprobe.multi (kernel/trace/fprobe.c). */
  | 'fprobe'
  /** A BPF trampoline at an ftrace site, for a function that BTF describes (kernel/bpf/trampoline.c). */
  | 'trampoline';

function mechanismOf(kind: AttachKind, tool: TraceTool): Mechanism {
  switch (kind) {
    case 'fentry':
    case 'fexit':
    case 'fmod_ret':
    case 'lsm':
      return 'trampoline';
    case 'kprobe.multi':
    case 'kretprobe.multi':
    case 'fprobe':
    case 'fprobe_exit':
      return 'fprobe';
    default:
      // SystemTap builds a module that calls register_kprobe itself.
      return tool === 'systemtap' ? 'kprobe' : 'kprobe_event';
  }
}

/** Whether the kernel takes this kind of probe at an existing function. */
export function attachability(
  kernel: Kernel,
  kind: AttachKind,
  tool: TraceTool,
  func: KernelFunction,
): Fact<Attachability> {
  const mechanism = mechanismOf(kind, tool);
  if (mechanism === 'trampoline' && func.protos?.length === 0 && kernel.complete('prototypes')) {
    return refused('BTF does not describe it');
  }
  const symbol = func.symbols?.[0];
  if (!symbol)
    return unknown(
      `the symbols of this kernel were not read, so whether \`${func.name}\` can be probed cannot be told`,
    );
  const range = refusedRange(kernel, mechanism, symbol);
  if (range !== undefined) return refused(range);
  if (isKprobe(mechanism) && symbol.blacklisted === true) return refused('it is on the kprobe blacklist');
  if (needsSite(kernel, mechanism)) {
    if (symbol.ftrace === false) return refused('ftrace has no site at its entry (notrace)');
    if (symbol.ftrace === undefined) return notRead(func);
  }
  return symbol.range === undefined || (isKprobe(mechanism) && symbol.blacklisted === undefined)
    ? notRead(func)
    : known({ kind: 'attaches' });
}

function refused(why: string): Fact<Attachability> {
  return known({ kind: 'refused', why });
}

function notRead(func: KernelFunction): Fact<never> {
  return unknown(
    `the places where probes are allowed were not read from this kernel, so whether \`${func.name}\` can be probed cannot be told`,
  );
}

function isKprobe(mechanism: Mechanism): boolean {
  return mechanism === 'kprobe' || mechanism === 'kprobe_event';
}

/**
 * Fprobe and trampolines need an ftrace site; kprobes asked for through tracefs or perf too, since 4.20
 * (within_notrace_func), unless the kernel is built with CONFIG_KPROBE_EVENTS_ON_NOTRACE, which no distribution sets:
 * it is a debugging option, off by default. The check exists only with CONFIG_DYNAMIC_FTRACE, which all distributions set.
 */
function needsSite(kernel: Kernel, mechanism: Mechanism): boolean {
  if (mechanism === 'kprobe') return false;
  if (mechanism !== 'kprobe_event') return true;
  return kernel.config('CONFIG_KPROBE_EVENTS_ON_NOTRACE') !== 'y';
}

/**
 * The text in which nothing may be probed: what is gone after boot (kernel_text_address), and, for kprobes, what the
 * blacklist takes as a whole (populate_kprobe_blacklist in kernel/kprobes.c: `__kprobes` and, since 5.8, `noinstr`;
 * arch_populate_kprobe_blacklist: the entry code).
 */
function refusedRange(kernel: Kernel, mechanism: Mechanism, symbol: FunctionSymbol): string | undefined {
  const range = symbol.range;
  if (range === 'init' || range === 'exit') return 'its text is gone once the system is up';
  if (!isKprobe(mechanism) || range === undefined) return undefined;
  const closed: readonly TextRange[] =
    compareVersions(kernel.identity.version, '5.8') >= 0 ? ['kprobes', 'noinstr', 'entry'] : ['kprobes', 'entry'];
  return closed.includes(range) ? `it lies in ${range} text, where kprobes are not allowed` : undefined;
}

/**
 * What the kernel does about several functions of one name in its image. Tracefs and perf kprobes are refused with
 * EADDRNOTAVAIL since 6.6 (number_of_same_symbols in kernel/trace/trace_kprobe.c), in stable kernels since 6.1.60 and
 * 6.5.9; older ones, and everything that looks a name up with kallsyms_lookup_name, take the first.
 */
export function ambiguity(
  kernel: Kernel,
  kind: AttachKind,
  tool: TraceTool,
  func: KernelFunction,
  module?: string,
): Fact<Ambiguity> {
  if (!func.symbols)
    return unknown(
      `the symbols of this kernel were not read, so how many functions are named \`${func.name}\` cannot be told`,
    );
  const copies = func.symbols.filter((symbol) =>
    module === undefined || module === 'vmlinux' ? symbol.module === undefined : symbol.module === module,
  ).length;
  const refuses = mechanismOf(kind, tool) === 'kprobe_event' && refusesCopies(kernel.identity.version);
  return known({ copies, kernel: refuses ? 'refuses' : 'takes_first' });
}

function refusesCopies(version: string): boolean {
  const since = (from: string, before: string) =>
    compareVersions(version, from) >= 0 && compareVersions(version, before) < 0;
  return compareVersions(version, '6.6') >= 0 || since('6.1.60', '6.2') || since('6.5.9', '6.6');
}
