import { nearestNames, type Candidate, type CType, type Probe, type Requirement } from '@tracefit/model';
import { ifNotAttached } from '../consequences';
import { evidentSuccessor, functionCandidates } from '../candidates/function-candidates';
import { scored } from '../candidates/scored';
import { isTracepointElsewhere, tracepointCandidates, tracepointSuccessor } from '../candidates/tracepoint-candidates';
import { attachList } from '../hooks/attach-list';
import { decideCondition } from '../guards/decide';
import { callersFit } from '../callers/callers-fit';
import { follow, known, moot, unknown } from '../fact';
import { counterpartEvent, eventInstead } from '../events/counterpart';
import { isElsewhere } from '../hooks/whereabouts';
import { functionHome, patternFit } from '../hooks/function-home';
import { hookOf } from '../hooks/hook';
import type { Site } from '../hooks/site';
import { describeFunction, describeTracepoint } from './describe';
import { subject, type Subject } from './subject';
import { syscallSubjects } from './syscall-subject';
import { lacksSyscall, otherSyscallFunction } from '../hooks/syscall-of';
import { isSyscallName, syscallNameSubject } from './syscall-wrapper-subject';

/** The functions that LSM programs attach to (kernel/bpf/bpf_lsm.c). */
const lsmPrefix = 'bpf_lsm_';

/** What the attach point of a probe is about. */
export function attachSubjects(probe: Probe): readonly Subject[] {
  switch (hookOf(probe.attach.kind)) {
    case 'function':
    case 'lsm':
    case 'syscall':
      return isSyscallName(probe.attach.name)
        ? [functionSubject(probe), syscallNameSubject(probe), ...syscallSubjects(probe)]
        : [functionSubject(probe), ...syscallSubjects(probe)];
    case 'event':
    case 'raw_tracepoint':
      return [tracepointSubject(probe), ...syscallSubjects(probe)];
    case 'none':
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
      nearest: () => (probe.attach.kind === 'lsm' ? lsmHooks(site) : functionCandidates(site, name)),
      successor: () => evidentSuccessor(site, name),
      isElsewhere: () => isElsewhere(site.reference.whereabouts(name)),
      instead: () => eventInstead(site),
      otherSyscallFunction: () => otherSyscallFunction(probe.attach, site.kernel),
    }),
    sightings: (site) =>
      known([
        {
          facts: {
            presence: site.presence,
            attachability: site.attachability,
            ambiguity: site.ambiguity,
            home: () => functionHome(site),
            pattern: () => patternFit(site),
            callers: () => follow(site.attachability(), ({ kind }) => (kind === 'attaches' ? callersFit(site) : moot)),
            counterpart: () => known(counterpartEvent(site)),
          },
          seen: () => describeFunction(site),
        },
      ]),
  });
}

/** LSM hooks of the kernel with a name like that of the attach point. */
function lsmHooks({ kernel, probe }: Site): readonly Candidate[] {
  const hooks = kernel.functionNames(lsmPrefix).map((each) => each.slice(lsmPrefix.length));
  return scored(nearestNames(probe.attach.name.replace(lsmPrefix, ''), hooks));
}

/** What follows where the kernel does not take the attach point. */
function ifNotTaken(site: Site) {
  const { served, lost } = attachList(site);
  const ifMissing = served ?? ifNotAttached(site.file.tool, site.probe);
  return {
    ifMissing: lost ? ({ ...ifMissing, effect: 'never-fires' } as const) : ifMissing,
    isLackingSyscall: () => lacksSyscall(site.probe.attach, site.kernel, site.reference.kernels),
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
      isElsewhere: () => isTracepointElsewhere(site),
    }),
    sightings: (site) => known([{ facts: { presence: site.tracepoint }, seen: () => describeTracepoint(site) }]),
  });
}

/** What the tool needs of the kernel to make the probe at all. */
export function requirementSubjects(probe: Probe): readonly Subject[] {
  return [...iteratorRequirements(probe), ...(probe.requires ?? [])].map(({ what, condition, span }) =>
    subject({
      on: 'requirement',
      span,
      guards: [],
      given: (site) => ({ probe, span, what, tool: site.file.tool }),
      sightings: (site) => known([{ facts: { offered: () => offered(site, condition, what) }, seen: () => 'offered' }]),
    }),
  );
}

/** What BPF iterators go over is known by the struct that their programs are called with (include/linux/bpf.h, since 5.8). */
function iteratorRequirements({ attach, ifMissing }: Probe): readonly Requirement[] {
  const { kind, name, span } = attach;
  if (kind !== 'iter' || name === '' || ifMissing === 'ignore') return [];
  const type: CType = { kind: 'struct', name: `bpf_iter__${name}` };
  return [{ what: `iterators over ${name}`, condition: { kind: 'type_exists', type }, span }];
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
