import type { Probe } from '@tracefit/model';
import { attachSubjects, requirementSubjects } from './subjects/attach-subjects';
import { meaningSubjects } from './subjects/meaning-subjects';
import type { Subject } from './subjects/subject';
import { useSubjects } from './subjects/use-subjects';

/** Everything of a probe that rules can be about. */
export function findSubjects(probe: Probe): readonly Subject[] {
  return [
    ...attachSubjects(probe),
    ...requirementSubjects(probe),
    ...probe.uses.flatMap((use) => useSubjects(probe, use)),
    ...meaningSubjects(probe),
  ];
}
