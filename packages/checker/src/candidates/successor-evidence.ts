import { printType, type CType, type FuncProto, type Kernel } from '@tracefit/model';
import { callEvidence, mostOfCalls } from './call-evidence';
import { weigh, type SuccessorEvidence } from './evidence';
import { similarity, takeApart, type WordWeight } from '../names/name-similarity';
import { wordOf } from '../names/words';

/** Where less speaks for a function, it is no candidate. */
export const leastScore = 0.62;

/** What speaks at least for a function of the very words, with those that took each other's place all over the kernel. */
const sameWords = 0.95;

/** A function that vanished, on the last kernel that has it, and one that appeared, on the first that lacks the other. */
export interface Succession {
  readonly old: string;
  readonly last: Kernel;
  readonly successor: string;
  readonly first: Kernel;
  readonly weight: WordWeight;
}

/** How much speaks for a succession, from 0 to 1, two digits; what is not known of the functions says nothing. */
export function weighSuccession(functions: Succession): number {
  const { old, last, successor, first } = functions;
  const all = weigh([...ownEvidence(functions), ...callEvidence(old, last, successor, first)]);
  return all >= leastScore && hasSameWords(old, successor) ? Math.max(all, sameWords) : all;
}

/** `migrate_misplaced_folio` is `migrate_misplaced_page`, whatever others with a word more are called with. */
export function hasSameWords(old: string, successor: string): boolean {
  const words = (name: string) => name.split('_').map((piece) => wordOf(piece) ?? piece);
  const [before, after] = [words(old), words(successor)];
  return before.length > 1 && before.join('_') === after.join('_');
}

/** How much could speak for it at most, whoever calls the two: to look that up takes more than all the rest. */
export function mostForSuccession(functions: Succession): number {
  return weigh([...ownEvidence(functions), mostOfCalls]);
}

/** What the two functions say themselves. */
function ownEvidence({ old, last, successor, first, weight }: Succession): readonly SuccessorEvidence[] {
  const [before] = last.func(old)?.protos ?? [];
  const [after] = first.func(successor)?.protos ?? [];
  return [
    { weight: 0.6, value: similarity(takeApart(old), takeApart(successor), weight) },
    ...(firstWord(old) === firstWord(successor) ? [{ weight: 0.1, value: 1 }] : []),
    ...(before && after ? shapeEvidence(before, after) : []),
  ];
}

/** What the functions of a part of the kernel begin with; that it changed says nothing, `lock_page` became `folio_lock`. */
function firstWord(name: string): string {
  return /^_*([^_]*)/.exec(name)?.[1] ?? '';
}

/** The types of the parameters and of the result, in order or not, and the names of the parameters. */
function shapeEvidence(a: FuncProto, b: FuncProto): readonly SuccessorEvidence[] {
  const types = (proto: FuncProto) => proto.params.map((param) => spell(param.type));
  const names = (proto: FuncProto) => proto.params.map((param) => param.name.replace('folio', 'page'));
  const left = types(a);
  const right = types(b);
  const params = left.join() === right.join() ? 1 : 0.9 * shared(left, right);
  const result = spell(a.ret) === spell(b.ret) ? 1 : 0;
  // That neither takes anything, or both take one number, says little.
  const telling = [...left, ...right].some((type) => type.includes('*'));
  return [
    { weight: telling ? 0.3 : 0.15, value: params },
    { weight: 0.05, value: result },
    { weight: 0.05, value: names(a).join() === names(b).join() ? 1 : shared(names(a), names(b)) },
  ];
}

/** A type by name; a page is a folio, and a user namespace an idmap, since the one became the other all over the kernel. */
function spell(type: CType): string {
  return printType(type)
    .replace('struct folio', 'struct page')
    .replace('struct user_namespace', 'struct mnt_idmap')
    .replace(/^const /, '');
}

function shared(a: readonly string[], b: readonly string[]): number {
  const most = Math.max(a.length, b.length);
  if (most === 0) return 1;
  const rest = [...b];
  const both = a.filter((item) => {
    const at = rest.indexOf(item);
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  });
  return both.length / most;
}
