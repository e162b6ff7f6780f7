import type {
  EventField,
  KernelSyscall,
  KernelTracepoint,
  NameDifference,
  RawTracepoint,
  SurfaceEntry,
} from '@tracefit/model';
import { parameterChanges } from './parameter-changes';

/** Trace events that came, went, or have other fields. */
export function tracepointEntries(differences: readonly NameDifference<KernelTracepoint>[]): readonly SurfaceEntry[] {
  return differences.flatMap(({ name, before: [old], after: [now] }): readonly SurfaceEntry[] => {
    const entry = { part: 'tracepoints', name } as const;
    if (!old) return [{ ...entry, change: 'added', breaking: false, details: [] }];
    if (!now) return [{ ...entry, change: 'removed', breaking: true, details: [] }];
    if (!old.fields || !now.fields) return [];
    const details = fieldChanges(old.fields, now.fields);
    // Tools that read the event's format find what only lies elsewhere.
    const breaking = details.some((detail) => !/^(new|moved): /.test(detail));
    return details.length === 0 ? [] : [{ ...entry, change: 'changed', breaking, details }];
  });
}

function fieldChanges(before: readonly EventField[], after: readonly EventField[]): readonly string[] {
  const old = new Map(before.map((field) => [field.name, field]));
  const now = new Map(after.map((field) => [field.name, field]));
  const moved = before.filter((field) => {
    const same = now.get(field.name);
    return same && same.type === field.type && (same.offset !== field.offset || same.size !== field.size);
  });
  return [
    ...before.filter(({ name }) => !now.has(name)).map(({ name, type }) => `gone: ${type} ${name}`),
    ...after.filter(({ name }) => !old.has(name)).map(({ name, type }) => `new: ${type} ${name}`),
    ...before.flatMap(({ name, type }) => {
      const same = now.get(name);
      return same && same.type !== type ? [`${name} was ${type}, is ${same.type}`] : [];
    }),
    ...(moved.length > 0 ? [`moved: ${moved.map(({ name }) => name).join(', ')}`] : []),
  ];
}

/** Raw tracepoints that came, went, or are called with other arguments. */
export function rawTracepointEntries(differences: readonly NameDifference<RawTracepoint>[]): readonly SurfaceEntry[] {
  return differences.flatMap(({ name, before: [old], after: [now] }): readonly SurfaceEntry[] => {
    const entry = { part: 'raw_tracepoints', name } as const;
    if (!old) return [{ ...entry, change: 'added', breaking: false, details: [] }];
    if (!now) return [{ ...entry, change: 'removed', breaking: true, details: [] }];
    const proto = ({ params }: RawTracepoint) => ({ ret: { kind: 'void' }, params }) as const;
    const { details, breaking } = parameterChanges(proto(old), proto(now));
    return details.length === 0 ? [] : [{ ...entry, change: 'changed', breaking, details }];
  });
}

/** System calls that came, went, or take other arguments. */
export function syscallEntries(differences: readonly NameDifference<KernelSyscall>[]): readonly SurfaceEntry[] {
  return differences.flatMap(({ name, before: [old], after: [now] }): readonly SurfaceEntry[] => {
    const entry = { part: 'syscalls', name } as const;
    if (!old) return [{ ...entry, change: 'added', breaking: false, details: now ? [signature(now)] : [] }];
    if (!now) return [{ ...entry, change: 'removed', breaking: true, details: [signature(old)] }];
    const [was, is] = [signature(old), signature(now)];
    return was === is ? [] : [{ ...entry, change: 'changed', breaking: true, details: [`was ${was}`, `is ${is}`] }];
  });
}

function signature({ name, params }: KernelSyscall): string {
  return `${name}(${params.map((param) => `${param.type} ${param.name}`).join(', ')})`;
}
