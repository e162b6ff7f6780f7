import type { EnumDef, Kernel, NameDifference, SurfaceEntry } from '@tracefit/model';
import type { Absence } from './absence';
import type { Compared } from './compared';
import { namedEntries } from './named-entries';
import type { Change } from './surface-entry';

/** The enum whose constants are the BPF helpers; include/uapi/linux/bpf.h. */
const helpersEnum = 'bpf_func_id';
const helperPrefix = 'BPF_FUNC_';

/** Enums that came, went, or whose constants did, or have other values. */
export function enumEntries(compared: Compared, absence: Absence): readonly SurfaceEntry[] {
  return namedEntries<EnumDef>(
    {
      part: 'enums',
      differences: compared.differences.enums,
      title: (name) => `enum ${name}`,
      modules: (_, name, side) => compared[side].typeModules('enum', name),
      changes: constantChanges,
    },
    compared,
    absence,
  );
}

function constantChanges(before: EnumDef, after: EnumDef): readonly Change[] {
  const was = new Map(before.values.map(({ name, value }) => [name, value]));
  const is = new Map(after.values.map(({ name, value }) => [name, value]));
  const changes: Change[] = [];
  for (const [name, value] of was) {
    const now = is.get(name);
    if (now === undefined) changes.push({ kind: 'removed', about: name, words: () => `gone: ${name}`, breaking: true });
    else if (now !== value) {
      changes.push({ kind: 'changed', about: name, words: () => `${name} was ${value}, is ${now}`, breaking: true });
    }
  }
  for (const name of is.keys()) {
    if (!was.has(name)) changes.push({ kind: 'added', about: name, words: () => `new: ${name}`, breaking: false });
  }
  return changes;
}

/** BPF helpers, which the kernel's own enum numbers. */
export function helperEntries(compared: Compared, absence: Absence): readonly SurfaceEntry[] {
  return namedEntries({ part: 'helpers', differences: helperDifferences(compared) }, compared, absence);
}

function* helperDifferences({ before, after }: Compared): Iterable<NameDifference<string>> {
  const old = helpersOf(before);
  const now = helpersOf(after);
  for (const name of [...new Set([...old, ...now])].sort()) {
    if (!now.has(name)) yield { name, change: 'removed', before: name, after: undefined };
    else if (!old.has(name)) yield { name, change: 'added', before: undefined, after: name };
  }
}

function helpersOf(kernel: Kernel): ReadonlySet<string> {
  const names = kernel.enums(helpersEnum).flatMap(({ values }) => values.map(({ name }) => name));
  return new Set(
    names.flatMap((name) => (name.startsWith(helperPrefix) ? [`bpf_${name.slice(helperPrefix.length)}`] : [])),
  );
}
