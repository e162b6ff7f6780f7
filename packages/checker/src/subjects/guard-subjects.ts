import { nearestNames, type Condition, type Guard, type Kernel, type Probe } from '@tracefit/model';
import { known, moot, type Fact } from '../fact';
import { branchFit, branchSeen } from '../guards/branch-fit';
import { decideCondition } from '../guards/decide';
import { sayCondition } from '../guards/say-condition';
import type { Test } from '../guards/tests';
import type { Site } from '../hooks/site';
import { flatMembers } from '../paths/find-member';
import { definitions } from '../types/scope';
import { subject, type Subject } from './subject';

/** The branches of a test. */
export function branchSubject(probe: Probe, test: Test): Subject {
  const { span, condition } = test.guard;
  return subject({
    on: 'branch',
    span,
    guards: [],
    given: (site) => ({ probe, span, tool: site.file.tool, test: sayCondition(condition, probe) }),
    sightings: (site) =>
      known([{ facts: { fit: () => known(branchFit(site, test)) }, seen: () => branchSeen(site, test) }]),
  });
}

/** The conditions of a test that name a thing of the kernel. */
export function guardSubjects(probe: Probe, { condition, span }: Guard): readonly Subject[] {
  return namingParts(condition).map((part) =>
    subject({
      on: 'guard',
      span,
      guards: [],
      given: (site) => ({
        probe,
        span,
        tool: site.file.tool,
        test: sayCondition(part, probe),
        meant: () => meantSomewhere(site, part),
      }),
      sightings: (site) => known([{ facts: { holds: () => holdsSomewhere(site, part) }, seen: () => undefined }]),
    }),
  );
}

function namingParts(condition: Condition): readonly Condition[] {
  switch (condition.kind) {
    case 'not':
      return namingParts(condition.of);
    case 'all':
    case 'any':
      return condition.of.flatMap(namingParts);
    case 'function_exists':
    case 'tracepoint_exists':
    case 'type_exists':
    case 'field_exists':
    case 'enumval_exists':
    case 'symbol_exists':
      return [condition];
    default:
      return [];
  }
}

/** Whether a condition holds on any kernel at hand; asked of the kernel itself first, since that mostly decides. */
function holdsSomewhere(site: Site, condition: Condition): Fact<'somewhere' | 'nowhere'> {
  const { reference, kernel } = site;
  return reference.remember(`holds ${JSON.stringify(condition)}`, () => {
    let lacking = false;
    for (const each of [kernel, ...reference.kernels]) {
      const truth = decideCondition(condition, { kernel: each, declared: [] }, reference);
      if (truth.kind === 'true') return known('somewhere');
      lacking ||= truth.kind === 'unknown';
    }
    return lacking ? moot : known('nowhere');
  });
}

/**
 * The name that a condition most likely means, of the oldest or the newest kernel: asking all for it would cost a pass over
 * all names of each, and a name that is misspelt is hardly only on those between.
 */
function meantSomewhere({ reference }: Site, condition: Condition): string | undefined {
  const { kernels } = reference;
  return reference.remember(`meant ${JSON.stringify(condition)}`, () => {
    const ends = [kernels.at(-1), kernels.at(0)].filter((kernel) => kernel !== undefined);
    return ends.map((kernel) => meantBy(condition, kernel)).find((name) => name !== undefined);
  });
}

/** The name on a kernel that differs by one letter from the one a condition asks for, where there is one. */
function meantBy(condition: Condition, kernel: Kernel): string | undefined {
  switch (condition.kind) {
    case 'function_exists':
      return oneLetterOff(condition.name, kernel.functionNames());
    case 'tracepoint_exists':
      return oneLetterOff(`${condition.system}:${condition.name}`, kernel.tracepointNames());
    case 'field_exists': {
      const scope = { kernel, declared: [] };
      const members = definitions(scope, condition.type).flatMap((each) => flatMembers(scope, each));
      const names = members.map(({ name }) => name);
      const [first = ''] = condition.path;
      return names.includes(first) ? undefined : oneLetterOff(first, names);
    }
    default:
      return undefined;
  }
}

/** A digit or an underscore more or less makes another name of the kernel's, not a misspelled one. */
function oneLetterOff(name: string, names: readonly string[]): string | undefined {
  const letters = (text: string) => text.replace(/[^a-z]/gi, '');
  const asLong = names.filter((each) => Math.abs(each.length - name.length) <= 1);
  return nearestNames(name, asLong, 3, 1).find((near) => letters(near) !== letters(name));
}
