import type { Candidate, Condition, Guard, Kernel, Probe } from '@tracefit/model';
import { rules, type BranchFit, type BrokenBranch } from '@tracefit/rules';
import { alike } from '../alike/alike';
import type { Reference } from '../hooks/reference';
import { siteOf, type Site } from '../hooks/site';
import { nearMembers } from '../paths/near-members';
import { otherAnswers, type Answers } from './answers';
import { decideCondition } from './decide';
import { isAt, type Part, type Test } from './tests';

/** How the branch of a test that a kernel takes for a probe fits there, and whether another would. */
export function branchFit(site: Site, test: Test): BranchFit {
  const taken = takenParts(site, test);
  const wrong = taken.flatMap((part) => judgePart(part, site).broken);
  const [broken] = wrong;
  if (!broken) return { kind: 'fits' };
  const others = otherBranches(site, test, taken).map((branch) => judgeBranch(branch, site));
  const fitting = others.find(({ fits }) => fits);
  if (fitting) return { kind: 'other_fits', broken, line: fitting.line, near: nearTested(site, test.guard.condition) };
  // What is wrong in all of them alike has nothing to do with the test.
  const own = (other: JudgedBranch) =>
    other.broken.filter((it) => !wrong.some(({ message }) => message === it.message));
  if (
    others.length === 0 ||
    others.some((other) => other.broken.length === 0 || own(other).length < other.broken.length)
  )
    return { kind: 'fits' };
  return { kind: 'none_fits', broken, others: others.flatMap(({ broken: [first] }) => first?.message ?? []) };
}

/** What the branch reads that a kernel takes for a probe, where that fits, in one line. */
export function branchSeen(site: Site, test: Test): string | undefined {
  const seen = takenParts(site, test).flatMap((part) => judgePart(part, site).seen);
  // That a type is there tells less than what is read of it.
  return seen.find((text) => !text.endsWith('exists')) ?? seen[0];
}

function takenParts(site: Site, test: Test): readonly Part[] {
  return test
    .parts()
    .filter((part) => part.probe === site.probe && test.decides(part.subject) && lives(part.guards, site));
}

function lives(guards: readonly Guard[], site: Site): boolean {
  return !guards.some(({ condition }) => isFalse(condition, site));
}

function isFalse(condition: Condition, { scope, reference }: Site, answers?: Answers): boolean {
  return decideCondition(condition, scope, reference, answers).kind === 'false';
}

/**
 * What lives in the branches that the kernel does not take: all that would live there together, were the test to come out another way.
 */
function otherBranches(site: Site, test: Test, taken: readonly Part[]): readonly (readonly Part[])[] {
  const here = ({ guards }: Part) =>
    guards.filter((guard) => isAt(guard, test.guard)).map(({ condition }) => condition);
  const asked = taken.flatMap((part) => here(part));
  const others = test
    .parts()
    .filter((part) => here(part).some((condition) => isFalse(condition, site)))
    .filter(({ guards }) =>
      lives(
        guards.filter((guard) => !isAt(guard, test.guard)),
        site,
      ),
    );
  const branches = otherAnswers(asked).map((answers) =>
    others.filter((part) => !here(part).some((condition) => isFalse(condition, site, answers))),
  );
  const different = new Map(branches.map((branch) => [branch.map((part) => others.indexOf(part)).join(), branch]));
  return [...different.values()].filter((branch) => branch.length > 0);
}

interface JudgedBranch {
  /** Surely, all of it. */
  readonly fits: boolean;
  /** Where it begins. */
  readonly line: number;
  readonly broken: readonly BrokenBranch[];
}

function judgeBranch(branch: readonly Part[], site: Site): JudgedBranch {
  const line = Math.min(...branch.map(({ subject }) => subject.span.line));
  const judged = branch.map((part) => judgePart(part, site));
  const broken = judged.flatMap((part) => part.broken);
  const isTold = judged.some(({ fits }) => fits) && !judged.some(({ unknown }) => unknown);
  return { fits: isTold && broken.length === 0, line, broken };
}

/** Rules about what stands in branches, not about the tests. */
const inside = rules.filter(({ on }) => on !== 'branch' && on !== 'guard');

interface JudgedPart {
  readonly broken: readonly BrokenBranch[];
  readonly fits: boolean;
  readonly unknown: boolean;
  readonly seen: readonly string[];
}

/** What was made of each part, by the kernels it was judged among; several tests ask for the same, on the same kernels. */
const judgedParts = new WeakMap<Part, Map<Reference, (kernel: Kernel) => JudgedPart>>();

function judgePart(part: Part, { file, kernel, reference }: Site): JudgedPart {
  const ofPart = judgedParts.get(part) ?? new Map<Reference, (kernel: Kernel) => JudgedPart>();
  judgedParts.set(part, ofPart);
  const judged =
    ofPart.get(reference) ??
    alike((on) => interned(reference, judgePartOn(part, siteOf(file, part.probe, on, reference))));
  ofPart.set(reference, judged);
  return judged(kernel);
}

/** One object for all that say the same, so that kernels are told apart by what is said alone. */
function interned(reference: Reference, judged: JudgedPart): JudgedPart {
  return reference.remember(`part ${JSON.stringify(judged)}`, () => judged);
}

function judgePartOn({ subject, probe }: Part, site: Site): JudgedPart {
  const broken: BrokenBranch[] = [];
  const seen: string[] = [];
  const outcomes = subject.judge(site, inside);
  for (const { rule, outcome } of outcomes) {
    if (outcome.kind === 'moot' || outcome.kind === 'unknown') continue;
    const text = outcome.seen();
    if (outcome.kind === 'fits' && text !== undefined) seen.push(withName(probe, text));
    for (const { message, details } of outcome.kind === 'breaks' ? outcome.said : []) {
      const { severity = rule.severity, effect = rule.effect, expected, candidates = [] } = details;
      const actual = details.actual ?? text;
      // Where the kernels only disagree, the branch is not to blame.
      if (severity !== 'error' || details.undecided) continue;
      broken.push({
        message,
        severity,
        effect,
        candidates,
        ...(expected === undefined ? {} : { expected }),
        ...(actual === undefined ? {} : { actual: withName(probe, actual) }),
      });
    }
  }
  const isAny = (kind: 'fits' | 'unknown') => outcomes.some(({ outcome }) => outcome.kind === kind);
  return { broken, seen, fits: isAny('fits'), unknown: isAny('unknown') };
}

/** Probes that one test decides about are told together, so each says which it is. */
function withName({ attach }: Probe, text: string): string {
  return text.includes(attach.name) ? text : `${attach.name}: ${text}`;
}

/** What may be there in place of the member that a test looks for. */
function nearTested(site: Site, condition: Condition): readonly Candidate[] {
  if (condition.kind === 'not') return nearTested(site, condition.of);
  if (condition.kind !== 'field_exists' || condition.path.length !== 1) return [];
  const [name = ''] = condition.path;
  const had = site.reference.kernels
    .map((kernel) => ({ kernel, declared: [] }))
    .find((scope) => decideCondition(condition, scope, site.reference).kind === 'true');
  const scope = { kernel: site.kernel, declared: [] };
  return nearMembers({ scope, reference: site.reference }, condition.type, name, had);
}
