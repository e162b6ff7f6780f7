import { printType, type Kernel, type Param, type ValueBase } from '@tracefit/model';
import type { ArgAgreement } from '@tracefit/rules';
import { ask } from '../alike/asked-kernel';
import { groupKernels } from '../hooks/group-kernels';
import { siteOf, type Site } from '../hooks/site';
import { readAlike } from '../types/read-alike';
import { placesOf } from './arg-places';
import { saysWhatItExpects, type ArgRead } from './arg-fit';
import { followParameter, type Places } from './follow-parameter';

/** A kernel on which the argument is there. */
interface Seen {
  readonly places: Places;
  readonly param: Param;
}

/**
 * Whether the checked kernels agree about what stands at an argument's place, where nothing says what the script takes it
 * for: if they do not, it cannot be right on all of them.
 */
export function argAgreement(site: Site, read: ArgRead): ArgAgreement {
  const { reference, probe, file } = site;
  // A lock says it.
  const isTold = reference.writtenFor !== undefined || file.locked !== undefined;
  if (isTold || probe.attach.wildcard === true || reference.targets.length < 2) return { kind: 'agree' };
  const groups = reference.rememberOfTargets(
    `agreement ${site.file.path} ${probe.attach.span.start} ${probe.attach.kind} ${probe.attach.name} ${read.index}`,
    () =>
      groupKernels(
        reference.targets,
        (kernel) => seenOn(site, kernel, read.index),
        (a, b) => isSame(a, b, read.index),
      ),
  );
  if (groups.length < 2) return { kind: 'agree' };
  const reads = [read, ...otherReads(site, read)];
  const isSaid = ({ places }: Seen) => reads.some((each) => saysWhatItExpects(site.scope, each, places.slots));
  if (groups.some(({ first }) => isSaid(first))) return { kind: 'agree' };
  const mine = ask(site.kernel, (kernel) => groups.find(({ kernels }) => kernels.includes(kernel)));
  return mine ? { kind: 'disagree', here: printType(mine.first.param.type, mine.first.param.name) } : { kind: 'agree' };
}

/** Other reads of the same argument: `dentry=%si name=+0x28(%si)` says of both what the register holds. */
function otherReads({ probe }: Site, { base, index }: ArgRead): readonly ArgRead[] {
  const place = placeOf(base);
  return probe.uses.flatMap((use) =>
    use.kind === 'value' && use.expected && placeOf(use.base) === place
      ? [{ base: use.base, index, expected: use.expected }]
      : [],
  );
}

/** How a definition says where an argument is; nothing where the value is no argument. */
function placeOf(base: ValueBase): string | undefined {
  if (base.kind === 'register') return base.name;
  return base.kind === 'arg' ? `${base.index}` : undefined;
}

function seenOn(site: Site, kernel: Kernel, index: number): Seen | undefined {
  const protos = siteOf(site.file, site.probe, kernel, site.reference).protos();
  const [only, ...others] = protos.kind === 'known' ? protos.value : [];
  if (!only || others.length > 0) return undefined;
  const places = placesOf(site, kernel, only.proto);
  const param = places.slots[index];
  return param && { places, param };
}

function isSame(a: Seen, b: Seen, index: number): boolean {
  const followed = followParameter(a.places, index, b.places);
  if (followed.kind !== 'gone') return followed.kind === 'same';
  const isTaken = b.places.slots.some((other, at) => at !== index && other.name === a.param.name);
  const cameFrom = a.places.slots.findIndex((other) => other.name !== '' && other.name === b.param.name);
  if (isTaken || (cameFrom >= 0 && cameFrom !== index)) return false;
  return readAlike(a.places.scope, a.param.type, b.places.scope, b.param.type);
}
