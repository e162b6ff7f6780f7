import type { Guard, Kernel, Probe, Span, TraceFile, Verdict } from '@tracefit/model';
import { rules as allRules, type Rule } from '@tracefit/rules';
import { foreignTo } from './abi/foreign';
import { alike } from './alike/alike';
import { findSubjects } from './find-subjects';
import { decideGuards } from './guards/decide';
import { testsOf, type PartsAt, type Test } from './guards/tests';
import { attaches } from './hooks/attaches';
import type { Reference } from './hooks/reference';
import { leftToLoader } from './hooks/left-to-loader';
import { siteOf, type Site } from './hooks/site';
import { once } from './once';
import { branchSubject, guardSubjects } from './subjects/guard-subjects';
import { prototypeOf } from './subjects/describe';
import type { Outcome, Said, Subject } from './subjects/subject';

/** Something a rule said of a probe on one kernel. */
export interface Found {
  readonly rule: Rule;
  readonly subject: Subject;
  readonly said: Said;
  /** What the subject is there, in one line. */
  readonly seen: () => string | undefined;
  /** The probe is made only where an option of the tool is given, and breaks then. */
  readonly breaksUnderOption?: true;
}

/** Something that could not be told of a probe on one kernel. */
export interface NotTold {
  readonly reason: string;
  readonly span: Span;
}

/** A probe on one kernel, judged. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly found: readonly Found[];
  readonly notTold: readonly NotTold[];
}

/** A probe, ready to be held against any number of kernels. */
export interface ProbeCheck {
  readonly probe: Probe;
  readonly on: (kernel: Kernel) => Judgement;
  /** How one rule judges one subject on a kernel; for evidence from kernels where it fits. */
  readonly again: (found: Found, kernel: Kernel) => Outcome;
  /** What the function of the attach point is declared as on a kernel. */
  readonly prototype: (kernel: Kernel) => string | undefined;
}

/** A file and what its probes have in common. */
export interface CheckedTrace {
  readonly file: TraceFile;
  readonly partsAt: PartsAt;
}

export function checkProbe(
  { file: whole, partsAt }: CheckedTrace,
  probe: Probe,
  reference: Reference,
  rules: readonly Rule[],
): ProbeCheck {
  // A shell script starts several tools: each probe is judged as its own takes it.
  const file = probe.tool === undefined || probe.tool === whole.tool ? whole : { ...whole, tool: probe.tool };
  const foreign = foreignTo(file, probe, reference.targets);
  const subjects = once(() =>
    findSubjects(probe, file.locked).map((subject) => ({
      subject,
      // Each on its own: that kernels differ in what one reads says nothing about the others.
      on: alike((kernel) => judgeSubject(subject, siteOf(file, probe, kernel, reference), rules)),
    })),
  );
  const tests = once(() =>
    testsOf(
      partsAt,
      probe,
      subjects().map(({ subject }) => subject),
    ).map((test) => ({ test, subject: branchSubject(probe, test) })),
  );
  const guards = once(() =>
    [...probe.guards, ...probe.uses.flatMap((use) => use.guards ?? [])].flatMap((guard) => guardSubjects(probe, guard)),
  );
  const alternatives = file.probes.filter((other) => probe.group !== undefined && other.group === probe.group);
  const relatives = file.probes.filter((other) => probe.family !== undefined && other.family === probe.family);
  const judgeAgain = (rule: Rule, subject: Subject, kernel: Kernel): Outcome => {
    const site = siteOf(file, probe, kernel, reference);
    const lives = decideGuards([...probe.guards, ...subject.guards], site.scope, reference);
    if (lives.kind === 'false' || foreign(kernel) !== undefined) return { kind: 'moot' };
    const outcome = subject.judge(site, [rule])[0]?.outcome ?? { kind: 'moot' };
    return outcome.kind === 'fits' || outcome.kind === 'breaks' ? looked(outcome) : outcome;
  };
  const again = new Map<Subject, Map<Rule, (kernel: Kernel) => Outcome>>();
  return {
    probe,
    on: alike((kernel) => {
      const site = siteOf(file, probe, kernel, reference);
      const reason = foreign(kernel);
      if (reason !== undefined)
        return { verdict: 'unknown', found: [], notTold: [{ reason, span: probe.attach.span }] };
      const lives = decideGuards(probe.guards, site.scope, reference);
      const onGuards = findIn(guards(), site, rules);
      if (lives.kind === 'false' || isServedByAnother(site, alternatives))
        return { ...fits, found: onGuards.map(looked) };
      const guarded = lives.kind === 'unknown' ? lives.reason : leftToLoader(site, relatives);
      const { found, notTold } = judge(subjects(), site, guarded);
      const told = [...onGuards, ...withBranches(found, tests, site, rules)].map(looked);
      return { verdict: verdictOf(told, notTold), found: told, notTold };
    }),
    again: ({ rule, subject }, kernel) => {
      const ofSubject = again.get(subject) ?? new Map<Rule, (kernel: Kernel) => Outcome>();
      again.set(subject, ofSubject);
      const judgeOn = ofSubject.get(rule) ?? alike((on) => judgeAgain(rule, subject, on));
      ofSubject.set(rule, judgeOn);
      return judgeOn(kernel);
    },
    prototype: alike((kernel) => prototypeOf(siteOf(file, probe, kernel, reference))),
  };
}

/** What is to be looked up for evidence is looked up at once: kernels that answer alike share it. */
function looked<T extends { readonly seen: () => string | undefined }>(it: T): T {
  const text = it.seen();
  return { ...it, seen: () => text };
}

const fits: Judgement = { verdict: 'fits', found: [], notTold: [] };

/** A subject, judged on any number of kernels. */
interface JudgedSubject {
  readonly subject: Subject;
  readonly on: (kernel: Kernel) => SubjectJudgement;
}

/** What the rules say of a subject on one kernel, where it is not all right. */
interface SubjectJudgement {
  /** Why it cannot be told whether it matters there. */
  readonly undecided?: string;
  readonly outcomes: readonly { readonly rule: Rule; readonly outcome: Outcome }[];
}

/** One object for all kernels where nothing is to be said. */
const allRight: SubjectJudgement = { outcomes: [] };

function judgeSubject(subject: Subject, site: Site, rules: readonly Rule[]): SubjectJudgement {
  const lives = decideGuards(subject.guards, site.scope, site.reference);
  if (lives.kind === 'false') return allRight;
  const outcomes = subject
    .judge(site, rules)
    .filter(({ outcome }) => outcome.kind === 'breaks' || outcome.kind === 'unknown')
    .map(({ rule, outcome }) => ({ rule, outcome: outcome.kind === 'breaks' ? looked(outcome) : outcome }));
  if (outcomes.length === 0) return allRight;
  return { outcomes, ...(lives.kind === 'unknown' ? { undecided: lives.reason } : {}) };
}

function judge(
  subjects: readonly JudgedSubject[],
  site: Site,
  guarded: string | undefined,
): Pick<Judgement, 'found' | 'notTold'> {
  const found: Found[] = [];
  const notTold: NotTold[] = site.probe.unknowns.map(({ reason, span }) => ({ reason, span }));
  for (const { subject, on } of subjects) {
    // What a kernel is too old for is told by the first thing it does not offer.
    const isTooOld = found.some((each) => each.subject.on === 'requirement');
    if (isTooOld && subject.on === 'requirement') continue;
    // What a lock has noticed is told by the rule that knows what it means, if one does.
    if (subject.on === 'locked' && found.some(({ said }) => overlaps(said.place, subject.span))) continue;
    const { outcomes, undecided = guarded } = on(site.kernel);
    for (const { rule, outcome } of outcomes) {
      // Nor can a probe be put anywhere in a way that the kernel does not know.
      if (isTooOld && rule.on === 'function' && rule.needs.includes('attachability')) continue;
      if (outcome.kind === 'unknown') notTold.push({ reason: outcome.reason, span: subject.span });
      if (outcome.kind !== 'breaks') continue;
      for (const said of outcome.said) {
        if (undecided === undefined) found.push(underOption(site, { rule, subject, said, seen: outcome.seen }));
        else notTold.push({ reason: `${said.message}, if its guard holds there; ${undecided}`, span: said.place });
      }
    }
  }
  return { found, notTold };
}

/** What only an option of the tool's command line brings does not keep the tool from being used: an error is a warning then, and says so. */
function underOption({ probe }: Site, found: Found): Found {
  const ofProbe = optionOf(probe.guards);
  const option = ofProbe ?? optionOf(found.subject.guards);
  if (option === undefined || !isError(found)) return found;
  const { said } = found;
  const details = { ...said.details, severity: 'warning' as const };
  return {
    ...found,
    said: { ...said, message: `${said.message}, where ${option}`, details },
    ...(ofProbe === undefined ? {} : { breaksUnderOption: true as const }),
  };
}

function optionOf(guards: readonly Guard[]): string | undefined {
  for (const { condition } of guards) if (condition.kind === 'opaque' && condition.option) return condition.text;
  return undefined;
}

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

function verdictOf(found: readonly Found[], notTold: readonly NotTold[]): Verdict {
  if (found.some((each) => (isError(each) || each.breaksUnderOption) && !isUndecided(each))) return 'breaks';
  return notTold.length > 0 || found.some(isUndecided) ? 'unknown' : 'fits';
}

function withoutAdvice(rules: readonly Rule[]): number {
  return rules.filter(({ advice }) => !advice).length;
}

function isError({ rule, said }: Found): boolean {
  return (said.details.severity ?? rule.severity) === 'error';
}

/** Said on every kernel, though the script may be right on this one. */
function isUndecided({ said }: Found): boolean {
  return said.details.undecided === true;
}

/** What the rules say of subjects that are there on every kernel. */
function findIn(subjects: readonly Subject[], site: Site, rules: readonly Rule[]): readonly Found[] {
  return subjects.flatMap((subject) =>
    subject.judge(site, rules).flatMap(({ rule, outcome }) => {
      if (outcome.kind !== 'breaks') return [];
      return outcome.said.map((said) => ({ rule, subject, said, seen: outcome.seen }));
    }),
  );
}

/** What was found, with one finding about a test in place of those in the branch it takes, where the test is to blame. */
function withBranches(
  found: readonly Found[],
  tests: () => readonly { readonly test: Test; readonly subject: Subject }[],
  site: Site,
  rules: readonly Rule[],
): readonly Found[] {
  // Where every rule was asked, a branch in which none found an error needs no second look.
  const isAsked = withoutAdvice(rules) === withoutAdvice(allRules);
  let left = found;
  for (const rule of rules) {
    if (rule.on !== 'branch') continue;
    for (const { test, subject } of tests()) {
      const isInside = (each: Found) => isError(each) && each.subject.on !== 'branch' && test.decides(each.subject);
      if (isAsked && !left.some(isInside)) continue;
      const said = findIn([subject], site, [rule]);
      if (said.length > 0) left = [...left.filter((each) => !isInside(each)), ...said];
    }
  }
  return left;
}

/** Whether this probe need not attach, since it cannot and another of its group can. */
function isServedByAnother(site: Site, alternatives: readonly Probe[]): boolean {
  if (alternatives.length < 2 || attaches(site)) return false;
  return alternatives.some(
    (other) => other !== site.probe && attaches(siteOf(site.file, other, site.kernel, site.reference)),
  );
}
