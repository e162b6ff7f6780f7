import type { Probe } from '@tracefit/model';
import type { SpanMaker } from '../span-maker';
import type { Fail, Piece } from '../tracefs/command-lines';
import { parseEventFilter } from '../tracefs/event-filter';
import { filterRequirements, lowerFilter } from '../tracefs/lower-filter';

/** The probe of an event with what its filters read. */
export function filterEvent(
  probe: Probe,
  text: string,
  filters: readonly Piece[],
  spanAt: SpanMaker,
  fail: Fail,
): Probe {
  if (probe.attach.kind !== 'tracepoint') return probe;
  const fields = filters.flatMap(({ start, end }) => parseEventFilter(text, start, end, fail));
  const requires = filterRequirements(fields, spanAt);
  return { ...probe, uses: lowerFilter(fields, spanAt), ...(requires.length > 0 && { requires }) };
}
