import type { ParseProblem, Probe, TraceFile } from '@tracefit/model';
import { createSpanMaker, type SpanMaker } from '../../span-maker';
import type { Fail, Piece, Word } from '../../tracefs/command-lines';
import { eventProbe } from '../../tracefs/event-probe';
import type { SourceFile } from '../../trace-format';
import { filterEvent } from '../filter-event';
import { traceOf } from '../tracer';
import { splitEvents } from './split-events';

/** What may stand behind an event: who is counted, how exactly, what else. */
const modifiers = /^[ukhGHpPSDIWebRX]+$/;

/** Events of `perf trace` that have no system and are no system call. */
const counters = /-|^(?:cycles|instructions|branches|faults|migrations|cs|dummy|r[\da-f]+)$/;

/** Files of system calls that perf has under one name. */
const callGroups: ReadonlySet<string> = new Set(['file', 'string']);

/**
 * Reads a list of events and the filters behind it; only tracepoints are of the kernel's inner parts.
 *
 * @param pieces the list, then each filter; none for all system calls
 * @param isTrace `perf trace`, where a name alone is that of a system call
 * @param isKnown whether the script says what a piece is; else only the running script knows
 */
export function readEvents(
  file: SourceFile,
  pieces: readonly Piece[],
  isTrace: boolean,
  isKnown: (piece: Piece) => boolean,
): TraceFile {
  const { text } = file;
  const spanAt = createSpanMaker(text);
  const problems: ParseProblem[] = [];
  const fail: Fail = (start, end, message) => {
    problems.push({ kind: 'syntax', message, span: spanAt(start, end) });
    return undefined;
  };
  const [list, ...filters] = pieces;
  if (!list) return traceOf(file, 'perf', syscallProbes(0, spanAt));
  // A sign in front turns the list into that of the system calls that are left out.
  if (isTrace && text.startsWith('!')) return traceOf(file, 'perf', syscallProbes(list.start, spanAt));
  const probes: Probe[] = [];
  const syscalls: Word[] = [];
  for (const event of splitEvents(text, list.start, list.end)) {
    if (!event.text.includes(':') && !isKnown(event)) fail(event.start, event.end, 'expected an event');
    else if (isTrace && isSyscall(event.text)) syscalls.push(event);
    else {
      const probe = readEvent(event, spanAt, fail);
      if (probe) probes.push(probe);
    }
  }
  const last = probes.pop();
  if (last) probes.push(filterEvent(last, text, filters, spanAt, fail));
  const [syscall] = syscalls;
  const more = syscall ? syscallProbes(syscall.start, spanAt) : [];
  return traceOf(file, 'perf', [...probes, ...more], problems);
}

function isSyscall(name: string): boolean {
  return /^[\w*?[\]-]+$/.test(name) && !counters.test(name) && !callGroups.has(name);
}

/** How `perf trace` gets at system calls, whichever they are; nobody names these events, so their place has no length. */
function syscallProbes(start: number, spanAt: SpanMaker): readonly Probe[] {
  const at = { start, end: start };
  return ['sys_enter', 'sys_exit'].map((event) => ({ ...eventProbe({ spanAt }, 'raw_syscalls', event, at), uses: [] }));
}

/** Reads one event; none where it is a counter, which is no matter of names in the kernel. */
function readEvent(event: Word, spanAt: SpanMaker, fail: Fail): Probe | undefined {
  const { text, start, end } = event;
  const terms = /^(\w+)\/([^/]*)\//.exec(text);
  if (terms) return readTerms(event, terms[1] ?? '', terms[2] ?? '', spanAt);
  const [system = '', name, ...rest] = text.split(':');
  if (name === undefined || system === 'mem' || modifiers.test(name)) return undefined;
  if (!/^[\w*?[\]-]+$/.test(system) || !/^[\w*?[\]-]+$/.test(name) || rest.length > 1) {
    return fail(start, end, 'expected SYSTEM:EVENT, with modifiers behind it or not');
  }
  // Markers in programs, which perf finds in its cache.
  if (system.startsWith('sdt_')) return undefined;
  return { ...eventProbe({ spanAt }, system, name, { start, end: start + system.length + 1 + name.length }), uses: [] };
}

/** `kprobe/func=FUNC,offset=N/`, `kretprobe/../`, made by hand; other units count what is not in the kernel. */
function readTerms({ start, text }: Word, unit: string, terms: string, spanAt: SpanMaker): Probe | undefined {
  const func = /(?:^|,)func=([^,]+)/.exec(terms);
  const [, name] = func ?? [];
  if ((unit !== 'kprobe' && unit !== 'kretprobe') || !func || name === undefined) return undefined;
  const at = start + unit.length + 1 + func.index + func[0].length - name.length;
  const span = spanAt(at, at + name.length);
  return {
    attach: { kind: unit, name, span },
    uses: [],
    guards: [],
    unknowns: [],
    span: spanAt(start, start + text.length),
  };
}
