import { printType, type CType, type PathStep } from '@tracefit/model';
import type { Span } from '@tracefit/model';
import { ask } from '../alike/asked-kernel';
import { definitions, resolveType, type Scope } from '../types/scope';
import { findMember } from './find-member';

/** How a chain of members ended: at a type, at a member that is not there, or where the kernel says nothing. */
export type WalkEnd =
  /** `isBit`: it is a bit field of one bit, which holds what a `bool` does. */
  | { readonly kind: 'reached'; readonly type: CType; readonly isBit?: true }
  | { readonly kind: 'no_member'; readonly inside: CType; readonly member: string; readonly place: Span }
  /** A struct or typedef on the way is not defined in this kernel's types. */
  | { readonly kind: 'no_type'; readonly type: CType; readonly byCast: boolean };

/** Follows members, pointers, elements and casts from a value of type `start`. */
export function walkPath(scope: Scope, start: CType, path: readonly PathStep[]): WalkEnd {
  let type = start;
  let byCast = true;
  let isBit = false;
  for (const step of path) {
    switch (step.kind) {
      case 'cast':
        type = step.type;
        byCast = true;
        break;
      case 'index':
      case 'deref': {
        const from = resolveType(scope, type);
        if (from.kind === 'ptr') type = from.to;
        else if (from.kind === 'array') type = from.of;
        // An integer that is dereferenced stays a number: bpftrace reads a word at that address.
        break;
      }
      case 'member': {
        const inside = throughPointers(scope, type);
        if (inside.kind === 'typedef') return { kind: 'no_type', type: inside, byCast };
        const found = lookUp(scope, inside, step.name);
        if (found === 'no_type') return { kind: 'no_type', type: inside, byCast };
        if (found === 'no_member') return { kind: 'no_member', inside, member: step.name, place: step.span };
        [type, isBit] = found;
        byCast = false;
        break;
      }
    }
  }
  return { kind: 'reached', type, ...(isBit ? { isBit } : {}) };
}

/** The type of a member, and whether it is a bit: nearly every build has another `task_struct`, and most of its members are the same. */
function lookUp(scope: Scope, inside: CType, name: string): readonly [CType, boolean] | 'no_type' | 'no_member' {
  return ask(scope.kernel, (kernel) => {
    const plain = { ...scope, kernel };
    const defined = definitions(plain, inside);
    if (defined.length === 0 && (inside.kind === 'struct' || inside.kind === 'union')) return 'no_type';
    const found = defined.map((members) => findMember(plain, members, name)).find((member) => member);
    return found ? [found.type, found.bitSize === 1] : 'no_member';
  });
}

function throughPointers(scope: Scope, type: CType): CType {
  let at = resolveType(scope, type);
  // An array is a pointer to its first element: `addr->name->sun_path`.
  for (let depth = 0; depth < 4 && (at.kind === 'ptr' || at.kind === 'array'); depth++)
    at = resolveType(scope, at.kind === 'ptr' ? at.to : at.of);
  return at;
}

/** What a member is looked for in, as C writes it. */
export function printInside(type: CType): string {
  if (type.kind === 'inline_struct') return 'an unnamed struct';
  if (type.kind === 'inline_union') return 'an unnamed union';
  return printType(type);
}
