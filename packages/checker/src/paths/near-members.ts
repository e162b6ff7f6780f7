import { nearestNames, type Candidate, type CType, type Member } from '@tracefit/model';
import { definitions, resolveType, type Scope } from '../types/scope';
import { flatMembers } from './find-member';

/** How many structs deep a member is looked for, and how many structs are opened at most. */
const maxDepth = 3;
const maxOpened = 200;

/** Where a member may have gone: a path to one of that name, or members of the same struct with names near it. */
export function nearMembers(scope: Scope, inside: CType, name: string): readonly Candidate[] {
  const members = definitions(scope, inside).flatMap((each) => flatMembers(scope, each));
  const names = members.map((member) => member.name);
  const bare = name.replace(/^_+|_+$/g, '');
  const renamed = names.filter((each) => each.replace(/^_+|_+$/g, '') === bare);
  const elsewhere = pathTo(scope, members, name);
  const near = nearestNames(name, names).filter((each) => !renamed.includes(each));
  return [
    ...renamed.map((each) => ({ name: each, score: 0.9 })),
    ...(elsewhere === undefined ? [] : [{ name: elsewhere, score: 0.7 }]),
    ...near.map((each, at) => ({ name: each, score: Number((0.6 - 0.1 * at).toFixed(1)) })),
  ];
}

/** The shortest path to a member of that name, through embedded structs and pointers: `thread_info.cpu`. */
function pathTo(scope: Scope, members: readonly Member[], name: string): string | undefined {
  const opened = new Set<string>();
  let level = members.map((member) => ({ path: member.name, type: member.type }));
  for (let depth = 0; depth < maxDepth; depth++) {
    const next: typeof level = [];
    for (const { path, type } of level) {
      const at = resolveType(scope, type);
      const pointed = at.kind === 'ptr' ? resolveType(scope, at.to) : at;
      if (opened.size >= maxOpened || !isNewStruct(pointed, opened)) continue;
      const inner = definitions(scope, pointed).flatMap((each) => flatMembers(scope, each));
      const arrow = at.kind === 'ptr' ? '->' : '.';
      if (inner.some((member) => member.name === name)) return `${path}${arrow}${name}`;
      next.push(...inner.map((member) => ({ path: `${path}${arrow}${member.name}`, type: member.type })));
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
