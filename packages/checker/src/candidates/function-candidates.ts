import { nearestNames, type Candidate, type Kernel } from '@tracefit/model';
import { ask } from '../alike/asked-kernel';
import { isElsewhere } from '../hooks/whereabouts';
import type { Reference } from '../hooks/reference';
import type { Site } from '../hooks/site';
import { syscallOf } from '../hooks/syscall-of';
import { renames } from '../notes/notes';
import { functionNamesOf } from '../names/function-names';
import { exchangesFrom, type Exchange } from './exchange';
import { scored } from './scored';
import { hasSameWords, leastScore } from './successor-evidence';

/** From which score on, and by how much before the next, a candidate is the successor. */
const evident = 0.9;
const ahead = 0.05;

/** By how much the score of another must be better. */
const clearly = 0.08;

/** How many others are looked at. */
const rivals = 5;

/**
 * Functions that may have taken over from a missing one, best first: of those that appeared where it vanished, the ones
 * with a name like it, and before others those with the same prototype. Where no kernel at hand ever had it, the names it may
 * be a misspelling of.
 */
export function functionCandidates({ file, kernel, probe, reference }: Site, name: string): readonly Candidate[] {
  // The functions of system calls are alike in nothing but their prefix.
  const isSyscall = syscallOf(probe.attach) !== undefined;
  if (probe.attach.wildcard === true || isSyscall || !kernel.complete('functions')) return [];
  const renamed = knownRename(kernel, name);
  if (renamed) return [{ name: renamed.name, score: renamed.score }];
  // What stands in the same list of attach points is known to the script's author.
  const listed = file.probes.filter((other) => probe.list !== undefined && other.list === probe.list);
  const isNew = (candidate: Candidate) => listed.every(({ attach }) => attach.name !== candidate.name);
  return ask(kernel, (plain) => candidatesOn(plain, name, reference))
    .filter(isNew)
    .slice(0, 5);
}

/** All candidates that a kernel has; the same list for kernels with the same. */
function candidatesOn(kernel: Kernel, name: string, reference: Reference): readonly Candidate[] {
  const found = reference.remember(`candidates ${kernel.identity.id} ${name}`, () => {
    const boundary = whereItVanished(kernel, name, reference.kernels);
    const all = boundary ? successors(name, boundary, kernel, reference) : misspelled(name, reference);
    return all.filter((candidate) => (kernel.func(candidate.name)?.symbols?.length ?? 0) > 0);
  });
  return reference.remember(`candidates ${JSON.stringify(found)}`, () => found);
}

/** Of several of one name the first. */
const renameOf = new Map(renames.toReversed().map((each) => [each.old, each]));

/** The name a function is known to have on a kernel; `source`: since when, and by which commit. */
export function knownRename(kernel: Kernel, name: string): (Candidate & { readonly source: string }) | undefined {
  const rename = renameOf.get(name);
  if (!rename || (kernel.func(rename.new)?.symbols?.length ?? 0) === 0) return undefined;
  return { name: rename.new, score: 1, source: `Linux ${rename.since}, commit ${rename.commit}` };
}

/** The candidate that is so much like the missing function, and so much more than the next, that it is taken for the same. */
export function evidentSuccessor(site: Site, name: string): (Candidate & { readonly source?: string }) | undefined {
  const renamed = site.kernel.complete('functions') ? knownRename(site.kernel, name) : undefined;
  if (renamed) return renamed;
  if (!isElsewhere(site.reference.whereabouts(name))) return undefined;
  const [best, next] = functionCandidates(site, name);
  if (!best || best.score < evident) return undefined;
  return hasSameWords(name, best.name) || best.score - (next?.score ?? 0) >= ahead ? best : undefined;
}

/** Functions of one kernel that may have taken over from one that another has and it lacks, best first; no other kernel is asked. */
export function functionSuccessors(
  name: string,
  { before, after, reference }: { readonly before: Kernel; readonly after: Kernel; readonly reference: Reference },
): readonly Candidate[] {
  return successorsBetween(name, before, after, reference);
}

interface Boundary {
  /** The last kernel that has the function, seen from one that does not. */
  readonly last: Kernel;
  /** The first beyond it that lacks it. */
  readonly first: Kernel;
}

/** What appeared where it vanished, and what came later, since some functions are gone for a while before a new one takes over. */
function successors(
  name: string,
  { last, first }: Boundary,
  kernel: Kernel,
  reference: Reference,
): readonly Candidate[] {
  const then = successorsBetween(name, last, first, reference);
  if (first === kernel || isEvident(then, kernel)) return then;
  const names = new Set(then.map((candidate) => candidate.name));
  const later = successorsBetween(name, last, kernel, reference).filter((candidate) => !names.has(candidate.name));
  return [...then, ...later].sort(bestFirst);
}

/** Whether what took over at once is plain, and still there: what came later is not looked for then, which takes its time. */
function isEvident([best, next]: readonly Candidate[], kernel: Kernel): boolean {
  if (!best || best.score < evident || best.score - (next?.score ?? 0) < ahead) return false;
  return (kernel.func(best.name)?.symbols?.length ?? 0) > 0;
}

function successorsBetween(name: string, last: Kernel, first: Kernel, reference: Reference): readonly Candidate[] {
  const boundary = `${last.identity.id} ${first.identity.id}`;
  return reference.remember(`successors ${boundary} ${name}`, () => {
    const exchanges = reference.remember(`exchanges ${last.identity.id}`, () =>
      exchangesFrom(
        last,
        reference.remember('function names', () => functionNamesOf(reference.kernels)),
      ),
    );
    const exchange = reference.remember(`exchange ${boundary}`, () => exchanges(first));
    return rank(name, exchange)
      .slice(0, 5)
      .filter((candidate) => !isTakenByAnother(name, candidate, exchange));
  });
}

function bestFirst(a: Candidate, b: Candidate): number {
  return b.score - a.score || (a.name < b.name ? -1 : 1);
}

function whereItVanished(kernel: Kernel, name: string, kernels: readonly Kernel[]): Boundary | undefined {
  const row = kernels.filter((each) => each.complete('functions') && each.identity.arch === kernel.identity.arch);
  const at = row.findIndex((each) => each.identity.id === kernel.identity.id);
  const order = at < 0 ? [...row].reverse() : [...row.slice(0, at).reverse(), ...row.slice(at + 1)];
  const last = order.find((each) => each.func(name) !== undefined);
  if (!last) return undefined;
  const from = row.indexOf(last);
  const beyond = from < at || at < 0 ? row.slice(from + 1) : row.slice(0, from).reverse();
  return { last, first: beyond.find((each) => each.func(name) === undefined) ?? kernel };
}

/** Names are compared first, for all that appeared; the rest only for those with a name like it. */
function rank(old: string, exchange: Exchange): readonly Candidate[] {
  return exchange
    .appeared(old)
    .map((name) => ({ name, score: exchange.score(old, name) }))
    .filter((candidate) => candidate.score >= leastScore)
    .sort(bestFirst);
}

/** Whether another function that vanished has clearly more to do with the candidate, and no better candidate itself. */
function isTakenByAnother(old: string, { name, score }: Candidate, exchange: Exchange): boolean {
  return exchange
    .vanished(name)
    .slice(0, rivals)
    .some((other) => {
      if (other === old) return false;
      return exchange.score(other, name) > score + clearly && rank(other, exchange)[0]?.name === name;
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
    // Among so many names every short one has another two letters away.
    return scored(nearestNames(name, near, 3, name.length < 12 ? 1 : 2));
  });
}
