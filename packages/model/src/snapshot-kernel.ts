import type { EnumValue, InlineEnum } from './c-type';
import type { Kernel } from './kernel';
import type { KernelSnapshot } from './kernel-snapshot';
import { firstNotBefore } from './sorted-names';

/** A snapshot in memory as a kernel that can be asked. Indexes are made when first used. */
export function snapshotKernel(snapshot: KernelSnapshot): Kernel {
  const complete = new Set(snapshot.complete);
  const functions = lazy(() => new Map(snapshot.functions.map((f) => [f.name, f])));
  const functionNames = lazy(() => [...functions().keys()].sort());
  const callers = lazy(() => new Map(snapshot.callers.map((c) => [c.name, c])));
  const callees = lazy(() =>
    grouped(
      snapshot.callers.flatMap(({ name, callers: own }) => own.map((caller) => ({ caller: caller.name, name }))),
      (call) => call.caller,
    ),
  );
  const structs = lazy(() => grouped(snapshot.structs, (s) => `${s.kind} ${s.name}`));
  const enums = lazy(() => grouped(snapshot.enums, (e) => e.name));
  const typedefs = lazy(() => grouped(snapshot.typedefs, (t) => t.name));
  const enumValues = lazy(() => {
    const named = snapshot.enums.flatMap((e) => e.values);
    const inline = snapshot.typedefs.flatMap((t) =>
      t.type.kind === 'inline_enum' ? (t.type satisfies InlineEnum).values : [],
    );
    return grouped<EnumValue>([...named, ...inline], (v) => v.name);
  });
  const tracepoints = lazy(() => new Map(snapshot.tracepoints.map((t) => [`${t.system}:${t.name}`, t])));
  const tracepointNames = lazy(() => [...tracepoints().keys()].sort());
  const rawTracepoints = lazy(() => new Map(snapshot.rawTracepoints.map((t) => [t.name, t])));
  const rawTracepointNames = lazy(() => [...rawTracepoints().keys()].sort());
  const kfuncs = lazy(() => new Map(snapshot.kfuncs?.map((k) => [k.name, k])));
  const syscalls = lazy(() => new Map(snapshot.syscalls.map((s) => [s.name, s])));
  const data = lazy(() => new Map(snapshot.data.map((d) => [d.name, d])));
  const moduleTypes = lazy(() => new Map(snapshot.moduleTypes?.map((t) => [`${t.kind} ${t.name}`, t])));
  const config = lazy(() => new Map(Object.entries(snapshot.config)));
  return {
    identity: snapshot.identity,
    notes: snapshot.notes,
    complete: (topic) => complete.has(topic),
    func: (name) => functions().get(name),
    clones: (name) => prefixed(functionNames(), `${name}.`).flatMap((clone) => functions().get(clone) ?? []),
    functionNames: (prefix) => prefixed(functionNames(), prefix),
    callers: (name) =>
      complete.has('callers') ? (callers().get(name) ?? { name, callers: [], addressTaken: false }) : undefined,
    callees: (name) =>
      complete.has('callers') ? (callees().get(name) ?? []).map((call) => call.name).sort() : undefined,
    structs: (kind, name) => structs().get(`${kind} ${name}`) ?? [],
    enums: (name) => enums().get(name) ?? [],
    typedefs: (name) => typedefs().get(name) ?? [],
    enumValues: (name) => enumValues().get(name) ?? [],
    tracepoint: (system, name) => tracepoints().get(`${system}:${name}`),
    tracepointNames: (prefix) => prefixed(tracepointNames(), prefix),
    rawTracepoint: (name) => rawTracepoints().get(name),
    rawTracepointNames: (prefix) => prefixed(rawTracepointNames(), prefix),
    kfunc: (name) => kfuncs().get(name),
    syscall: (name) => syscalls().get(name),
    data: (name) => data().get(name),
    config: (name) => config().get(name),
    modules: () => snapshot.modules,
    untypedModules: () => snapshot.untypedModules ?? [],
    typeModules: (kind, name) => moduleTypes().get(`${kind} ${name}`)?.modules ?? [],
  };
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

/** Those of some names, sorted by code unit, that begin with `prefix`. */
function prefixed(names: readonly string[], prefix = ''): readonly string[] {
  if (prefix === '') return names;
  const start = firstNotBefore(names, prefix);
  let end = start;
  while (names[end]?.startsWith(prefix) === true) end++;
  return names.slice(start, end);
}
