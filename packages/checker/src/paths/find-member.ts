import type { Member } from '@tracefit/model';
import { definitions, maxNesting, resolveType, type Scope } from '../types/scope';

/** The member of that name, also in anonymous structs and unions, whose members count as those of the outer one. */
export function findMember(scope: Scope, members: readonly Member[], name: string, depth = 0): Member | undefined {
  for (const member of members) if (member.name === name) return member;
  if (depth >= maxNesting) return undefined;
  for (const member of members) {
    if (member.name !== '') continue;
    for (const inner of definitions(scope, resolveType(scope, member.type))) {
      const found = findMember(scope, inner, name, depth + 1);
      if (found) return found;
    }
  }
  return undefined;
}

/** All members that can be named, those of anonymous structs and unions included. */
export function flatMembers(scope: Scope, members: readonly Member[], depth = 0): readonly Member[] {
  if (members.every((member) => member.name !== '')) return members;
  return members.flatMap((member) => {
    if (member.name !== '') return [member];
    if (depth >= maxNesting) return [];
    return definitions(scope, resolveType(scope, member.type)).flatMap((inner) => flatMembers(scope, inner, depth + 1));
  });
}
