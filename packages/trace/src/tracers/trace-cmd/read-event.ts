import type { ParseProblem, Probe, TraceFile } from '@tracefit/model';
import { createSpanMaker } from '../../span-maker';
import type { Fail, Piece } from '../../tracefs/command-lines';
import { eventProbe } from '../../tracefs/event-probe';
import type { SourceFile } from '../../trace-format';
import { filterEvent } from '../filter-event';
import { traceOf } from '../tracer';

/**
 * Reads the event of `-e` and the filters behind it: `SYSTEM:EVENT`, `SYSTEM/EVENT`, a name alone, which is one of a system
 * or of an event, or `all`; each a pattern or not.
 *
 * @param mayMiss trace-cmd goes on where there is no such event (`-i`)
 */
export function readEvent(file: SourceFile, [event, ...filters]: readonly Piece[], mayMiss: boolean): TraceFile {
  const { text } = file;
  const spanAt = createSpanMaker(text);
  const problems: ParseProblem[] = [];
  const fail: Fail = (start, end, message) => {
    problems.push({ kind: 'syntax', message, span: spanAt(start, end) });
    return undefined;
  };
  if (!event) return traceOf(file, 'tracefs', []);
  const name = text.slice(event.start, event.end);
  const parts = name.split(/[:/]/);
  const [system = '', only] = parts;
  if (parts.length > 2 || !parts.every((part) => /^[\w*?[\]-]*$/.test(part)) || name === '') {
    fail(event.start, event.end, 'expected SYSTEM:EVENT, a system or an event');
    return traceOf(file, 'tracefs', [], problems);
  }
  const isAlone = only === undefined && name !== 'all';
  const names = isAlone ? [`*:${name}`, `${name}:*`] : [name === 'all' ? '*:*' : `${system || '*'}:${only || '*'}`];
  const probes = names.map((each, index): Probe => {
    const [chosen = '', chosenEvent = ''] = each.split(':');
    const probe = { ...eventProbe({ spanAt }, chosen, chosenEvent, event), uses: [] };
    // A mistake in a filter is told once.
    const filtered = filterEvent(probe, text, filters, spanAt, index === 0 ? fail : () => undefined);
    return {
      ...filtered,
      ...(isAlone && { group: name }),
      ...(mayMiss && { ifMissing: 'ignore' as const }),
    };
  });
  return traceOf(file, 'tracefs', probes, problems);
}
