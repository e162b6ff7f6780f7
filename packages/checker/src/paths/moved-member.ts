import type { CType } from '@tracefit/model';
import { sameType } from '../types/same';
import { definitions, resolveType, type Scope } from '../types/scope';
import { findMember, flatMembers } from './find-member';

/** How many structs deep a member is looked for. */
const maxDepth = 3;

/**
 * The path to a member that a struct has no longer itself, through the structs embedded in it: one of its name and of the type it had on
 * `before`; nothing where there are several such.
 */
export function movedMember(scope: Scope, inside: CType, name: string, before: Scope): string | undefined {
  const old = definitions(before, inside).map((members) => findMember(before, members, name))[0];
  if (!old) return undefined;
  const isIt = (type: CType) => sameType(before, old.type, scope, type);
  const found = pathsTo(scope, inside, name, isIt, 0);
  return found.length === 1 ? found[0] : undefined;
}

function pathsTo(
  scope: Scope,
  inside: CType,
  name: string,
  isIt: (type: CType) => boolean,
  depth: number,
): readonly string[] {
  if (depth >= maxDepth) return [];
  const members = definitions(scope, inside).flatMap((each) => flatMembers(scope, each));
  return members.flatMap((member) => {
    if (depth > 0 && member.name === name && isIt(member.type)) return [name];
    return pathsTo(scope, resolveType(scope, member.type), name, isIt, depth + 1).map(
      (path) => `${member.name}.${path}`,
    );
  });
}
