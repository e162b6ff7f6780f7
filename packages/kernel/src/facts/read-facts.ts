import { FormatError } from '@tracefit/btf';
import type { FunctionSymbol, KernelSyscall, KernelTracepoint, Topic } from '@tracefit/model';
import type { ImageSymbol, KernelImage } from '../image/kernel-image';
import { CONFIGURATION, readEmbeddedConfig } from './embedded-config';
import type { ImageTypes } from './image-types';
import { withFoundTables } from './find-tables';
import { readFtraceSites } from './ftrace-sites';
import { readKprobeBlacklist } from './kprobe-blacklist';
import { readReservedCode } from './reserved-code';
import { mapSymbols } from './symbol-map';
import { readSyscallMetadata } from './syscall-metadata';
import { readTextRanges } from './text-ranges';
import { readTraceEvents } from './trace-events';

/** What decides in a kernel whether a probe is taken, read from its image. */
export interface ImageFacts {
  /** The facts of one function symbol; those that the image does not tell are absent. */
  factsOf(symbol: ImageSymbol): SymbolFacts;
  readonly tracepoints: readonly KernelTracepoint[];
  readonly syscalls: readonly KernelSyscall[];
  /** The configuration, where the image carries it; nothing is inferred. */
  readonly config: Readonly<Record<string, string>>;
  /** Which of `sections`, `tracepoints`, `syscalls` and `config` were read whole. */
  readonly complete: readonly Topic[];
  /** What could not be read and why, one sentence each. */
  readonly notes: readonly string[];
}

export type SymbolFacts = Pick<FunctionSymbol, 'range' | 'ftrace' | 'blacklisted' | 'reserved' | 'alias'>;

/**
 * Reads all facts of an image. `types` are those of its own BTF; without them tracepoints and system calls stay unread.
 * A damaged table becomes a note and its facts are absent; nothing is thrown for it.
 */
export function readFacts(given: KernelImage, types: ImageTypes): ImageFacts {
  const image = withFoundTables(given, types);
  const notes: string[] = [];
  const attempt = <T>(what: string, read: () => T | undefined): T | undefined => {
    try {
      const value = read();
      if (value === undefined) notes.push(notTold(what));
      return value;
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      notes.push(`${what} could not be read: ${error.sentence}`);
      return undefined;
    }
  };
  const symbols = mapSymbols(image);
  const sites = attempt('which functions ftrace can patch', () => readFtraceSites(image, symbols));
  const isBlacklisted = attempt('the kprobe blacklist', () => readKprobeBlacklist(image, symbols));
  const isReserved = attempt('the code that kprobes may not replace', () => readReservedCode(image, types));
  const rangeAt = attempt('the ranges of the text', () => readTextRanges(image));
  const metadata = attempt('the system calls', () => readSyscallMetadata(image, types, symbols));
  const events = attempt('the trace events', () => readTraceEvents(image, types, metadata ?? []));
  const config = attempt(CONFIGURATION, () => readEmbeddedConfig(image));
  const complete: Topic[] = [];
  if (sites && isBlacklisted && rangeAt) complete.push('sections');
  if (events?.complete && metadata) complete.push('tracepoints');
  if (metadata) complete.push('syscalls');
  if (config) complete.push('config');
  return {
    factsOf(symbol) {
      // Called for every function: filled in place, which takes a third of the time of spreading.
      const facts: { -readonly [Fact in keyof SymbolFacts]: SymbolFacts[Fact] } = {};
      if (symbol.absolute) return facts;
      const extent = symbols.at(symbol.address);
      const range = rangeAt?.(symbol.address);
      if (range) facts.range = range;
      if (sites && extent) facts.ftrace = sites.between(extent.start, extent.end);
      if (isBlacklisted) facts.blacklisted = isBlacklisted(symbol.address);
      if (isReserved?.(symbol.address)) facts.reserved = true;
      if (extent && extent.start === symbol.address && extent.name !== symbol.name) facts.alias = extent.name;
      return facts;
    },
    tracepoints: events?.events ?? [],
    syscalls: (metadata ?? []).map(({ name, params }) => readSyscall(image, name, params)),
    config: config ?? {},
    complete,
    notes: [...notes, ...(events?.notes ?? [])],
  };
}

/** The note on what an image does not carry. */
export function notTold(what: string): string {
  return `the image does not tell ${what}`;
}

/** The prefix of the functions that take a system call's registers, where the architecture has them. */
const WRAPPER_PREFIX: Readonly<Record<string, string>> = {
  x86_64: '__x64_',
  arm64: '__arm64_',
  riscv64: '__riscv_',
  s390x: '__s390x_',
};

function readSyscall(image: KernelImage, prefixed: string, params: KernelSyscall['params']): KernelSyscall {
  const wrapper = `${WRAPPER_PREFIX[image.arch] ?? ''}${prefixed}`;
  const name = prefixed.replace(/^sys_/, '');
  return image.symbol(wrapper) ? { name, wrapper, params } : { name, params };
}
