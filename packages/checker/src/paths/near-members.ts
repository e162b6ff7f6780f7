import { nearestNames, printType, type Candidate, type CType, type Member } from '@tracefit/model';
import { ask } from '../alike/asked-kernel';
import { nameSimilarity } from '../names/name-similarity';
import type { Site } from '../hooks/site';
import { readAlike } from '../types/read-alike';
import { definitions, resolveType, type Scope } from '../types/scope';
import { flatMembers } from './find-member';

/** How many structs deep a member is looked for, and how many structs are opened at most. */
const maxDepth = 3;
const maxOpened = 200;

/** The score from which on a candidate is named in a fix. */
const likely = 0.5;

/**
 * Where a member may have gone, best first: members of the struct that bear its name with underscores or near it, members that came
 * to the struct since `before`, a kernel that has it, those of its type first, and the way to one of its name in a struct inside. What it
 * was read as on `before` must serve there too, or another member's name only looks like its.
 */
export function nearMembers(
  site: Pick<Site, 'scope' | 'reference'>,
  inside: CType,
  name: string,
  before?: Scope,
): readonly Candidate[] {
  const { scope, reference } = site;
  const isOfKernel = scope.declared.length === 0 && (before?.declared.length ?? 0) === 0;
  if (!isOfKernel) return findNear(scope, inside, name, before);
  // Many tools read the same members, and look over the same structs for them.
  const asked = `${JSON.stringify(inside)} ${name} ${before?.kernel.identity.id ?? ''}`;
  return ask(scope.kernel, (kernel) => {
    const near = reference.remember(`near members ${kernel.identity.id} ${asked}`, () =>
      findNear({ ...scope, kernel }, inside, name, before),
    );
    return reference.remember(`near members ${JSON.stringify(near)}`, () => near);
  });
}

function findNear(scope: Scope, inside: CType, name: string, before?: Scope): readonly Candidate[] {
  const members = allMembers(scope, inside);
  const earlier = before ? allMembers(before, inside) : [];
  const lost = earlier.find((member) => member.name === name);
  const mayBeIt = ({ type }: Member) => !before || !lost || readAlike(before, lost.type, scope, type);
  const names = members.map((member) => member.name);
  const bare = (each: string) => each.replace(/^_+|_+$/g, '');
  const renamed = names.filter((each) => bare(each) === bare(name));
  const elsewhere = pathTo(scope, members, name, mayBeIt);
  const alike = members.filter(mayBeIt).map((member) => member.name);
  return best([
    ...renamed.map((each) => ({ name: each, score: 0.9 })),
    ...(elsewhere === undefined ? [] : [{ name: elsewhere, score: elsewhere.includes('->') ? 0.3 : 0.7 }]),
    ...nearestNames(
      name,
      alike.filter((each) => isOfSize(each, name)),
    ).map((each, at) => ({ name: each, score: 0.6 - 0.1 * at })),
    ...newcomers(members, earlier, name),
  ]);
}

/** A name that is much longer is no misspelled one, though it begins alike: `cpu` and `cpuset_mem_spread_rotor`. */
function isOfSize(a: string, b: string): boolean {
  return Math.max(a.length, b.length) <= 2.5 * Math.min(a.length, b.length);
}

function allMembers(scope: Scope, type: CType): readonly Member[] {
  return definitions(scope, type).flatMap((each) => flatMembers(scope, each));
}

/** The members that are in the struct now and were not, while the one of that name still was. */
function newcomers(now: readonly Member[], before: readonly Member[], name: string): readonly Candidate[] {
  if (before.length === 0) return [];
  const known = new Set(before.map((member) => member.name));
  const lost = before.find((member) => member.name === name);
  const type = lost && printType(lost.type);
  return now
    .filter((member) => !known.has(member.name))
    .map((member) => {
      const same = printType(member.type) === type ? 0.4 : 0.1;
      return { name: member.name, score: same + 0.5 * nameSimilarity(name, member.name) };
    })
    .filter((candidate) => candidate.score >= 0.3);
}

/** Each name once, with its best score; the five best, and no guesses beside one that is likely. */
function best(candidates: readonly Candidate[]): readonly Candidate[] {
  const scores = new Map<string, number>();
  for (const { name, score } of candidates) scores.set(name, Math.max(score, scores.get(name) ?? 0));
  return [...scores]
    .map(([name, score]) => ({ name, score: Number(score.toFixed(2)) }))
    .sort((a, b) => b.score - a.score)
    .filter(({ score }, _, [first]) => (first?.score ?? 0) < likely || score >= likely)
    .slice(0, 5);
}

/** A member, and how it is reached. */
interface Way {
  readonly member: Member;
  readonly before: string;
}

/** The shortest path to a member of that name, through embedded structs and pointers: `thread_info.cpu`. */
function pathTo(
  scope: Scope,
  members: readonly Member[],
  name: string,
  isIt: (member: Member) => boolean,
): string | undefined {
  const opened = new Set<string>();
  let level: readonly Way[] = members.map((member) => ({ member, before: '' }));
  for (let depth = 0; depth < maxDepth; depth++) {
    const next: Way[] = [];
    for (const { member: outer, before } of level) {
      if (opened.size >= maxOpened) return undefined;
      const at = resolveType(scope, outer.type);
      const pointed = at.kind === 'ptr' ? resolveType(scope, at.to) : at;
      if (!isNewStruct(pointed, opened)) continue;
      const inner = definitions(scope, pointed).flatMap((each) => flatMembers(scope, each));
      const path = `${before}${outer.name}${at.kind === 'ptr' ? '->' : '.'}`;
      if (inner.some((member) => member.name === name && isIt(member))) return `${path}${name}`;
      // Behind two pointers lies something else.
      if (depth + 1 < maxDepth && !path.includes('->')) for (const member of inner) next.push({ member, before: path });
    }
    level = next;
  }
  return undefined;
}

function isNewStruct(type: CType, opened: Set<string>): boolean {
  if (type.kind === 'inline_struct' || type.kind === 'inline_union') return true;
  if (type.kind !== 'struct' && type.kind !== 'union') return false;
  const key = `${type.kind} ${type.name}`;
  if (opened.has(key)) return false;
  opened.add(key);
  return true;
}
