import {
  parseCType,
  type EventField,
  type KernelSyscall,
  type KernelTracepoint,
  type RawTracepoint,
  type SurfaceEntry,
} from '@tracefit/model';
import type { Absence } from './absence';
import type { Alike } from './alike';
import type { Compared, Side } from './compared';
import { modulesOf } from './modules-of';
import { namedEntries } from './named-entries';
import { parameterChanges } from './parameter-changes';
import { said, type Change } from './surface-entry';

/** Trace events that came, went, or have other fields. */
export function tracepointEntries(compared: Compared, absence: Absence): readonly SurfaceEntry[] {
  return namedEntries<KernelTracepoint>(
    {
      part: 'tracepoints',
      differences: compared.differences.tracepoints,
      modules: modulesOf,
      changes: ({ fields: old }, { fields: now }) => (old && now && old !== now ? fieldChanges(old, now) : []),
    },
    compared,
    absence,
  );
}

/** Tools that read the event's format find what only lies elsewhere. */
function fieldChanges(before: readonly EventField[], after: readonly EventField[]): readonly Change[] {
  const old = new Set(before.map((field) => field.name));
  const now = new Map(after.map((field) => [field.name, field]));
  const changes = before.flatMap((field): readonly Change[] => {
    const { name, type } = field;
    const same = now.get(name);
    if (!same) return [{ kind: 'removed', about: name, words: () => `gone: ${type} ${name}`, breaking: true }];
    if (same.type !== type) {
      return [
        {
          kind: 'changed',
          about: name,
          words: () => `${name} was ${type}, is ${same.type}`,
          breaking: !isSameNumber(field, same),
        },
      ];
    }
    if (same.offset === field.offset && same.size === field.size) return [];
    const words = () => `${name} was ${field.size} bytes at ${field.offset}, is ${same.size} bytes at ${same.offset}`;
    return [{ kind: 'moved', about: name, words, breaking: false }];
  });
  const added = after.flatMap(({ name, type }): readonly Change[] =>
    old.has(name) ? [] : [{ kind: 'added', about: name, words: () => `new: ${type} ${name}`, breaking: false }],
  );
  return [...changes, ...added];
}

/** Whether both are numbers of one size and sign, which the format says and no tool takes from the name of the type. */
function isSameNumber(a: EventField, b: EventField): boolean {
  return a.size === b.size && a.signed === b.signed && ![a, b].some(({ type }) => /[*[]|^struct |^union /.test(type));
}

/** A tracepoint's functions are called so; include/linux/tracepoint.h. */
const iteratorPrefix = '__traceiter_';

/** Raw tracepoints that came, went, or are called with other arguments. */
export function rawTracepointEntries(compared: Compared, absence: Absence): readonly SurfaceEntry[] {
  const iterators: { [side in Side]?: ReadonlySet<string> } = {};
  return namedEntries<RawTracepoint>(
    {
      part: 'raw_tracepoints',
      differences: compared.differences.rawTracepoints,
      modules: modulesOf,
      changes: (old, now) =>
        old.params === now.params ? [] : parameterChanges(protoOf(old), protoOf(now), compared.alike),
      // A tracepoint that BTF does not describe, as of modules before 5.11, has its function all the same.
      isThere: (name, side) =>
        (iterators[side] ??= new Set(compared[side].functionNames(iteratorPrefix))).has(iteratorPrefix + name),
    },
    compared,
    absence,
  );
}

function protoOf({ params }: RawTracepoint) {
  return { ret: { kind: 'void' }, params } as const;
}

/** System calls that came, went, or take other arguments. */
export function syscallEntries(compared: Compared, absence: Absence): readonly SurfaceEntry[] {
  return namedEntries<KernelSyscall>(
    {
      part: 'syscalls',
      differences: compared.differences.syscalls,
      changes: (old, now) => signatureChanges(old, now, compared.alike),
      declaration: (_, side, syscall) => said(signature(syscall), side === 'before'),
    },
    compared,
    absence,
  );
}

function signatureChanges(old: KernelSyscall, now: KernelSyscall, alike: Alike): readonly Change[] {
  const [was, is] = [signature(old), signature(now)];
  if (was === is) return [];
  return [
    { kind: 'is', words: () => `was ${was}`, breaking: !isSameCall(old, now, alike) },
    { kind: 'is', words: () => `is ${is}`, breaking: false },
  ];
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
