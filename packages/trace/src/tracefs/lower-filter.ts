import type { Requirement, Use } from '@tracefit/model';
import type { SpanMaker } from '../span-maker';
import type { FilterField } from './event-filter';

/** Fields that every event has, or that a filter finds without the event (`trace_generic_fields`, trace_events.c). */
const everywhere: ReadonlySet<string> = new Set([
  'common_type',
  'common_flags',
  'common_preempt_count',
  'common_pid',
  'CPU',
  'cpu',
  'COMM',
  'comm',
  'stacktrace',
  'STACKTRACE',
  'common_stacktrace',
]);

/** What a filter of an event relies on: its fields, and functions it compares addresses with. */
export function lowerFilter(fields: readonly FilterField[], spanAt: SpanMaker): readonly Use[] {
  return fields.flatMap((field) => {
    const uses: Use[] = [];
    const span = spanAt(field.start, field.end);
    if (!everywhere.has(field.name)) {
      uses.push({
        kind: 'value',
        base: { kind: 'event_field', name: field.name },
        path: [],
        baseSpan: span,
        span,
        ...(field.with === 'text' && { reads: { kind: 'string' } }),
      });
    }
    if (field.number !== undefined) {
      const base = { kind: 'event_field', name: field.name } as const;
      uses.push({ kind: 'comparison', base, path: [], number: field.number, span });
    }
    if (field.functionName) {
      const { name, start, end } = field.functionName;
      uses.push({ kind: 'symbol', name, span: spanAt(start, end) });
    }
    return uses;
  });
}

/** Comparisons that not every kernel knows (trace_events_filter.c). */
const comparisons = {
  cpus: { what: 'filters by a list of CPUs', condition: { kind: 'version', op: '>=', version: '6.6' } },
  function: { what: 'filters by the name of a function', condition: { kind: 'version', op: '>=', version: '6.3' } },
} as const;

/** What a filter needs of the kernel to be read at all. */
export function filterRequirements(fields: readonly FilterField[], spanAt: SpanMaker): readonly Requirement[] {
  return fields.flatMap((field) => {
    if (field.with !== 'cpus' && field.with !== 'function') return [];
    return [{ ...comparisons[field.with], span: spanAt(field.start, field.end) }];
  });
}
