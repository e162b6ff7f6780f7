import type { CoreObject, CoreRelo, CType } from '@tracefit/model';
import { parseSpec, type CoreSpec } from './core-spec';
import { essentialName } from './essential-name';
import { matchSpec, type Match, type Mismatch } from './match-spec';
import { objectTypes } from './object-types';
import { reloValue, type ReloValue } from './relo-value';
import { viewTypes, type TypeSource, type TypeView } from './type-view';

/** What became of a relocation on a kernel. */
export type CoreResolution =
  | {
      readonly kind: 'found';
      /** Absent where the instruction is made invalid though a match was found: it would move another number of bytes. */
      readonly value: bigint | undefined;
      readonly spec: CoreSpec;
    }
  | {
      /** Nothing on the kernel matches; `value` is what stands for that, absent where the instruction is made invalid. */
      readonly kind: 'no_match';
      readonly value: bigint | undefined;
      /** What the nearest candidate lacks; absent where there is none. */
      readonly mismatch?: Mismatch;
    }
  | { readonly kind: 'ambiguous'; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/**
 * Works out all relocations of an object on a kernel, as libbpf does before it loads it: by the order of relocations, since what
 * does not match once is no candidate for later ones of the same type (bpf_core_calc_relo_insn, relo_core.c, Linux 7.2).
 * Types of the kernel whose own names have a flavour are not found, and those of modules count as if they were the image's.
 */
export function resolveCoreRelos(
  object: CoreObject,
  kernel: TypeSource,
  pointerSize: number,
): readonly CoreResolution[] {
  const kept = new Map<number, readonly number[]>();
  const local = viewTypes(objectTypes(object), 8, new Map());
  return object.relos.map((relo) => {
    const { resolution, matched } = resolveOne(relo, object, local, kernel, pointerSize, kept.get(relo.typeId));
    if (matched.length > 0) kept.set(relo.typeId, matched);
    return resolution;
  });
}

interface Resolved {
  readonly resolution: CoreResolution;
  /** Which of the candidates matched, by their index. */
  readonly matched: readonly number[];
}

function resolveOne(
  relo: CoreRelo,
  object: CoreObject,
  local: TypeView,
  kernel: TypeSource,
  pointerSize: number,
  kept: readonly number[] | undefined,
): Resolved {
  const only = (resolution: CoreResolution): Resolved => ({ resolution, matched: [] });
  const spec = parseSpec(relo, local);
  if ('refused' in spec) return only({ kind: 'refused', why: spec.refused });
  const mine = reloValue(relo, spec, relo.type, local, object.littleEndian);
  if (relo.kind === 'type_id_local') return only({ kind: 'found', value: BigInt(relo.typeId), spec });
  const candidates = findCandidates(relo.type, kernel);
  if ('why' in candidates) return only(candidates);
  if ('reason' in candidates) return only(candidates);

  const found: Found[] = [];
  let nearest: { readonly mismatch: Mismatch; readonly depth: number } | undefined;
  for (const index of kept ?? candidates.indices) {
    const choice = new Map([[candidates.key, index]]);
    const tried = tryCandidate(relo, spec, object, local, candidates.type, kernel, pointerSize, choice);
    if ('reason' in tried) return only({ kind: 'unknown', reason: tried.reason });
    if ('refused' in tried) return only({ kind: 'refused', why: tried.refused });
    if ('mismatch' in tried) {
      if (!nearest || tried.depth > nearest.depth) nearest = tried;
    } else found.push({ ...tried, index });
  }
  const [first, ...others] = found;
  if (!first) {
    const none = reloValue(relo, undefined, relo.type, local, object.littleEndian);
    const value = 'refused' in none ? undefined : none.value;
    return only({ kind: 'no_match', value, ...(nearest ? { mismatch: nearest.mismatch } : {}) });
  }
  const differs = others.find((other) => isDifferent(relo, first, other));
  if (differs) return only({ kind: 'ambiguous', why: whyAmbiguous(relo, found.length) });
  const usable = 'refused' in mine || relo.direct !== true || canMove(mine, first.value);
  const value = usable ? first.value.value : undefined;
  return { resolution: { kind: 'found', value, spec: first.spec }, matched: found.map(({ index }) => index) };
}

interface Found {
  readonly spec: CoreSpec;
  readonly value: ReloValue;
  readonly index: number;
}

interface Candidates {
  readonly type: CType;
  /** Under which a `TypeView` chooses among them. */
  readonly key: string;
  readonly indices: readonly number[];
}

/** The types of the kernel that have the name of the object's type, flavour aside, and are of its kind. */
function findCandidates(
  type: CType,
  kernel: TypeSource,
): Candidates | Extract<CoreResolution, { kind: 'refused' | 'unknown' }> {
  const of = (named: CType & { readonly name: string }, all: readonly unknown[]): Candidates => ({
    type: named,
    key: `${named.kind} ${named.name}`,
    indices: all.map((_, index) => index),
  });
  switch (type.kind) {
    case 'struct':
    case 'union': {
      const named = { kind: type.kind, name: essentialName(type.name) };
      return of(named, kernel.structs(named.kind, named.name));
    }
    case 'enum': {
      const named = { kind: type.kind, name: essentialName(type.name) };
      return of(named, kernel.enums(named.name));
    }
    case 'typedef': {
      const named = { kind: type.kind, name: essentialName(type.name) };
      return of(named, kernel.typedefs(named.name));
    }
    case 'int':
    case 'float':
      return { kind: 'unknown', reason: `whether the kernel has a type \`${type.name}\` was not read` };
    default:
      return { kind: 'refused', why: 'it starts from a type without a name' };
  }
}

type Tried =
  | { readonly spec: CoreSpec; readonly value: ReloValue }
  | { readonly mismatch: Mismatch; readonly depth: number }
  | { readonly refused: string }
  | { readonly reason: string };

/** How many ways to read a kernel's types are compared. */
const maxViews = 8;

/**
 * Matches one candidate. The kernel's types are told by their names: where a name on the way has several definitions, all are
 * tried, and if they do not agree it cannot be told.
 */
function tryCandidate(
  relo: CoreRelo,
  spec: CoreSpec,
  object: CoreObject,
  local: TypeView,
  type: CType,
  kernel: TypeSource,
  pointerSize: number,
  choice: ReadonlyMap<string, number>,
): Tried {
  const run = (choices: ReadonlyMap<string, number>): { readonly tried: Tried; readonly view: TypeView } => {
    const view = viewTypes(kernel, pointerSize, choices);
    return { tried: withValue(relo, matchSpec(relo, spec, local, type, view), type, view, object), view };
  };
  const { tried, view } = run(choice);
  const others = [...view.doubtful].filter(([name]) => !choice.has(name));
  for (const [name, count] of others) {
    for (let index = 1; index < Math.min(count, maxViews); index++) {
      const again = run(new Map([...choice, [name, index]])).tried;
      if (summary(again) !== summary(tried)) {
        return { reason: `the kernel has ${count} different \`${name}\`, and which one is meant cannot be told` };
      }
    }
  }
  return tried;
}

function withValue(relo: CoreRelo, match: Match, type: CType, view: TypeView, object: CoreObject): Tried {
  if (!('spec' in match)) return match;
  const value = reloValue(relo, match.spec, type, view, object.littleEndian);
  return 'refused' in value ? value : { spec: match.spec, value };
}

function summary(tried: Tried): string {
  if ('spec' in tried) return `${tried.spec.bitOffset} ${tried.value.value} ${tried.value.size}`;
  return 'mismatch' in tried ? 'mismatch' : 'refused';
}

function isDifferent(relo: CoreRelo, a: Found, b: Found): boolean {
  if (relo.kind === 'type_id_target') return true;
  return a.spec.bitOffset !== b.spec.bitOffset || a.value.value !== b.value.value;
}

function whyAmbiguous(relo: CoreRelo, count: number): string {
  return relo.kind === 'type_id_target'
    ? `${count} types of the kernel match, and each has its own id`
    : `${count} types of the kernel match, and they do not agree`;
}

/** Whether an instruction made for one place can be made to move what is at another (bpf_core_patch_insn). */
function canMove(mine: ReloValue, theirs: ReloValue): boolean {
  if (mine.size === theirs.size) return true;
  return mine.holds === theirs.holds && (mine.holds === 'pointer' || mine.holds === 'unsigned');
}
