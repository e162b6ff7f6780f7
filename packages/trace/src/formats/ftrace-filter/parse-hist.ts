import type { Probe, Use } from '@tracefit/model';
import { indexWithin, type Piece } from '../../tracefs/command-lines';
import { eventProbe } from '../../tracefs/event-probe';
import { type Collector } from './collect';

/** Words in place of a field that no event has: they come from the histogram and the moment (histogram.rst). */
const special: ReadonlySet<string> = new Set([
  'hitcount',
  'common_timestamp',
  'common_cpu',
  'common_comm',
  'common_stacktrace',
  'common_pid',
  'common_type',
  'common_flags',
  'common_preempt_count',
  'cpu',
  'stacktrace',
]);

/** How a field is shown (`parse_field`). */
const modifiers = /^(?:\.(?:hex|sym|sym-offset|syscall|execname|log2|usecs|percent|graph|stacktrace|buckets=[0-9]+))?$/;

/** Most keys of a histogram (`TRACING_MAP_KEYS_MAX`). */
const maxKeys = 3;

const clocks = /^clock=\w+$/;
const flags: ReadonlySet<string> = new Set(['nohitcount', 'NOHC', 'pause', 'cont', 'continue', 'clear']);

/**
 * Reads the parameters of a histogram: `keys=..:values=..:sort=..:size=N:name=N:VARIABLE=EXPRESSION:HANDLER.ACTION`
 * (`parse_hist_trigger_attrs`, kernel/trace/trace_events_hist.c). The fields it reads are added to `uses`; answers the
 * probes of other events that its handlers wait for.
 */
export function parseHist(collector: Collector, { start, end }: Piece, uses: Use[]): readonly Probe[] {
  const { text, fail } = collector;
  const others: Probe[] = [];
  let keys = false;
  let from = start;
  while (from <= end && start < end) {
    const colon = indexWithin(text, ':', from, end);
    const to = colon < 0 ? end : colon;
    const part = text.slice(from, to);
    const piece = { start: from, end: to };
    if (/^keys?=/.test(part)) {
      keys = true;
      if (part.split(',').length > maxKeys) fail(from, to, `a histogram has at most ${maxKeys} keys`);
    }
    if (/^on(match|max|change)\(/.test(part))
      for (const probe of parseHandler(collector, piece, uses)) others.push(probe);
    else if (part.includes('=')) parseAssignment(collector, piece, uses);
    else if (!flags.has(part)) fail(from, to, `there is no parameter ${part} of a histogram`);
    from = to + 1;
  }
  if (!keys) fail(start, end, 'a histogram needs keys=FIELD');
  return others;
}

/** `keys=a,b.hex`, `values=c`, `sort=c.descending`, `size=N`, `name=N`, `VARIABLE=EXPRESSION,..`. */
function parseAssignment(collector: Collector, piece: Piece, uses: Use[]): void {
  const { text, fail } = collector;
  const part = text.slice(piece.start, piece.end);
  const value = piece.start + part.indexOf('=') + 1;
  if (value === piece.end) fail(piece.start, piece.end, 'there is no value behind =');
  else if (part.startsWith('size=')) {
    if (!/^size=[0-9]+$/.test(part)) fail(value, piece.end, 'expected a number of entries');
  } else if (/^(?:keys?|vals?|values)=/.test(part)) readFields(collector, { start: value, end: piece.end }, uses);
  else if (part.startsWith('name=') || part.startsWith('sort=') || clocks.test(part)) return;
  else readVariables(collector, piece, uses);
}

/** `VARIABLE=EXPRESSION[,VARIABLE=EXPRESSION]` */
function readVariables(collector: Collector, piece: Piece, uses: Use[]): void {
  let from = piece.start;
  for (const assignment of collector.text.slice(piece.start, piece.end).split(',')) {
    const equals = assignment.indexOf('=');
    const to = from + assignment.length;
    if (equals <= 0) collector.fail(from, to, 'expected VARIABLE=EXPRESSION');
    else readFields(collector, { start: from + equals + 1, end: to }, uses);
    from = to + 1;
  }
}

/** One operand: a number, `$variable`, `SYSTEM.EVENT.$variable`, or a field with modifiers. */
const operand =
  /0x[0-9a-fA-F]+|[0-9]+|(?:\w+\.\w+\.)?\$\w+|([A-Za-z_]\w*)((?:\.(?:sym-offset|[a-z0-9_]+))*(?:=[0-9]+)?)/y;

/** Adds the fields in a list of expressions. */
function readFields(collector: Collector, { start, end }: Piece, uses: Use[]): void {
  const { fail } = collector;
  const text = collector.text.slice(start, end);
  let at = 0;
  while (at < text.length) {
    while (/[-+*/(),]/.test(text[at] ?? '')) at++;
    if (at >= text.length) return;
    operand.lastIndex = at;
    const found = operand.exec(text);
    if (!found) return fail(start + at, end, 'expected a field, a number or $variable');
    const [, name, modifier = ''] = found;
    if (!modifiers.test(modifier)) {
      fail(start + at + (name?.length ?? 0), start + at + found[0].length, `a field is not shown as ${modifier}`);
    }
    if (name !== undefined && !special.has(name)) {
      const span = collector.spanAt(start + at, start + at + name.length);
      uses.push({ kind: 'value', base: { kind: 'event_field', name }, path: [], baseSpan: span, span });
    }
    at += found[0].length;
  }
}

/** `onmatch(SYSTEM.EVENT).ACTION(..)`, `onmax($VARIABLE).ACTION(..)`, `onchange($VARIABLE).ACTION(..)`. */
function parseHandler(collector: Collector, piece: Piece, uses: Use[]): readonly Probe[] {
  const { text, fail } = collector;
  const part = text.slice(piece.start, piece.end);
  const [, handler = '', subject = '', action = '', parameters = ''] =
    /^(on\w+)\(([^()]*)\)\.(\w+)\(([^()]*)\)$/.exec(part) ?? [];
  if (action === '') {
    fail(piece.start, piece.end, `expected ${/^on\w+/.exec(part)?.[0] ?? 'onmatch'}(..).ACTION(..)`);
    return [];
  }
  const first = piece.start + handler.length + 1 + subject.length + 2 + action.length + 1;
  // The first parameter of `trace` is a synthetic event.
  const skip = action === 'trace' ? (/^[^,]*,?/.exec(parameters)?.[0].length ?? 0) : 0;
  readFields(collector, { start: first + skip, end: first + parameters.length }, uses);
  if (handler !== 'onmatch') {
    const at = piece.start + handler.length + 1;
    if (!/^\$\w+$/.test(subject)) fail(at, at + subject.length, `expected ${handler}($VARIABLE)`);
    return [];
  }
  const [, system, event] = /^(\w+)\.(\w+)$/.exec(subject) ?? [];
  const at = { start: piece.start + handler.length + 1, end: piece.start + handler.length + 1 + subject.length };
  if (system !== undefined && event !== undefined) {
    return [{ ...eventProbe(collector, system, event, at), uses: [] }];
  }
  fail(at.start, at.end, 'expected SYSTEM.EVENT');
  return [];
}
