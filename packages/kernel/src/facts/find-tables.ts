import type { Address, AddressRange, KernelImage } from '../image/kernel-image';
import type { ImageTypes } from './image-types';
import { byteOffsetOf } from './struct-layout';

/**
 * An image whose tables of pointers are found by what they point at, where no symbols tell where they are: a kernel without
 * CONFIG_KALLSYMS_ALL lists its functions only. Debian's for arm64 are such up to 6.1.
 *
 * The linker lays most of them out one behind the other (INIT_DATA, include/asm-generic/vmlinux.lds.h): trace events, the constants of
 * their formats, system calls, the kprobe blacklist; the ftrace sites before them.
 */
export function withFoundTables(image: KernelImage, types: ImageTypes): KernelImage {
  if (!image.pointerRuns || image.symbolSource !== 'kallsyms' || image.symbol('__start_mcount_loc')) return image;
  const tables = findTables(image, image.pointerRuns(LEAST), types);
  return { ...image, rangeOf: (start, end) => image.rangeOf(start, end) ?? tables.get(start) };
}

/** Shorter tables than this are not looked for: chance makes them. */
const LEAST = 32;
/** The largest table of addresses of functions in a kernel has an entry for most of them. */
const LEAST_SITES = 1000;
/** Overridden functions have no symbol, and keep their entry. */
const LEAST_SHARE = 0.9;

type Tables = Map<string, AddressRange>;
type Test = (target: Address) => boolean;

function findTables(image: KernelImage, runs: readonly AddressRange[], types: ImageTypes): Tables {
  const tables: Tables = new Map();
  const starts = new Set(image.functionStarts);
  const isFunction: Test = (target) => starts.has(target);
  const sites = runs
    .map((run) => trim(image, run, isFunction))
    .filter((run) => words(run) >= LEAST_SITES && share(image, run, isFunction) >= LEAST_SHARE)
    .sort((a, b) => words(b) - words(a))[0];
  if (sites) tables.set('__start_mcount_loc', sites);
  const calls = syscallTable(image, runs);
  if (calls) tables.set('sys_call_table', calls);
  const tests = entryTests(image, types);
  const events = tests && longest(image, runs, tests.isEvent);
  if (!tests || !events) return tables;
  tables.set('__start_ftrace_events', events);
  const evals = following(image, events.end, tests.isEval);
  tables.set('__start_ftrace_eval_maps', evals);
  const syscalls = following(image, evals.end, tests.isSyscall);
  if (words(syscalls) >= LEAST) tables.set('__start_syscalls_metadata', syscalls);
  // Some of its functions have no symbol: the code for switching page tables lies outside of what is listed.
  const blacklist = following(image, syscalls.end, (target) => image.isText(target));
  if (words(blacklist) >= LEAST) {
    tables.set('__start_kprobe_blacklist', withoutErrorInjection(image, blacklist, isFunction));
  }
  return tables;
}

function words({ start, end }: AddressRange): number {
  return (end - start) / 8;
}

/** The run without what stands at its ends and is something else. */
function trim(image: KernelImage, run: AddressRange, test: Test): AddressRange {
  let { start, end } = run;
  while (start < end && !holds(image, start, test)) start += 8;
  while (end > start && !holds(image, end - 8, test)) end -= 8;
  return { start, end };
}

function share(image: KernelImage, { start, end }: AddressRange, test: Test): number {
  let held = 0;
  for (let at = start; at < end; at += 8) if (holds(image, at, test)) held++;
  return held / ((end - start) / 8);
}

function holds(image: KernelImage, at: Address, test: Test): boolean {
  const target = image.contains(at, 8) ? image.readPointer(at) : undefined;
  return target !== undefined && test(target);
}

/** The longest stretch of pointers of one kind, if it is no chance. */
function longest(image: KernelImage, runs: readonly AddressRange[], test: Test): AddressRange | undefined {
  let best: AddressRange | undefined;
  for (const run of runs) {
    for (let at = run.start; at < run.end; at += 8) {
      const stretch = following(image, at, test);
      if (words(stretch) >= LEAST && words(stretch) > (best ? words(best) : 0)) best = stretch;
      at = Math.max(at, stretch.end - 8);
    }
  }
  return best;
}

/** The stretch of pointers of one kind that begins at an address; empty where there is none. */
function following(image: KernelImage, start: Address, test: Test): AddressRange {
  let end = start;
  while (holds(image, end, test)) end += 8;
  return { start, end };
}

/** Functions of system calls, and nothing else, as `sys_call_table` has them; that of 32-bit programs has others between. */
function syscallTable(image: KernelImage, runs: readonly AddressRange[]): AddressRange | undefined {
  const calls = new Set(
    image.functions.filter(({ name }) => /^__(?:x64|arm64|riscv)_sys_/.test(name)).map(({ address }) => address),
  );
  return longest(image, runs, (target) => calls.has(target));
}

/**
 * Behind the blacklist stands a table of pairs, the address of a function and a small number (struct error_injection_entry); without a
 * gap its first address looks like one more entry. It begins at a multiple of 32 (STRUCT_ALIGN).
 */
function withoutErrorInjection(image: KernelImage, { start, end }: AddressRange, isFunction: Test): AddressRange {
  const last = end - 8;
  const isAligned = (image.base + BigInt(last)) % 32n === 0n;
  const isPair = isAligned && image.contains(last, 24) && holds(image, last + 16, isFunction);
  return { start, end: isPair ? last : end };
}

/** What entries of a table point at, told by the strings that these have. */
function entryTests(
  image: KernelImage,
  types: ImageTypes,
): { readonly isEvent: Test; readonly isEval: Test; readonly isSyscall: Test } | undefined {
  const offset = (name: string, member: string) => {
    const struct = types.struct(name);
    return struct && byteOffsetOf(struct, member);
  };
  const classAt = offset('trace_event_call', 'class');
  const systemAt = offset('trace_event_class', 'system');
  const evalSystemAt = offset('trace_eval_map', 'system');
  const evalTextAt = offset('trace_eval_map', 'eval_string');
  const nameAt = offset('syscall_metadata', 'name');
  if (classAt === undefined || systemAt === undefined) return undefined;
  const follow = (at: Address | undefined) =>
    at !== undefined && image.contains(at, 8) ? image.readPointer(at) : undefined;
  const hasText = (at: Address | undefined, pattern: RegExp) => {
    if (at === undefined || !image.contains(at, MAX_NAME)) return false;
    return pattern.test(Buffer.from(image.read(at, MAX_NAME)).toString('latin1'));
  };
  return {
    isEvent: (target) => {
      const eventClass = follow(target + classAt);
      return eventClass !== undefined && hasText(follow(eventClass + systemAt), SYSTEM);
    },
    isEval: (target) =>
      evalSystemAt !== undefined &&
      evalTextAt !== undefined &&
      hasText(follow(target + evalSystemAt), SYSTEM) &&
      hasText(follow(target + evalTextAt), EXPRESSION),
    isSyscall: (target) => nameAt !== undefined && hasText(follow(target + nameAt), SYSCALL),
  };
}

const MAX_NAME = 64;
const SYSTEM = /^[a-z][a-z0-9_]{1,40}\0/i;
const EXPRESSION = /^[\x20-\x7e]/;
const SYSCALL = /^sys_[a-z0-9_]+\0/;
