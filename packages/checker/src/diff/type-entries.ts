import {
  printType,
  type EnumDef,
  type Member,
  type NameDifference,
  type StructDef,
  type SurfaceEntry,
  type TypedefDef,
} from '@tracefit/model';

/** The enum whose constants are the BPF helpers; include/uapi/linux/bpf.h. */
const helpersEnum = 'bpf_func_id';
const helperPrefix = 'BPF_FUNC_';

/** Structs and unions that came, went, or have other members. */
export function structEntries(differences: readonly NameDifference<StructDef>[]): readonly SurfaceEntry[] {
  return differences.flatMap(({ name, before: [old], after: [now] }): readonly SurfaceEntry[] => {
    const kind = (now ?? old)?.kind ?? 'struct';
    const entry = { part: 'structs', name: `${kind} ${name}` } as const;
    if (!old) return [{ ...entry, change: 'added', breaking: false, details: [] }];
    if (!now) return [{ ...entry, change: 'removed', breaking: true, details: [] }];
    const details = memberChanges(old, now);
    return details.length === 0 ? [] : [{ ...entry, change: 'changed', breaking: details.some(isBreaking), details }];
  });
}

/** What is new breaks nothing, and tools that know the kernel's BTF find what only lies elsewhere. */
function isBreaking(detail: string): boolean {
  return !/^(new: |moved: |\d+ bytes)/.test(detail);
}

/** A line for each member that went, came, or is of another type; one for all that only lie elsewhere. */
function memberChanges(before: StructDef, after: StructDef): readonly string[] {
  const old = membersOf(before.members);
  const now = membersOf(after.members);
  const moved = [...old].filter(([name, { place, text }]) => {
    const same = now.get(name);
    return same?.text === text && same.place !== place;
  });
  return [
    ...[...old].filter(([name]) => !now.has(name)).map(([, { text }]) => `gone: ${text}`),
    ...[...now].filter(([name]) => !old.has(name)).map(([, { text }]) => `new: ${text}`),
    ...[...old].flatMap(([name, { text }]) => {
      const same = now.get(name);
      return same && same.text !== text ? [`${name} was ${text}, is ${same.text}`] : [];
    }),
    ...(moved.length > 0 ? [`moved: ${someNames(moved.map(([name]) => name))}`] : []),
    ...(before.size === after.size ? [] : [`${before.size} bytes, now ${after.size}`]),
  ];
}

interface PlacedMember {
  readonly text: string;
  /** In bits. */
  readonly place: number;
}

/** Members by name, those of unnamed structs and unions as if they were its own. */
function membersOf(members: readonly Member[], base = 0): Map<string, PlacedMember> {
  const found = new Map<string, PlacedMember>();
  for (const member of members) {
    const place = base + member.bitOffset;
    if (member.name === '' && (member.type.kind === 'inline_struct' || member.type.kind === 'inline_union')) {
      for (const [name, inner] of membersOf(member.type.members, place)) found.set(name, inner);
    } else {
      const bits = member.bitSize === undefined ? '' : `:${member.bitSize}`;
      found.set(member.name, { text: `${printType(member.type, member.name)}${bits}`, place });
    }
  }
  return found;
}

/** Enums that came, went, or whose constants did, or have other values. */
export function enumEntries(differences: readonly NameDifference<EnumDef>[]): readonly SurfaceEntry[] {
  return differences.flatMap(({ name, before: [old], after: [now] }): readonly SurfaceEntry[] => {
    const entry = { part: 'enums', name: `enum ${name}` } as const;
    if (!old) return [{ ...entry, change: 'added', breaking: false, details: [] }];
    if (!now) return [{ ...entry, change: 'removed', breaking: true, details: [] }];
    const was = new Map(old.values.map((value) => [value.name, value.value]));
    const is = new Map(now.values.map((value) => [value.name, value.value]));
    const gone = [...was.keys()].filter((constant) => !is.has(constant));
    const come = [...is.keys()].filter((constant) => !was.has(constant));
    const other = [...was].filter(([constant, value]) => is.has(constant) && is.get(constant) !== value);
    const details = [
      ...(gone.length > 0 ? [`gone: ${someNames(gone)}`] : []),
      ...(come.length > 0 ? [`new: ${someNames(come)}`] : []),
      ...other.map(([constant, value]) => `${constant} was ${value}, is ${is.get(constant) ?? ''}`),
    ];
    return details.length === 0 ? [] : [{ ...entry, change: 'changed', breaking: details.some(isBreaking), details }];
  });
}

/** BPF helpers, which the kernel's own enum numbers. */
export function helperEntries(differences: readonly NameDifference<EnumDef>[]): readonly SurfaceEntry[] {
  const helpers = differences.find(({ name }) => name === helpersEnum);
  const named = (defs: readonly EnumDef[] | undefined) =>
    (defs ?? []).flatMap(({ values }) => values.flatMap(({ name }) => (name.startsWith(helperPrefix) ? [name] : [])));
  const old = named(helpers?.before);
  const now = named(helpers?.after);
  const entry = (name: string) =>
    ({ part: 'helpers', name: `bpf_${name.slice(helperPrefix.length)}`, details: [] }) as const;
  return [
    ...old
      .filter((name) => !now.includes(name))
      .map((name) => ({ ...entry(name), change: 'removed', breaking: true }) as const),
    ...now
      .filter((name) => !old.includes(name))
      .map((name) => ({ ...entry(name), change: 'added', breaking: false }) as const),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Typedefs that came, went, or stand for something else. */
export function typedefEntries(differences: readonly NameDifference<TypedefDef>[]): readonly SurfaceEntry[] {
  return differences.flatMap(({ name, before: [old], after: [now] }): readonly SurfaceEntry[] => {
    const entry = { part: 'typedefs', name } as const;
    if (!old) return [{ ...entry, change: 'added', breaking: false, details: [] }];
    if (!now) return [{ ...entry, change: 'removed', breaking: true, details: [] }];
    const [was, is] = [printType(old.type), printType(now.type)];
    return was === is ? [] : [{ ...entry, change: 'changed', breaking: true, details: [`was ${was}, is ${is}`] }];
  });
}

/** So many names are told in a line. */
const mostNames = 12;

function someNames(names: readonly string[]): string {
  const more = names.length - mostNames;
  return `${names.slice(0, mostNames).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
