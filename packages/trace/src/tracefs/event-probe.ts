import type { Probe } from '@tracefit/model';
import type { SpanMaker } from '../span-maker';
import type { Piece } from './command-lines';

/** Systems whose events are made while the kernel runs, by other definitions (dynamic_events.rst). */
const madeSystems: ReadonlySet<string> = new Set([
  'kprobes',
  'kretprobes',
  'uprobes',
  'fprobes',
  'tracepoints',
  'eprobes',
  'synthetic',
  'functions',
  'probe',
]);

/** The probe of an event; `system` or `event` may be a pattern. `at`: where it is named, nothing where the path says it. */
export function eventProbe(
  { spanAt }: { readonly spanAt: SpanMaker },
  system: string,
  event: string,
  at: Piece,
): Pick<Probe, 'attach' | 'span' | 'guards' | 'unknowns'> {
  const span = spanAt(at.start, at.end);
  const wildcard = /[*?[]/.test(system + event);
  const made = madeSystems.has(system) || system.startsWith('probe_');
  return {
    attach: { kind: 'tracepoint', name: `${system}:${event}`, span, ...(wildcard && { wildcard }) },
    guards: [],
    unknowns: made ? [{ reason: `the system ${system} has events that other definitions make`, span }] : [],
    span,
  };
}
