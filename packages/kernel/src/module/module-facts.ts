import { FormatError } from '@tracefit/btf';
import type { FunctionSymbol, KernelTracepoint, TextRange } from '@tracefit/model';
import { readFtraceSites } from '../facts/ftrace-sites';
import type { ImageTypes } from '../facts/image-types';
import { readKprobeBlacklist } from '../facts/kprobe-blacklist';
import { readReservedCode } from '../facts/reserved-code';
import { mapSymbols } from '../facts/symbol-map';
import { readTraceEvents } from '../facts/trace-events';
import { isInitSection } from './lay-out-sections';
import type { ModuleImage, ModuleSymbol } from './module-image';

/** What decides whether a probe is taken on a module, read from its tables. */
export interface ModuleFacts {
  factsOf(symbol: ModuleSymbol): FunctionSymbol;
  readonly tracepoints: readonly KernelTracepoint[];
  /** What could not be read and why, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Reads the tables of a module.
 * @param types of the kernel it belongs to; without them trace events, and code that kprobes may not replace, are not read
 */
export function readModuleFacts(image: ModuleImage, types: ImageTypes | undefined): ModuleFacts {
  const notes: string[] = [];
  const attempt = <T>(what: string, read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      notes.push(`${what} could not be read: ${error.sentence}`);
      return undefined;
    }
  };
  const symbols = mapSymbols(image);
  const canPoint = image.notes.length === 0;
  const sites = canPoint
    ? attempt('which functions ftrace can patch', () => readFtraceSites(image, symbols))
    : undefined;
  const isBlacklisted = canPoint
    ? attempt('the kprobe blacklist', () => readKprobeBlacklist(image, symbols))
    : undefined;
  const isReserved =
    types && canPoint
      ? attempt('the code that kprobes may not replace', () => readReservedCode(image, types))
      : undefined;
  const events = canPoint ? readEvents(image, types, attempt) : undefined;
  const known = new Map<string, FunctionSymbol>();
  return {
    factsOf(symbol) {
      const extent = symbols.at(symbol.address);
      const facts: FunctionSymbol = {
        letter: symbol.letter,
        module: image.info.name,
        range: rangeOf(symbol.section),
        ...(sites && extent ? { ftrace: sites.between(extent.start, extent.end) } : {}),
        ...(isBlacklisted ? { blacklisted: isBlacklisted(symbol.address) } : {}),
        ...(isReserved?.(symbol.address) ? { reserved: true } : {}),
        ...(extent && extent.start === symbol.address && extent.name !== symbol.name ? { alias: extent.name } : {}),
      };
      // Most functions of a module are alike; one object for all of them keeps the whole of a kernel's modules small.
      const key = JSON.stringify(facts);
      const same = known.get(key);
      if (!same) known.set(key, facts);
      return same ?? facts;
    },
    tracepoints: (events?.events ?? []).map((event) => ({ ...event, module: image.info.name })),
    notes: [...image.notes, ...notes, ...(events?.notes ?? [])],
  };
}

function readEvents(
  image: ModuleImage,
  types: ImageTypes | undefined,
  attempt: <T>(what: string, read: () => T) => T | undefined,
): ReturnType<typeof readTraceEvents> | undefined {
  const table = image.section('_ftrace_events');
  if (!table) return undefined;
  if (types) return attempt('the trace events', () => readTraceEvents(image, types, []));
  return {
    events: [],
    complete: false,
    notes: ['the layout of trace events is not known without the BTF of its kernel'],
  };
}

/** Ranges of a module that have rules of their own are sections (kernel/kprobes.c, add_module_kprobe_blacklist()). */
function rangeOf(section: string): TextRange {
  if (isInitSection(section)) return 'init';
  if (section.startsWith('.exit')) return 'exit';
  if (section === '.kprobes.text') return 'kprobes';
  return section === '.noinstr.text' ? 'noinstr' : 'text';
}
