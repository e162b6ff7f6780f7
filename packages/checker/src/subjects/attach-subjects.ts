import type { Probe } from '@tracefit/model';
import { ifNotAttached } from '../consequences';
import { evidentSuccessor, functionCandidates } from '../candidates/function-candidates';
import { tracepointCandidates, tracepointSuccessor } from '../candidates/tracepoint-candidates';
import { attachList } from '../hooks/attach-list';
import { decideCondition } from '../guards/decide';
import { known, unknown } from '../fact';
import { isElsewhere } from '../hooks/whereabouts';
import { hookOf } from '../hooks/hook';
import type { Site } from '../hooks/site';
import { describeFunction, describeTracepoint } from './describe';
import { subject, type Subject } from './subject';
import { isSyscallName, syscallNameSubject } from './syscall-wrapper-subject';

/** What the attach point of a probe is about. */
export function attachSubjects(probe: Probe): readonly Subject[] {
  switch (hookOf(probe.attach.kind)) {
    case 'function':
    case 'lsm':
    case 'syscall':
      return isSyscallName(probe.attach.name)
        ? [functionSubject(probe), syscallNameSubject(probe)]
        : [functionSubject(probe)];
    case 'event':
    case 'raw_tracepoint':
      return [tracepointSubject(probe)];
    case 'none':
    case 'unchecked':
      return [];
  }
}

function functionSubject(probe: Probe): Subject {
  const { name, span } = probe.attach;
  return subject({
    on: 'function',
    span,
    guards: [],
    given: (site) => ({
      probe,
      span,
      name,
      tool: site.file.tool,
      ...ifNotTaken(site),
      nearest: () => functionCandidates(site, name),
      successor: () => evidentSuccessor(site, name),
      isElsewhere: () => isElsewhere(site.reference.whereabouts(name)),
    }),
    sightings: (site) =>
      known([
        {
          facts: { presence: site.presence, attachability: site.attachability, ambiguity: site.ambiguity },
          seen: () => describeFunction(site),
        },
      ]),
  });
}

/** What follows where the kernel does not take the attach point. */
function ifNotTaken(site: Site) {
  const { served, lost } = attachList(site);
  const ifMissing = served ?? ifNotAttached(site.file.tool, site.probe);
  return {
    ifMissing: lost ? ({ ...ifMissing, effect: 'never-fires' } as const) : ifMissing,
    ...(lost ? { lost } : {}),
  };
}

function tracepointSubject(probe: Probe): Subject {
  const { name, span } = probe.attach;
  return subject({
    on: 'tracepoint',
    span,
    guards: [],
    given: (site) => ({
      probe,
      span,
      name,
      tool: site.file.tool,
      ...ifNotTaken(site),
      nearest: () => tracepointCandidates(site),
      successor: () => tracepointSuccessor(site),
    }),
    sightings: (site) => known([{ facts: { presence: site.tracepoint }, seen: () => describeTracepoint(site) }]),
  });
}

/** What the tool needs of the kernel to make the probe at all. */
export function requirementSubjects(probe: Probe): readonly Subject[] {
  return (probe.requires ?? []).map(({ what, condition, span }) =>
    subject({
      on: 'requirement',
      span,
      guards: [],
      given: (site) => ({ probe, span, what, tool: site.file.tool }),
      sightings: (site) => known([{ facts: { offered: () => offered(site, condition, what) }, seen: () => 'offered' }]),
    }),
  );
}

function offered(site: Site, condition: Parameters<typeof decideCondition>[0], what: string) {
  const truth = decideCondition(condition, site.scope, site.reference);
  switch (truth.kind) {
    case 'true':
    case 'either':
      return known(true);
    case 'false':
      return known(false);
    case 'unknown':
      return unknown(`whether the kernel offers ${what} cannot be told: ${truth.reason}`);
  }
}
