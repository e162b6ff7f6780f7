import { printType, type CType } from '@tracefit/model';
import { definitions, maxNesting, resolveType, type Scope } from '../types/scope';
import { sizeOf } from '../types/size';
import { findMember } from './find-member';

/** The way from a pointer to the bytes that a chain of offsets leads to: for each offset the members, outermost first. */
export interface OffsetPath {
  readonly start: CType;
  readonly steps: readonly (readonly string[])[];
  /** As C writes it: `struct file.f_path.dentry->d_name`. */
  readonly printed: string;
}

/**
 * The members that lie at the offsets behind a pointer, one offset for each pointer that is followed; nothing where a type is
 * not known, or no member begins there. Members without a name are passed through.
 */
export function findOffset(scope: Scope, start: CType, offsets: readonly number[]): OffsetPath | undefined {
  const way = wayTo(scope, start, offsets);
  return way && pathOf(scope, start, way.steps);
}

/** The members on the way, and the type of the last one. */
function wayTo(
  scope: Scope,
  start: CType,
  offsets: readonly number[],
): (Pick<OffsetPath, 'steps'> & { readonly at: CType }) | undefined {
  const steps: (readonly string[])[] = [];
  let at = start;
  for (const offset of offsets) {
    const from = resolveType(scope, at);
    if (from.kind !== 'ptr') return undefined;
    const found = memberAt(scope, resolveType(scope, from.to), offset * 8, 0);
    if (!found) return undefined;
    steps.push(found.path);
    at = found.type;
  }
  return { steps, at };
}

function pathOf(scope: Scope, start: CType, steps: OffsetPath['steps']): OffsetPath {
  const first = resolveType(scope, start);
  const printed = `${first.kind === 'ptr' ? printType(resolveType(scope, first.to)) : ''}.${steps.map((path) => path.join('.')).join('->')}`;
  return { start, steps, printed };
}

/** The way to the member of a name in the struct that the last of the offsets leads into; nothing where it has none of that name. */
export function memberOfLast(
  scope: Scope,
  start: CType,
  offsets: readonly number[],
  name: string,
): OffsetPath | undefined {
  const before = offsets.slice(0, -1);
  const way = before.length === 0 ? { start, steps: [], at: start } : wayTo(scope, start, before);
  const pointer = way && resolveType(scope, way.at);
  if (!way || pointer?.kind !== 'ptr') return undefined;
  const inside = resolveType(scope, pointer.to);
  if (!definitions(scope, inside).some((members) => findMember(scope, members, name))) return undefined;
  return pathOf(scope, start, [...way.steps, [name]]);
}

/** Where the members of a path are on a kernel, in bytes, one number for each pointer; nothing where one is not there. */
export function offsetsOf(
  scope: Scope,
  { start, steps }: Pick<OffsetPath, 'start' | 'steps'>,
): readonly number[] | undefined {
  const offsets: number[] = [];
  let at = start;
  for (const path of steps) {
    const from = resolveType(scope, at);
    if (from.kind !== 'ptr') return undefined;
    at = from.to;
    let bits = 0;
    for (const name of path) {
      const inside = resolveType(scope, at);
      const member = definitions(scope, inside).map((members) => findMember(scope, members, name))[0];
      const offset = definitions(scope, inside).map((members) => bitsTo(scope, members, name, 0))[0];
      if (!member || offset === undefined) return undefined;
      bits += offset;
      at = member.type;
    }
    offsets.push(bits / 8);
  }
  return offsets;
}

type Members = ReturnType<typeof definitions>[number];

/** The bits before a member, those of the members without a name around it included. */
function bitsTo(scope: Scope, members: Members, name: string, depth: number): number | undefined {
  const own = members.find((member) => member.name === name);
  if (own) return own.bitOffset;
  if (depth >= maxNesting) return undefined;
  for (const member of members.filter((each) => each.name === '')) {
    for (const inner of definitions(scope, resolveType(scope, member.type))) {
      const found = bitsTo(scope, inner, name, depth + 1);
      if (found !== undefined) return member.bitOffset + found;
    }
  }
  return undefined;
}

/** The innermost member that begins at a bit; in a union, the first. */
function memberAt(
  scope: Scope,
  inside: CType,
  bit: number,
  depth: number,
): { readonly path: readonly string[]; readonly type: CType } | undefined {
  if (depth >= maxNesting) return undefined;
  const [members = []] = definitions(scope, inside);
  for (const member of members) {
    const bits = (sizeOf(scope, member.type) ?? 0) * 8;
    const isHere = bit >= member.bitOffset && (bit < member.bitOffset + bits || bit === member.bitOffset);
    if (!isHere) continue;
    const name = member.name === '' ? [] : [member.name];
    const inner = memberAt(scope, resolveType(scope, member.type), bit - member.bitOffset, depth + 1);
    if (inner) return { path: [...name, ...inner.path], type: inner.type };
    if (bit === member.bitOffset && member.name !== '') return { path: name, type: member.type };
  }
  return undefined;
}

/** The number or pointer behind a pointer in whose middle a byte lies, by its name. */
export function memberAround(scope: Scope, start: CType, offset: number): string | undefined {
  const from = resolveType(scope, start);
  return from.kind === 'ptr' ? around(scope, resolveType(scope, from.to), offset * 8, 0) : undefined;
}

function around(scope: Scope, inside: CType, bit: number, depth: number): string | undefined {
  if (depth >= maxNesting) return undefined;
  const [members = []] = definitions(scope, inside);
  for (const member of members) {
    const type = resolveType(scope, member.type);
    const bits = member.bitSize ?? (sizeOf(scope, type) ?? 0) * 8;
    if (bit < member.bitOffset || bit >= member.bitOffset + bits) continue;
    const isPlain = type.kind === 'int' || type.kind === 'ptr' || type.kind === 'enum';
    if (isPlain) return bit > member.bitOffset && member.bitSize === undefined ? member.name : undefined;
    return around(scope, type, bit - member.bitOffset, depth + 1);
  }
  return undefined;
}
