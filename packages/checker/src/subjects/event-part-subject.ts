import type { EventPartUse, Guard, Probe } from '@tracefit/model';
import { eventPartFit } from '../events/event-part-fit';
import { follow, known } from '../fact';
import { subject, type Subject } from './subject';

/** A part of a record that is read where a struct of the script's own has it. */
export function eventPartSubject(probe: Probe, use: EventPartUse, guards: readonly Guard[]): Subject {
  const { span, offset, size, name } = use;
  return subject({
    on: 'event_part',
    span,
    guards,
    given: (site) => ({
      probe,
      span,
      tool: site.file.tool,
      event: probe.attach.name,
      name: name ?? '',
      offset,
      size,
    }),
    sightings: (site) =>
      follow(site.records(), (records) =>
        known(
          records.map((fields) => ({
            facts: { fit: () => known(eventPartFit(site, use, fields)) },
            seen: () => {
              const field = fields.find((each) => each.offset === offset);
              return field && `${field.type} ${field.name}, at byte ${offset}`;
            },
          })),
        ),
      ),
  });
}
