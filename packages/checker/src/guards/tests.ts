import type { Guard, Probe, TraceFile } from '@tracefit/model';
import { findSubjects } from '../find-subjects';
import type { Subject } from '../subjects/subject';

/** One thing that lives in a branch of a test: a subject with the probe it is of. */
export interface Part {
  readonly probe: Probe;
  readonly subject: Subject;
  /** All that must hold for it, of its probe and its own. */
  readonly guards: readonly Guard[];
}

/** A test that a script makes of the kernel: all guards that stand at one place belong to it, each to a branch. */
export interface Test {
  readonly guard: Guard;
  /** Whether a subject of the probe stands in one of its branches. */
  readonly decides: (subject: Subject) => boolean;
  /** All that stands in its branches, in any probe of the file. */
  readonly parts: () => readonly Part[];
}

/** What stands in the branches of the tests of a file that whole probes are under; each test is looked at once. */
export type PartsAt = (test: Guard) => readonly Part[];

export function partsOf(file: TraceFile): PartsAt {
  const found = new Map<number, readonly Part[]>();
  return (test) => {
    const parts = found.get(test.span.start) ?? partsOfProbes(file, test);
    found.set(test.span.start, parts);
    return parts;
  };
}

/** The tests a probe and what it reads stand under, innermost first; those that no kernel decides are left out. */
export function testsOf(partsAt: PartsAt, probe: Probe, subjects: readonly Subject[]): readonly Test[] {
  const ofUses = innermostFirst(subjects.flatMap(({ guards }) => guards)).map((guard): Test => {
    const decides = (subject: Subject) => subject.guards.some((each) => isAt(each, guard));
    const parts = subjects.filter(decides).map((subject) => ({ probe, subject, guards: subject.guards }));
    return { guard, decides, parts: () => parts };
  });
  const ofProbes = innermostFirst(probe.guards).map((guard): Test => ({
    guard,
    // What has a test of its own inside is that one's.
    decides: (subject) => subject.guards.length === 0,
    parts: () => partsAt(guard),
  }));
  return [...ofUses, ...ofProbes];
}

export function isAt(guard: Guard, test: Guard): boolean {
  return guard.span.start === test.span.start;
}

/** One guard for each place. */
function innermostFirst(guards: readonly Guard[]): readonly Guard[] {
  const decided = guards.filter(({ condition }) => condition.kind !== 'opaque');
  return [...new Map(decided.map((guard) => [guard.span.start, guard])).values()].reverse();
}

function partsOfProbes(file: TraceFile, test: Guard): readonly Part[] {
  return file.probes
    .filter(({ guards }) => guards.some((guard) => isAt(guard, test)))
    .flatMap((probe) =>
      findSubjects(probe).map((subject) => ({ probe, subject, guards: [...probe.guards, ...subject.guards] })),
    );
}
