import type { Condition } from '@tracefit/model';
import { negate } from '../../../explore';

/** What is known of a test: how it comes out, or what of the kernel decides it. */
export type Truth = boolean | Condition;

/** Conditions of more parts than these say no more to anyone. */
const maxParts = 120;
const tooLong: Condition = { kind: 'not_followed', text: 'a test of many parts' };

export function not(truth: Truth): Truth {
  if (typeof truth === 'boolean') return !truth;
  if (truth.kind === 'all') return or(...truth.of.map(not));
  return truth.kind === 'any' ? and(...truth.of.map(not)) : negate(truth);
}

export function and(...truths: readonly Truth[]): Truth {
  return join('all', truths);
}

export function or(...truths: readonly Truth[]): Truth {
  return join('any', truths);
}

/** `test ? yes : no` */
export function choose(test: Truth, yes: Truth, no: Truth): Truth {
  if (typeof test === 'boolean') return test ? yes : no;
  return or(and(test, yes), and(not(test), no));
}

function join(kind: 'all' | 'any', truths: readonly Truth[]): Truth {
  /** What decides the whole, whatever the others are. */
  const decides = kind === 'any';
  const parts = new Map<string, Condition>();
  for (const truth of truths.flatMap((each) => partsOf(kind, each))) {
    if (truth === decides) return decides;
    if (typeof truth !== 'boolean') parts.set(JSON.stringify(truth), truth);
  }
  const list = [...parts.values()];
  if (size(list) > maxParts) return tooLong;
  // Beside `a`, what stands next to it need not ask for `a` again.
  const facts = new Map<string, boolean>();
  for (const part of list) {
    if (isJoined(part)) continue;
    if (facts.get(JSON.stringify(part)) === decides) return decides;
    facts.set(JSON.stringify(part), !decides).set(JSON.stringify(negate(part)), decides);
  }
  const shorter = list.map((part) => (isJoined(part) ? substitute(part, facts) : part));
  if (shorter.some((part, at) => part !== list[at])) return join(kind, shorter);
  const [only] = list;
  return only === undefined ? !decides : list.length === 1 ? only : { kind, of: list };
}

type Joined = Condition & { readonly kind: 'all' | 'any' };

function isJoined(truth: Truth): truth is Joined {
  return typeof truth !== 'boolean' && (truth.kind === 'all' || truth.kind === 'any');
}

function partsOf(kind: 'all' | 'any', truth: Truth): readonly Truth[] {
  return isJoined(truth) && truth.kind === kind ? truth.of : [truth];
}

/** The same condition where nothing in it is known. */
function substitute(part: Condition, facts: ReadonlyMap<string, boolean>): Truth {
  if (!isJoined(part)) return facts.get(JSON.stringify(part)) ?? part;
  const inner = part.of.map((each) => substitute(each, facts));
  return inner.every((each, at) => each === part.of[at]) ? part : join(part.kind, inner);
}

function size(conditions: readonly Condition[]): number {
  return conditions.reduce((sum, each) => sum + (isJoined(each) ? size(each.of) : 1), 0);
}

/** Whether all of it could be followed. */
export function isFollowed(truth: Truth): boolean {
  if (typeof truth === 'boolean') return true;
  if (isJoined(truth)) return truth.of.every(isFollowed);
  return truth.kind === 'not' ? isFollowed(truth.of) : truth.kind !== 'not_followed';
}
