import type { Probe, Span } from '@tracefit/model';
import { isTrue, valueOf, type Located, type LocatedScalar } from '../../data/located';
import { checkKeys, tracepointKeys } from './known-keys';
import { lowerArguments } from './lower-arguments';
import { requiredText, type Policy } from './policy';

/**
 * An entry of `tracepoints`. The arguments of a raw one are those of its prototype; of others `index` counts the fields of
 * the record, of which the first four are common to all.
 */
export function lowerTracepoint(policy: Policy, entry: Located): readonly Probe[] {
  checkKeys(policy, entry, tracepointKeys);
  const subsystem = requiredText(policy, entry, 'subsystem');
  const event = requiredText(policy, entry, 'event');
  if (!subsystem || !event) return [];
  const wrong = [subsystem, event].find((name) => !/^[\w-]+$/.test(name.text.text));
  if (wrong) {
    policy.fail('the name of a tracepoint is expected', wrong.span);
    return [];
  }
  const isRaw = isTrue(valueOf(entry, 'raw'));
  const body = lowerArguments(policy, entry, ({ index }) =>
    isRaw ? { kind: 'arg', index } : { kind: 'event_field_at', index },
  );
  const attach = isRaw
    ? ({ kind: 'raw_tracepoint', name: event.text.text, span: wholeOf(event) } as const)
    : ({
        kind: 'tracepoint',
        name: `${subsystem.text.text}:${event.text.text}`,
        span: fromTo(subsystem, event),
      } as const);
  return [{ attach, ...body, guards: [], span: entry.span }];
}

function wholeOf(name: LocatedScalar): Span {
  return name.text.span(0, name.text.text.length);
}

/** The two names may stand in any order. */
function fromTo(one: LocatedScalar, other: LocatedScalar): Span {
  const [first, last] = one.span.start <= other.span.start ? [one, other] : [other, one];
  return { ...wholeOf(first), end: wholeOf(last).end };
}
