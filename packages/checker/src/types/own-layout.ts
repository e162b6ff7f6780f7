import type { CType, StructDef } from '@tracefit/model';
import { definitions, maxNesting, resolveType, type Scope } from './scope';
import { sizeOf } from './size';

/**
 * Where a member of a struct of the script's own begins, in bytes, as its compiler lays it out with the kernel's types inside; nothing
 * where the size of a type before it is not known.
 */
export function ownOffset(scope: Scope, { kind, members }: StructDef, name: string): number | undefined {
  let end = 0;
  for (const member of members) {
    const size = sizeOf(scope, member.type);
    if (size === undefined || member.bitSize !== undefined) return undefined;
    const align = alignOf(scope, member.type, 0);
    const start = kind === 'union' ? 0 : Math.ceil(end / align) * align;
    if (member.name === name) return start;
    end = start + size;
  }
  return undefined;
}

function alignOf(scope: Scope, type: CType, depth: number): number {
  const at = resolveType(scope, type);
  if (at.kind === 'array') return alignOf(scope, at.of, depth);
  const [members] = definitions(scope, at);
  if (!members || depth >= maxNesting) return Math.max(1, sizeOf(scope, at) ?? 1);
  return Math.max(1, ...members.map((member) => alignOf(scope, member.type, depth + 1)));
}
