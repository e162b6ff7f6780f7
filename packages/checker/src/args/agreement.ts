import { printType, type Kernel, type Param } from '@tracefit/model';
import type { ArgAgreement } from '@tracefit/rules';
import { siteOf, type Site } from '../hooks/site';
import { readAlike } from '../types/read-alike';
import { placesOf } from './arg-places';
import { saysWhatItExpects, type ArgRead } from './arg-fit';
import { followParameter, type Places } from './follow-parameter';

/** A kernel on which the argument is there. */
interface Seen {
  readonly kernel: Kernel;
  readonly places: Places;
  readonly param: Param;
}

/** Kernels on which an argument is the same; the first speaks for all. */
interface Group {
  readonly first: Seen;
  readonly kernels: readonly Kernel[];
}

/**
 * Whether the checked kernels agree about what stands at an argument's place, where nothing says what the script takes it
 * for: if they do not, it cannot be right on all of them.
 */
export function argAgreement(site: Site, read: ArgRead): ArgAgreement {
  const { reference, probe } = site;
  if (reference.writtenFor || probe.attach.wildcard === true || reference.targets.length < 2) return { kind: 'agree' };
  const groups = reference.remember(
    `agreement ${site.file.path} ${probe.attach.span.start} ${probe.attach.kind} ${probe.attach.name} ${read.index}`,
    () => groupsOf(site, read),
  );
  if (groups.length < 2) return { kind: 'agree' };
  if (groups.some(({ first }) => saysWhatItExpects(site.scope, read, first.places.slots))) return { kind: 'agree' };
  const mine = groups.find(({ kernels }) => kernels.includes(site.kernel));
  return mine ? { kind: 'disagree', here: printType(mine.first.param.type, mine.first.param.name) } : { kind: 'agree' };
}

function groupsOf(site: Site, read: ArgRead): readonly Group[] {
  const groups: Group[] = [];
  for (const seen of site.reference.targets.flatMap((kernel) => seenOn(site, kernel, read.index))) {
    const at = groups.findIndex(({ first }) => isSame(first, seen, read.index));
    const group = groups[at];
    if (group) groups[at] = { ...group, kernels: [...group.kernels, seen.kernel] };
    else groups.push({ first: seen, kernels: [seen.kernel] });
  }
  return groups;
}

function seenOn(site: Site, kernel: Kernel, index: number): readonly Seen[] {
  const protos = siteOf(site.file, site.probe, kernel, site.reference).protos();
  const [only, ...others] = protos.kind === 'known' ? protos.value : [];
  if (!only || others.length > 0) return [];
  const places = placesOf(site, kernel, only.proto);
  const param = places.slots[index];
  return param ? [{ kernel, places, param }] : [];
}

function isSame(a: Seen, b: Seen, index: number): boolean {
  const followed = followParameter(a.places, index, b.places);
  if (followed.kind !== 'gone') return followed.kind === 'same';
  const isTaken = b.places.slots.some((other, at) => at !== index && other.name === a.param.name);
  const cameFrom = a.places.slots.findIndex((other) => other.name !== '' && other.name === b.param.name);
  if (isTaken || (cameFrom >= 0 && cameFrom !== index)) return false;
  return readAlike(a.places.scope, a.param.type, b.places.scope, b.param.type);
}
