import type { EventField, Kernel, ValueBase } from '@tracefit/model';
import type { ValueFit } from '@tracefit/rules';
import { groupKernels } from '../hooks/group-kernels';
import type { Site } from '../hooks/site';
import { splitEvent } from '../hooks/tracepoint-presence';

/** What a reader does with a field: tools take its size and sign from the kernel, but not whether it is text. */
type FieldKind = 'number' | 'text' | 'pointer' | 'bytes';

/** How a script says which field of a record it reads: by name, or by a place that another field can take. */
export type FieldBase = Extract<ValueBase, { kind: 'event_field' | 'event_field_at' }>;

/** The field that a script reads. */
export function findField(fields: readonly EventField[], base: FieldBase): EventField | undefined {
  return base.kind === 'event_field' ? fields.find(({ name }) => name === base.name) : fields[base.index];
}

/**
 * Whether a field of a record is what it was on the kernel the script was written for, or is the same on all checked ones.
 * @param isSameOnAll `fieldIsAlike` of the field
 */
export function eventFieldFit(
  site: Site,
  base: FieldBase,
  field: EventField,
  isSameOnAll: (site: Site) => boolean,
): ValueFit {
  const { writtenFor } = site.reference;
  if (!writtenFor) return { kind: isSameOnAll(site) ? 'fits' : 'disagree' };
  const before = fieldOn(writtenFor, site, base);
  if (!before || isSame(before, field)) return { kind: 'fits' };
  return { kind: 'differs', expected: `${before.type} ${before.name}`, on: [writtenFor.identity.id] };
}

/** Whether a field of a record is the same kind of thing on all checked kernels; the answer is that for all of their sites. */
export function fieldIsAlike(site: Site, base: FieldBase): boolean {
  return groupKernels(site.reference.targets, (kernel) => fieldOn(kernel, site, base), isSame).length < 2;
}

function fieldOn(kernel: Kernel, { probe }: Site, base: FieldBase): EventField | undefined {
  const event = kernel.tracepoint(...splitEvent(probe.attach.name));
  return event?.fields && findField(event.fields, base);
}

function isSame(a: EventField, b: EventField): boolean {
  return a.name === b.name && fieldKind(a) === fieldKind(b);
}

function fieldKind({ type }: EventField): FieldKind {
  if (/^(?:__data_loc|__rel_loc) (?:const )?char ?\[\]|\bchar ?\[\d*\w*\]|^(?:const )?char \*/.test(type))
    return 'text';
  if (/\[|^__data_loc|^__rel_loc/.test(type)) return 'bytes';
  return type.includes('*') ? 'pointer' : 'number';
}
