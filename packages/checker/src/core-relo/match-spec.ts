import type { CoreRelo, CType, Member } from '@tracefit/model';
import {
  isConstantKind,
  isFieldKind,
  isFlexible,
  longestPath,
  type Accessor,
  type CoreSpec,
  type Refusal,
} from './core-spec';
import { essentialName } from './essential-name';
import { fieldsFit } from './fields-fit';
import { isComposite, maxDepth, type TypeView } from './type-view';
import { typesFit } from './types-fit';
import { typesMatch } from './types-match';

/** Why a type of the kernel does not serve; `inside` is the kernel's type that was looked into. */
export type Mismatch =
  | { readonly kind: 'no_member'; readonly inside: CType; readonly member: string }
  | {
      readonly kind: 'other_type';
      readonly inside: CType;
      readonly member: string;
      readonly expected: CType;
      readonly actual: CType;
    }
  | { readonly kind: 'no_element'; readonly inside: CType; readonly index: number }
  | { readonly kind: 'no_constant'; readonly name: string }
  | { readonly kind: 'other_kind' };

/** The relocation's meaning in the object, on a type of the kernel that may serve. */
export type Match = { readonly spec: CoreSpec } | { readonly mismatch: Mismatch; readonly depth: number } | Refusal;

/** Looks for what a relocation names in a candidate (bpf_core_spec_match, relo_core.c, Linux 7.2). */
export function matchSpec(relo: CoreRelo, spec: CoreSpec, local: TypeView, type: CType, target: TypeView): Match {
  if (isFieldKind(relo)) return matchField(spec, local, type, target);
  if (isConstantKind(relo)) return matchConstant(spec, type, target);
  const fits = relo.kind === 'type_matches' ? typesMatch : typesFit;
  if (!fits(local, relo.type, target, type)) return { mismatch: { kind: 'other_kind' }, depth: 0 };
  return { spec: { accessors: [], path: [0], bitOffset: 0 } };
}

function matchConstant({ constant }: CoreSpec, type: CType, target: TypeView): Match {
  const name = essentialName(constant?.name ?? '');
  const values = target.enumOf(target.resolve(type))?.values;
  const at = values?.findIndex((value) => essentialName(value.name) === name) ?? -1;
  const found = values?.[at];
  if (!found) return { mismatch: values ? { kind: 'no_constant', name } : { kind: 'other_kind' }, depth: 0 };
  return { spec: { accessors: [], path: [at], bitOffset: 0, constant: found } };
}

/** The way so far; members without a name are in the path and not among the accessors. */
interface Way {
  readonly accessors: Accessor[];
  readonly path: number[];
  bitOffset: number;
}

function matchField(spec: CoreSpec, local: TypeView, root: CType, target: TypeView): Match {
  const way: Way = { accessors: [], path: [], bitOffset: 0 };
  let type = root;
  for (const [depth, accessor] of spec.accessors.entries()) {
    const at = target.resolve(type);
    if (accessor.member) {
      const wanted = accessor.member;
      const found = findMember(local, wanted, target, at, way, 0);
      if (found === 'too_deep') return { refused: 'members lie too deep in each other' };
      if (found === undefined) return { mismatch: { kind: 'no_member', inside: at, member: wanted.name }, depth };
      if ('actual' in found) {
        const { actual } = found;
        const [inside, member, expected] = [at, wanted.name, wanted.type];
        return { mismatch: { kind: 'other_type', inside, member, expected, actual }, depth };
      }
      type = found.type;
      continue;
    }
    let element = at;
    if (depth > 0) {
      const bounded = at.kind === 'array' && !isFlexible(target, way.accessors.at(-1), at.count);
      if (at.kind !== 'array' || (bounded && accessor.index >= at.count)) {
        return { mismatch: { kind: 'no_element', inside: at, index: accessor.index }, depth };
      }
      element = target.resolve(at.of);
    }
    if (way.path.length >= longestPath) return { refused: 'members lie too deep in each other' };
    const size = target.size(element);
    if (size === undefined) return { refused: 'a type on its path has no size' };
    way.accessors.push({ inside: element, index: accessor.index });
    way.path.push(accessor.index);
    way.bitOffset += accessor.index * size * 8;
    type = element;
  }
  return { spec: way };
}

/** The member of that name, also in members without one; the first of the name decides, but for nested ones. */
function findMember(
  local: TypeView,
  wanted: Member,
  target: TypeView,
  inside: CType,
  way: Way,
  depth: number,
): { readonly type: CType } | { readonly actual: CType } | 'too_deep' | undefined {
  if (!isComposite(target.kind(inside))) return undefined;
  if (depth > maxDepth) return 'too_deep';
  let unfit: { readonly actual: CType } | undefined;
  for (const [index, member] of target.members(inside).entries()) {
    if (way.path.length >= longestPath) return 'too_deep';
    const isWanted = member.name === wanted.name;
    if (member.name !== '' && !isWanted) continue;
    way.path.push(index);
    way.bitOffset += member.bitOffset;
    if (member.name === '') {
      const found = findMember(local, wanted, target, target.resolve(member.type), way, depth + 1);
      if (found === 'too_deep' || (found && 'type' in found)) return found;
      unfit ??= found;
    } else if (fieldsFit(local, wanted.type, target, member.type)) {
      way.accessors.push({ inside, index, member });
      return { type: member.type };
    } else return takeBack(way, member, { actual: member.type });
    takeBack(way, member, undefined);
  }
  return unfit;
}

function takeBack<T>(way: Way, member: Member, result: T): T {
  way.path.pop();
  way.bitOffset -= member.bitOffset;
  return result;
}
