import { nearestNames, printType, type Candidate, type FuncProto, type Kernel } from '@tracefit/model';
import { inOrder } from '../kernel-order';
import type { Reference } from '../hooks/reference';
import type { Site } from '../hooks/site';
import { nameSimilarity, wordsOf } from './name-similarity';
import { scored } from './scored';

/** Names less alike than this are no candidates. */
const leastScore = 0.5;

/** How many names are looked at more closely. */
const shortList = 60;

/**
 * Functions that may have taken over from a missing one, best first: of those that appeared where it vanished, the ones
 * with a name like it, and before others those with the same prototype. Where no kernel at hand ever had it, the names it may
 * be a misspelling of.
 */
export function functionCandidates({ kernel, probe, reference }: Site, name: string): readonly Candidate[] {
  if (probe.attach.wildcard === true || !kernel.complete('functions')) return [];
  const boundary = whereItVanished(kernel, name, reference.kernels);
  const found = boundary ? successors(name, boundary, reference) : misspelled(name, reference);
  return found.filter((candidate) => kernel.func(candidate.name) !== undefined).slice(0, 5);
}

interface Boundary {
  /** The last kernel that has the function, seen from one that does not. */
  readonly last: Kernel;
  /** The first beyond it that lacks it. */
  readonly first: Kernel;
}

function successors(name: string, { last, first }: Boundary, reference: Reference): readonly Candidate[] {
  const between = `${last.identity.id} ${first.identity.id}`;
  return reference.remember(`successors ${between} ${name}`, () => {
    const appeared = reference.remember(`appeared ${between}`, () =>
      notIn(first.functionNames(), last.functionNames()),
    );
    return rank(name, last, first, appeared);
  });
}

function whereItVanished(kernel: Kernel, name: string, kernels: readonly Kernel[]): Boundary | undefined {
  const row = inOrder(
    kernels.filter((each) => each.complete('functions') && each.identity.arch === kernel.identity.arch),
  );
  const at = row.findIndex((each) => each.identity.id === kernel.identity.id);
  const order = at < 0 ? [...row].reverse() : [...row.slice(0, at).reverse(), ...row.slice(at + 1)];
  const last = order.find((each) => each.func(name) !== undefined);
  if (!last) return undefined;
  const from = row.indexOf(last);
  const beyond = from < at || at < 0 ? row.slice(from + 1) : row.slice(0, from).reverse();
  return { last, first: beyond.find((each) => each.func(name) === undefined) ?? kernel };
}

function rank(name: string, last: Kernel, first: Kernel, appeared: readonly string[]): readonly Candidate[] {
  const before = last.func(name)?.protos?.[0];
  const words = new Set(wordsOf(name));
  return appeared
    .filter((each) => !each.includes('.') && wordsOf(each).some((word) => words.has(word)))
    .map((each) => ({ name: each, alike: nameSimilarity(name, each) }))
    .sort((a, b) => b.alike - a.alike)
    .slice(0, shortList)
    .map(({ name: each, alike }) => {
      const proto = first.func(each)?.protos?.[0];
      const same = before && proto ? sameShape(before, proto) : 0.5;
      return { name: each, score: Number((0.65 * alike + 0.35 * same).toFixed(2)) };
    })
    .filter((candidate) => candidate.score >= leastScore)
    .sort((a, b) => b.score - a.score || (a.name < b.name ? -1 : 1));
}

/** How alike two prototypes are, from 0 to 1: the types of the parameters and of the result, names aside. */
function sameShape(a: FuncProto, b: FuncProto): number {
  const left = [a.ret, ...a.params.map((param) => param.type)].map((type) => printType(type));
  const right = [b.ret, ...b.params.map((param) => param.type)].map((type) => printType(type));
  const shared = left.filter((type) => right.includes(type)).length;
  return left.join() === right.join() ? 1 : (0.8 * shared) / Math.max(left.length, right.length);
}

/** The names of `names` that are not in `others`, both sorted by code unit. */
function notIn(names: readonly string[], others: readonly string[]): readonly string[] {
  let at = 0;
  return names.filter((name) => {
    while (at < others.length && (others[at] ?? '') < name) at++;
    return others[at] !== name;
  });
}

/** Names of the newest kernel; only those that begin or end alike are compared letter by letter, there are so many. */
function misspelled(name: string, reference: Reference): readonly Candidate[] {
  return reference.remember(`misspelled ${name}`, () => {
    const newest = reference.kernels.findLast((kernel) => kernel.complete('functions'));
    const head = name.slice(0, 3);
    const tail = name.slice(-3);
    const near = (newest?.functionNames() ?? []).filter(
      (each) => Math.abs(each.length - name.length) <= 2 && (each.startsWith(head) || each.endsWith(tail)),
    );
    return scored(nearestNames(name, near));
  });
}
