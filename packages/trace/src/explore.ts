import type { Condition, Guard, Span } from '@tracefit/model';

/** Answers the tests a script makes of the kernel, the same way all through one run of it. */
export interface Oracle {
  decide(condition: Condition, span: Span): boolean;
  /** What was answered before in this run; `undefined` where that does not tell. */
  known(condition: Condition): boolean | undefined;
}

/** A test, and what the script comes to either way; at the ends of the tree what one run gave. */
export type Paths<T> =
  | { readonly kind: 'end'; readonly result: T }
  | { readonly kind: 'test'; readonly guard: Guard; readonly yes: Paths<T>; readonly no: Paths<T> };

export interface Exploration<T> {
  readonly paths: Paths<T>;
  /** Tests that were answered one way only, since there were too many. */
  readonly untried: readonly Guard[];
}

/** Tests that no kernel decides are tried both ways this often in one run. */
const maxOpaque = 3;

interface Decision {
  readonly guard: Guard;
  answer: boolean;
  /** Whether the other answer is still to be tried. */
  open: boolean;
}

/**
 * Runs `run` once for each combination of answers to the tests it makes, `maxRuns` times at the most. A run that makes
 * the same tests again must get to the same next test.
 */
export function explore<T>(run: (oracle: Oracle) => T, maxRuns: number): Exploration<T> {
  const decisions: Decision[] = [];
  const untried = new Map<string, Guard>();
  const ends: { readonly way: readonly Decision[]; readonly result: T }[] = [];
  for (let runs = 1; ; runs++) {
    let depth = 0;
    let opaque = 0;
    const known = new Map<string, boolean>();
    const ask = (condition: Condition, span: Span): boolean => {
      if (condition.kind === 'not') return !ask(condition.of, span);
      if (condition.kind === 'all') return condition.of.every((inner) => ask(inner, span));
      if (condition.kind === 'any') return condition.of.some((inner) => ask(inner, span));
      const key = JSON.stringify(condition);
      let answer = known.get(key);
      if (answer === undefined && condition.kind === 'opaque' && opaque >= maxOpaque) {
        untried.set(key, { condition, span });
        known.set(key, (answer = false));
      }
      if (answer === undefined) {
        if (condition.kind === 'opaque') opaque++;
        const made = decisions[depth] ?? { guard: { condition, span }, answer: true, open: true };
        decisions[depth++] = made;
        answer = made.answer;
        known.set(key, answer);
      }
      return answer;
    };
    const recall = (condition: Condition): boolean | undefined => {
      if (condition.kind === 'not') return not(recall(condition.of));
      if (condition.kind === 'any') return not(recallAll(condition.of.map((inner) => not(recall(inner)))));
      return condition.kind === 'all' ? recallAll(condition.of.map(recall)) : known.get(JSON.stringify(condition));
    };
    const result = run({ decide: ask, known: recall });
    decisions.length = depth;
    ends.push({ way: decisions.map((decision) => ({ ...decision })), result });
    while (decisions.at(-1)?.open === false) decisions.pop();
    const last = decisions.at(-1);
    if (!last) break;
    if (runs >= maxRuns) {
      for (const { guard, open } of decisions) if (open) untried.set(JSON.stringify(guard.condition), guard);
      break;
    }
    last.answer = false;
    last.open = false;
  }
  return { paths: treeOf(ends, 0), untried: [...untried.values()] };
}

function not(answer: boolean | undefined): boolean | undefined {
  return answer === undefined ? undefined : !answer;
}

function recallAll(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

/** The runs as a tree; where only one answer was tried, it stands for both. */
function treeOf<T>(
  ends: readonly { readonly way: readonly Decision[]; readonly result: T }[],
  depth: number,
): Paths<T> {
  const [first, ...others] = ends;
  if (!first) throw new RangeError('no run to make a tree of');
  const decision = first.way[depth];
  if (!decision) return { kind: 'end', result: first.result };
  const yes = ends.filter(({ way }) => way[depth]?.answer === true);
  const no = ends.filter(({ way }) => way[depth]?.answer === false);
  if (others.length === 0 || yes.length === 0 || no.length === 0) return treeOf(ends, depth + 1);
  return { kind: 'test', guard: decision.guard, yes: treeOf(yes, depth + 1), no: treeOf(no, depth + 1) };
}

/** All results, in the order of their runs. */
export function resultsOf<T>(paths: Paths<T>): readonly T[] {
  return paths.kind === 'end' ? [paths.result] : [...resultsOf(paths.yes), ...resultsOf(paths.no)];
}

/** What must hold for a run to have what `has` looks for; `undefined` where none has. */
export function guardsOf<T>(paths: Paths<T>, has: (result: T) => boolean): readonly Guard[] | undefined {
  if (paths.kind === 'end') return has(paths.result) ? [] : undefined;
  const { guard } = paths;
  const yes = guardsOf(paths.yes, has);
  const no = guardsOf(paths.no, has);
  if (yes && no && isSame(yes, no)) return yes;
  if (!no) return yes && [guard, ...yes];
  const otherwise = { condition: negate(guard.condition), span: guard.span };
  if (!yes) return [otherwise, ...no];
  const either = [all([guard, ...yes]), no.length === 0 || yes.length === 0 ? all(no) : all([otherwise, ...no])];
  // With one side always true, the test itself need not be said twice.
  const of = yes.length === 0 ? [guard.condition, all(no)] : no.length === 0 ? [otherwise.condition, all(yes)] : either;
  return [{ condition: { kind: 'any', of }, span: guard.span }];
}

function isSame(left: readonly Guard[], right: readonly Guard[]): boolean {
  const key = (guards: readonly Guard[]) => JSON.stringify(guards.map((guard) => guard.condition));
  return key(left) === key(right);
}

function all(guards: readonly Guard[]): Condition {
  const [only] = guards;
  return guards.length === 1 && only ? only.condition : { kind: 'all', of: guards.map((guard) => guard.condition) };
}

export function negate(condition: Condition): Condition {
  return condition.kind === 'not' ? condition.of : { kind: 'not', of: condition };
}
