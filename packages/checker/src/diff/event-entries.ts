import {
  parseCType,
  type EventField,
  type Kernel,
  type KernelSyscall,
  type KernelTracepoint,
  type NameDifference,
  type RawTracepoint,
  type SurfaceDetail,
  type SurfaceEntry,
} from '@tracefit/model';
import type { Absence } from './absence';
import { alikeOn, type Alike } from './alike';
import { parameterChanges } from './parameter-changes';
import { changedEntry, firstOfBoth, nothingMore, said, surfaceEntry } from './surface-entry';

/** Trace events that came, went, or have other fields. */
export function tracepointEntries(
  before: Kernel,
  after: Kernel,
  differences: Iterable<NameDifference<KernelTracepoint>>,
  absence: Absence,
): readonly SurfaceEntry[] {
  const entries: SurfaceEntry[] = [];
  for (const difference of differences) {
    const { name } = difference;
    const { old, now } = firstOfBoth(difference);
    const head = { part: 'tracepoints', name, modules: modulesOf(now ?? old) } as const;
    if (old && now) {
      if (old.fields && now.fields && old.fields !== now.fields) {
        entries.push(...changedEntry(head, fieldChanges(old.fields, now.fields)));
      }
    } else if (absence.isKnown(old ? after : before, head.modules)) {
      const change = old ? 'removed' : 'added';
      entries.push(surfaceEntry({ ...head, change, breaking: old !== undefined }, nothingMore));
    }
  }
  return entries;
}

/** Tools that read the event's format find what only lies elsewhere. */
function fieldChanges(before: readonly EventField[], after: readonly EventField[]): readonly SurfaceDetail[] {
  const old = new Set(before.map((field) => field.name));
  const now = new Map(after.map((field) => [field.name, field]));
  const changes = before.flatMap((field): readonly SurfaceDetail[] => {
    const { name, type } = field;
    const same = now.get(name);
    if (!same) return [{ kind: 'removed', about: name, text: `gone: ${type} ${name}`, breaking: true }];
    if (same.type !== type) {
      return [
        {
          kind: 'changed',
          about: name,
          text: `${name} was ${type}, is ${same.type}`,
          breaking: !isSameNumber(field, same),
        },
      ];
    }
    if (same.offset === field.offset && same.size === field.size) return [];
    const [from, to] = [`${field.size} bytes at ${field.offset}`, `${same.size} bytes at ${same.offset}`];
    return [{ kind: 'moved', about: name, text: `${name} was ${from}, is ${to}`, breaking: false }];
  });
  const added = after.flatMap(({ name, type }): readonly SurfaceDetail[] =>
    old.has(name) ? [] : [{ kind: 'added', about: name, text: `new: ${type} ${name}`, breaking: false }],
  );
  return [...changes, ...added];
}

/** Whether both are numbers of one size and sign, which the format says and no tool takes from the name of the type. */
function isSameNumber(a: EventField, b: EventField): boolean {
  return a.size === b.size && a.signed === b.signed && ![a, b].some(({ type }) => /[*[]|^struct |^union /.test(type));
}

/** Raw tracepoints that came, went, or are called with other arguments. */
export function rawTracepointEntries(
  before: Kernel,
  after: Kernel,
  differences: Iterable<NameDifference<RawTracepoint>>,
  absence: Absence,
): readonly SurfaceEntry[] {
  const entries: SurfaceEntry[] = [];
  for (const difference of differences) {
    const { name } = difference;
    const { old, now } = firstOfBoth(difference);
    const head = { part: 'raw_tracepoints', name, modules: modulesOf(now ?? old) } as const;
    if (old && now) {
      if (old.params !== now.params) {
        entries.push(...changedEntry(head, parameterChanges(protoOf(old), protoOf(now), alikeOn(before, after))));
      }
      continue;
    }
    const lacking = old ? after : before;
    // A tracepoint that BTF does not describe, as of modules before 5.11, has its function all the same.
    if (lacking.func(`__traceiter_${name}`) !== undefined || !absence.isKnown(lacking, head.modules)) continue;
    entries.push(
      surfaceEntry({ ...head, change: old ? 'removed' : 'added', breaking: old !== undefined }, nothingMore),
    );
  }
  return entries;
}

function protoOf({ params }: RawTracepoint) {
  return { ret: { kind: 'void' }, params } as const;
}

function modulesOf(thing: { readonly module?: string } | undefined): readonly string[] {
  return thing?.module === undefined ? [] : [thing.module];
}

/** System calls that came, went, or take other arguments. */
export function syscallEntries(
  before: Kernel,
  after: Kernel,
  differences: Iterable<NameDifference<KernelSyscall>>,
): readonly SurfaceEntry[] {
  const alike = alikeOn(before, after);
  return Array.from(differences).flatMap(({ name, before: [old], after: [now] }): readonly SurfaceEntry[] => {
    const head = { part: 'syscalls', name } as const;
    if (!old) {
      return now ? [surfaceEntry({ ...head, change: 'added', breaking: false }, () => [said(signature(now))])] : [];
    }
    if (!now) return [surfaceEntry({ ...head, change: 'removed', breaking: true }, () => [said(signature(old), true)])];
    const [was, is] = [signature(old), signature(now)];
    return was === is ? [] : changedEntry(head, [said(`was ${was}`, !isSameCall(old, now, alike)), said(`is ${is}`)]);
  });
}

/** Whether the arguments mean the same, whatever they are called. */
function isSameCall(old: KernelSyscall, now: KernelSyscall, alike: Alike): boolean {
  if (old.params.length !== now.params.length) return false;
  return old.params.every((param, at) => {
    const [was, is] = [parseCType(param.type).type, parseCType(now.params[at]?.type ?? '').type];
    return was !== undefined && is !== undefined && alike(was, is);
  });
}

function signature({ name, params }: KernelSyscall): string {
  return `${name}(${params.map((param) => `${param.type} ${param.name}`).join(', ')})`;
}
