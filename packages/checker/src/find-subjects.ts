import type { LockedThing, Probe } from '@tracefit/model';
import { attachSubjects, requirementSubjects } from './subjects/attach-subjects';
import { lockedSubject } from './subjects/locked-subject';
import { meaningSubjects } from './subjects/meaning-subjects';
import type { Subject } from './subjects/subject';
import { useSubjects } from './subjects/use-subjects';

/** Everything of a probe that rules can be about. */
export function findSubjects(probe: Probe, locked: readonly LockedThing[] = []): readonly Subject[] {
  return firstOfEach([
    ...requirementSubjects(probe),
    ...attachSubjects(probe),
    ...probe.uses.flatMap((use) => useSubjects(probe, use)),
    ...meaningSubjects(probe),
    ...(locked.length > 0 ? probe.uses.map((use) => lockedSubject(probe, use, locked)) : []),
  ]);
}

/** A type that a probe names in ten places is missing once. */
function firstOfEach(subjects: readonly Subject[]): readonly Subject[] {
  const told = new Set<string>();
  return subjects.filter(({ on, key, guards }) => {
    if (key === undefined) return true;
    const place = `${on} ${key} ${JSON.stringify(guards.map(({ condition }) => condition))}`;
    return told.size < told.add(place).size;
  });
}
