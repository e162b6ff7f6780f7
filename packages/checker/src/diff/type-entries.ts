import {
  printType,
  type CType,
  type Member,
  type StructDef,
  type SurfaceEntry,
  type TypedefDef,
} from '@tracefit/model';
import type { Absence } from './absence';
import type { Alike } from './alike';
import type { Compared } from './compared';
import { namedEntries } from './named-entries';
import type { Change } from './surface-entry';

/** Structs and unions that came, went, or have other members. */
export function structEntries(compared: Compared, absence: Absence): readonly SurfaceEntry[] {
  return namedEntries<StructDef>(
    {
      part: 'structs',
      differences: compared.differences.structs,
      title: (name, { kind }) => `${kind} ${name}`,
      modules: ({ kind }, name, side) => compared[side].typeModules(kind, name),
      changes: (old, now) => memberChanges(old, now, compared.alike),
    },
    compared,
    absence,
  );
}

/** A detail for each member that went, came, moved, or is of another type. Tools that know the kernel's BTF find what only lies elsewhere. */
function memberChanges(before: StructDef, after: StructDef, alike: Alike): readonly Change[] {
  const old = membersOf(before.members);
  const now = membersOf(after.members);
  const changes: Change[] = [];
  const isAlike = (was: Member, is: Member) => was.bitSize === is.bitSize && alike(was.type, is.type);
  old.forEach(({ member, place }, name) => {
    const about = name;
    const same = now.get(name);
    if (!same) {
      changes.push({ kind: 'removed', about, words: declared('gone', member), breaking: true });
    } else if (isOtherType(member, same.member)) {
      changes.push({
        kind: 'changed',
        about,
        words: declaredOtherwise(member, same.member),
        breaking: !isAlike(member, same.member),
      });
    } else if (same.place !== place) {
      changes.push({
        kind: 'moved',
        about,
        words: placedOtherwise(name, place, same.place),
        breaking: false,
      });
    }
  });
  now.forEach(({ member }, name) => {
    if (!old.has(name)) changes.push({ kind: 'added', about: name, words: declared('new', member), breaking: false });
  });
  if (before.size !== after.size) {
    changes.push({ kind: 'size', words: sized(before.size, after.size), breaking: false });
  }
  return changes;
}

// Made here, each keeps what it tells of and not the whole struct: there are tens of thousands.
const declared = (what: string, member: Member) => () => `${what}: ${print(member)}`;
const declaredOtherwise = (was: Member, is: Member) => () => `${was.name} was ${print(was)}, is ${print(is)}`;
const placedOtherwise = (name: string, was: number, is: number) => () =>
  `${name} was at ${bytes(was)}, is at ${bytes(is)}`;
const sized = (was: number, is: number) => () => `${was} bytes, now ${is}`;

function isOtherType(a: Member, b: Member): boolean {
  if (a.bitSize !== b.bitSize) return true;
  // Kernels of one store share the types they have alike.
  return a.type !== b.type && print(a) !== print(b);
}

function print({ name, type, bitSize }: Member): string {
  return `${printType(type, name)}${bitSize === undefined ? '' : `:${bitSize}`}`;
}

function bytes(bits: number): string {
  return bits % 8 === 0 ? `byte ${bits / 8}` : `bit ${bits}`;
}

interface PlacedMember {
  readonly member: Member;
  /** In bits. */
  readonly place: number;
}

/** Members by name, those of unnamed structs and unions as if they were its own. */
function membersOf(members: readonly Member[]): ReadonlyMap<string, PlacedMember> {
  const found = new Map<string, PlacedMember>();
  const collect = (inside: readonly Member[], base: number): void => {
    for (const member of inside) {
      const place = base + member.bitOffset;
      const unnamed = member.name === '' && isAggregate(member.type);
      if (unnamed && 'members' in member.type) collect(member.type.members, place);
      else found.set(member.name, { member, place });
    }
  };
  collect(members, 0);
  return found;
}

function isAggregate({ kind }: CType): boolean {
  return kind === 'inline_struct' || kind === 'inline_union';
}

/** BTF has one of these for each raw tracepoint, which is told as such. */
const ofRawTracepoint = /^btf_trace_/;

/** Typedefs that came, went, or stand for something else. */
export function typedefEntries(compared: Compared, absence: Absence): readonly SurfaceEntry[] {
  return namedEntries<TypedefDef>(
    {
      part: 'typedefs',
      differences: compared.differences.typedefs,
      isTold: (name) => !ofRawTracepoint.test(name),
      modules: (_, name, side) => compared[side].typeModules('typedef', name),
      changes: (old, now) => meaningChanges(old, now, compared.alike),
    },
    compared,
    absence,
  );
}

function meaningChanges({ type: old }: TypedefDef, { type: now }: TypedefDef, alike: Alike): readonly Change[] {
  if (old === now) return [];
  const [was, is] = [printType(old), printType(now)];
  return was === is ? [] : [{ kind: 'changed', words: () => `was ${was}, is ${is}`, breaking: !alike(old, now) }];
}
