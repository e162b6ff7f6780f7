import type { EventField, EventPartUse, Kernel } from '@tracefit/model';
import type { OffsetFit } from '@tracefit/rules';
import { groupKernels } from '../hooks/group-kernels';
import type { Site } from '../hooks/site';
import { splitEvent } from '../hooks/tracepoint-presence';

/**
 * Whether a part of a record is where a struct of the script's own has it: by its name, where the record has, or once had, a field of that
 * name; else by the kernel the script was written for, or by the checked kernels.
 */
export function eventPartFit(site: Site, use: EventPartUse, fields: readonly EventField[]): OffsetFit {
  const { reference, probe } = site;
  const on = (kernel: Kernel) => kernel.tracepoint(...splitEvent(probe.attach.name))?.fields;
  const here = saidOf(at(fields, use.offset));
  const named = fieldNamed(fields, use.name);
  if (named) {
    const isThere = named.offset === use.offset && fitsIn(use, named);
    if (isThere) return { kind: 'fits' };
    return { kind: 'differs', meant: { path: named.name, on: [] }, here, now: placeOf(named) };
  }
  const { writtenFor } = reference;
  const known = writtenFor ? [writtenFor] : reference.kernels;
  const homes = known.filter((kernel) => fieldNamed(on(kernel) ?? [], use.name));
  if (use.name !== undefined && homes.length > 0) {
    return { kind: 'differs', meant: { path: use.name, on: homes.map(({ identity }) => identity.id) }, here };
  }
  if (writtenFor) {
    const before = at(on(writtenFor) ?? [], use.offset);
    const now = before && fieldNamed(fields, before.name);
    if (!before || (now?.offset === before.offset && now.size === before.size)) return { kind: 'fits' };
    const place = now ? { now: placeOf(now) } : {};
    return { kind: 'differs', meant: { path: before.name, on: [writtenFor.identity.id] }, here, ...place };
  }
  const groups = groupKernels(
    reference.targets,
    (kernel) => at(on(kernel) ?? [], use.offset),
    (a, b) => a.name === b.name && a.offset === b.offset && a.size === b.size,
  );
  return groups.length > 1 ? { kind: 'differs', here } : { kind: 'fits' };
}

function fieldNamed(fields: readonly EventField[], name: string | undefined): EventField | undefined {
  return fields.find((field) => field.name === name);
}

function at(fields: readonly EventField[], offset: number): EventField | undefined {
  return fields.find((field) => field.offset <= offset && offset < field.offset + field.size);
}

/** A number has its size; of text and arrays a part may be read. */
function fitsIn({ size }: EventPartUse, field: EventField): boolean {
  return field.type.includes('[') || size === field.size;
}

function saidOf(field: EventField | undefined): string {
  return field ? `\`${field.type} ${field.name}\` is there, at byte ${field.offset}` : 'no field is there';
}

function placeOf({ offset, size }: EventField): string {
  return `byte ${offset}, ${size} bytes long`;
}
