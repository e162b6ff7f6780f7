import type { CType, Member } from '@tracefit/model';
import { essentialName } from './essential-name';
import { maxDepth, type TypeView } from './type-view';

/**
 * Whether all that the object says of a type holds for the kernel's: members by name and type, constants by name, integers by
 * size and sign; behind a pointer names are enough (bpf_core_types_match, relo_core.c, Linux 7.2).
 */
export function typesMatch(
  local: TypeView,
  localType: CType,
  target: TypeView,
  targetType: CType,
  behindPointer = false,
  depth = 0,
): boolean {
  const one = local.resolve(localType);
  const other = target.resolve(targetType);
  const [mine, theirs] = [local.kind(one), target.kind(other)];
  if (depth > maxDepth || !namesMatch(local.name(one), target.name(other))) return false;
  const next = (a: CType, b: CType, behind: boolean) => typesMatch(local, a, target, b, behind, depth + 1);
  switch (mine) {
    case 'void':
      return theirs === 'void';
    case 'fwd':
    case 'struct':
    case 'union': {
      if (behindPointer) return declares(one, mine) === declares(other, theirs);
      if (mine !== theirs) return false;
      if (mine === 'fwd') return one.kind === other.kind;
      return membersMatch(local.members(one), target.members(other), next, behindPointer);
    }
    case 'enum':
      return theirs === 'enum' && constantsMatch(local, one, target, other);
    case 'int':
      return one.kind === 'int' && other.kind === 'int' && one.size === other.size && one.signed === other.signed;
    case 'ptr':
      return one.kind === 'ptr' && other.kind === 'ptr' && next(one.to, other.to, true);
    case 'array':
      return (
        one.kind === 'array' &&
        other.kind === 'array' &&
        one.count === other.count &&
        next(one.of, other.of, behindPointer)
      );
    case 'func_proto': {
      if (one.kind !== 'func_proto' || other.kind !== 'func_proto') return false;
      const [a, b] = [one.proto, other.proto];
      if (a.params.length !== b.params.length) return false;
      const param = (type: CType, at: number) => next(type, b.params[at]?.type ?? { kind: 'void' }, behindPointer);
      return a.params.every(({ type }, at) => param(type, at)) && next(a.ret, b.ret, behindPointer);
    }
    default:
      return false;
  }
}

/** What a declaration says: a struct or a union; `undefined` for all else. */
function declares(type: CType, kind: string): 'struct' | 'union' | undefined {
  if (kind !== 'struct' && kind !== 'union' && kind !== 'fwd') return undefined;
  return type.kind === 'union' || type.kind === 'inline_union' ? 'union' : 'struct';
}

function namesMatch(local: string, target: string): boolean {
  return essentialName(local) === essentialName(target);
}

function membersMatch(
  mine: readonly Member[],
  theirs: readonly Member[],
  next: (a: CType, b: CType, behind: boolean) => boolean,
  behindPointer: boolean,
): boolean {
  return (
    mine.length <= theirs.length &&
    mine.every((member) =>
      theirs.some((their) => namesMatch(member.name, their.name) && next(member.type, their.type, behindPointer)),
    )
  );
}

function constantsMatch(local: TypeView, one: CType, target: TypeView, other: CType): boolean {
  const mine = local.enumOf(one)?.values ?? [];
  const theirs = target.enumOf(other)?.values ?? [];
  const names = new Set(theirs.map(({ name }) => essentialName(name)));
  return mine.length <= theirs.length && mine.every(({ name }) => names.has(essentialName(name)));
}
