import type { AttachKind, FunctionSymbol, Kernel } from '@tracefit/model';
import type { Attachability } from '@tracefit/rules';
import { unknown, type Fact } from '../fact';
import { attaches, notRead, refused } from './answer';
import { goneText, hasSite, NO_SITE } from './ftrace-site';
import { symbolsOf } from './symbols-of';

/** How and where a kprobe is put. */
export interface KprobePlace {
  /** Through tracefs or perf, which want an ftrace site too. */
  readonly byEvent: boolean;
  /** Bytes into the function. */
  readonly offset: number;
}

/**
 * Whether the kernel takes a kprobe at a symbol: check_kprobe_address_safe() and register_kretprobe() (kernel/kprobes.c).
 * What a whole function is refused for holds for every place in it; beyond that, only its entry can be judged.
 */
export function kprobeAttachability(
  kernel: Kernel,
  kind: AttachKind,
  name: string,
  symbol: FunctionSymbol,
  { byEvent, offset }: KprobePlace,
): Fact<Attachability> {
  const gone = goneText(symbol);
  if (gone !== undefined) return refused(gone);
  const whole = wholeFunction(kernel, name);
  if (byEvent && needsSite(kernel)) {
    const site = hasSite(symbol) === true || hasSite(whole) === true;
    if (!site && symbol.ftrace === undefined) return notRead(name);
    if (!site) return refused(NO_SITE);
  }
  if (symbol.blacklisted === true || whole?.blacklisted === true) return refused(blacklistReason(symbol));
  if (offset > 0) {
    if (isReturn(kind)) return refused('a return probe can only be put at the entry');
    return unknown(`whether an instruction begins ${offset} bytes into \`${name}\` on this kernel is not known`);
  }
  if (symbol.reserved === true) return refused('it begins with an instruction that the kernel keeps for itself');
  if (isReturn(kind) && NO_RETURN_PROBE[kernel.identity.arch]?.includes(name) === true) {
    return refused('return probes are not allowed on it (kretprobe_blacklist)');
  }
  // A site that is known without its range is from the running kernel's list, where nothing is gone any more.
  const needsRange = !byEvent || name.includes('.');
  const isRead = symbol.blacklisted !== undefined && (symbol.range !== undefined || !needsRange);
  return isRead ? attaches : notRead(name);
}

/**
 * The function that a part of one is named after: the site and the blacklist entry of `NAME` count for `NAME.cold` and
 * `NAME.isra.0` too (within_notrace_func() since 5.6, within_kprobe_blacklist() since 4.20).
 */
function wholeFunction(kernel: Kernel, name: string): FunctionSymbol | undefined {
  const dot = name.indexOf('.');
  const func = dot > 0 ? kernel.func(name.slice(0, dot)) : undefined;
  return func && symbolsOf(func)?.[0];
}

/**
 * Kprobes by tracefs and perf are refused where ftrace has no site, since 4.20 (within_notrace_func()), unless the kernel
 * is built with CONFIG_KPROBE_EVENTS_ON_NOTRACE, a debugging option that no distribution sets. The check exists only with
 * CONFIG_DYNAMIC_FTRACE.
 */
function needsSite(kernel: Kernel): boolean {
  if (kernel.config('CONFIG_KPROBE_EVENTS_ON_NOTRACE') === 'y') return false;
  return !(kernel.complete('config') && kernel.config('CONFIG_DYNAMIC_FTRACE') !== 'y');
}

function blacklistReason({ range }: FunctionSymbol): string {
  const closed = range === 'noinstr' || range === 'entry' || range === 'kprobes' || range === 'irqentry';
  return closed ? `it is on the kprobe blacklist, as all ${range} text` : 'it is on the kprobe blacklist';
}

function isReturn(kind: AttachKind): boolean {
  return kind === 'kretprobe' || kind === 'kretsyscall';
}

/** `kretprobe_blacklist` of the architectures (arch/x86/kernel/kprobes/core.c). */
const NO_RETURN_PROBE: Readonly<Record<string, readonly string[]>> = { x86_64: ['__switch_to'], i386: ['__switch_to'] };
