import type { EnumDef, Kernel, NameDifference, SurfaceDetail, SurfaceEntry } from '@tracefit/model';
import type { Absence } from './absence';
import { changedEntry, firstOfBoth, nothingMore, surfaceEntry } from './surface-entry';
import { loneType } from './type-entries';

/** The enum whose constants are the BPF helpers; include/uapi/linux/bpf.h. */
const helpersEnum = 'bpf_func_id';
const helperPrefix = 'BPF_FUNC_';

/** Enums that came, went, or whose constants did, or have other values. */
export function enumEntries(
  before: Kernel,
  after: Kernel,
  differences: Iterable<NameDifference<EnumDef>>,
  absence: Absence,
): readonly SurfaceEntry[] {
  const entries: SurfaceEntry[] = [];
  for (const difference of differences) {
    const { name } = difference;
    const { old, now } = firstOfBoth(difference);
    const head = { part: 'enums', name: `enum ${name}` } as const;
    if (old && now) {
      const modules = after.typeModules('enum', name);
      entries.push(...changedEntry({ ...head, modules }, constantChanges(old, now)));
    } else {
      const is = old ? 'removed' : 'added';
      entries.push(...loneType(before, after, { ...head, is }, { kind: 'enum', name }, absence));
    }
  }
  return entries;
}

function constantChanges(before: EnumDef, after: EnumDef): readonly SurfaceDetail[] {
  const was = new Map(before.values.map(({ name, value }) => [name, value]));
  const is = new Map(after.values.map(({ name, value }) => [name, value]));
  const changes: SurfaceDetail[] = [];
  for (const [name, value] of was) {
    const now = is.get(name);
    if (now === undefined) changes.push({ kind: 'removed', about: name, text: `gone: ${name}`, breaking: true });
    else if (now !== value) {
      changes.push({ kind: 'changed', about: name, text: `${name} was ${value}, is ${now}`, breaking: true });
    }
  }
  for (const name of is.keys()) {
    if (!was.has(name)) changes.push({ kind: 'added', about: name, text: `new: ${name}`, breaking: false });
  }
  return changes;
}

/** BPF helpers, which the kernel's own enum numbers. */
export function helperEntries(before: Kernel, after: Kernel): readonly SurfaceEntry[] {
  const old = helpersOf(before);
  const now = helpersOf(after);
  const names = [...new Set([...old, ...now])].filter((name) => !old.has(name) || !now.has(name));
  return names.sort().map((name) => {
    const removed = old.has(name);
    return surfaceEntry(
      { part: 'helpers', name, change: removed ? 'removed' : 'added', breaking: removed },
      nothingMore,
    );
  });
}

function helpersOf(kernel: Kernel): ReadonlySet<string> {
  const names = kernel.enums(helpersEnum).flatMap(({ values }) => values.map(({ name }) => name));
  return new Set(
    names.flatMap((name) => (name.startsWith(helperPrefix) ? [`bpf_${name.slice(helperPrefix.length)}`] : [])),
  );
}
