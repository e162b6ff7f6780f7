import type { KernelSnapshot } from '@tracefit/model';
import type { Store } from './store';
import { StoreKernel } from './store-kernel';
import type { Topic } from './topic';
import * as topics from './topics';

/** Everything a store knows of a kernel, as `canonicalSnapshot` gives it. */
export function storeSnapshot(store: Store, id: string): KernelSnapshot | undefined {
  const kernel = store.kernel(id);
  return kernel instanceof StoreKernel ? storedSnapshot(kernel) : undefined;
}

/** Everything that is stored of a kernel. */
export function storedSnapshot({ tables, number, entry }: StoreKernel): KernelSnapshot {
  const items = <T>(topic: Topic<T>): T[] => {
    const found: T[] = [];
    for (const { variants } of tables.table(topic).records()) {
      for (const { set, items } of variants) if (tables.sets.has(set, number)) found.push(...items);
    }
    return found;
  };
  return {
    ...entry,
    functions: items(topics.functions),
    callers: items(topics.callers),
    structs: items(topics.structs),
    forwards: items(topics.forwards),
    enums: items(topics.enums),
    typedefs: items(topics.typedefs),
    tracepoints: items(topics.tracepoints),
    rawTracepoints: items(topics.rawTracepoints),
    syscalls: items(topics.syscalls),
    data: items(topics.data),
    config: Object.fromEntries(items(topics.config)),
    modules: items(topics.modules),
    ...laterFacts(items),
  };
}

/** Facts that kernels without modules, or read by an older version, have nothing of; those are left out. */
function laterFacts(items: <T>(topic: Topic<T>) => readonly T[]): Partial<KernelSnapshot> {
  const untypedModules = items(topics.untypedModules);
  const moduleTypes = items(topics.moduleTypes);
  const kfuncs = items(topics.kfuncs);
  return {
    ...(untypedModules.length > 0 ? { untypedModules } : {}),
    ...(moduleTypes.length > 0 ? { moduleTypes } : {}),
    ...(kfuncs.length > 0 ? { kfuncs } : {}),
  };
}

/** The same snapshot with every list in the order of names; things of one name stay in their order. */
export function canonicalSnapshot(snapshot: KernelSnapshot): KernelSnapshot {
  const sorted = <T>(topic: Topic<T>): T[] =>
    [...topic.items(snapshot)]
      .map((item) => ({ item, key: topic.key(item) }))
      .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
      .map(({ item }) => item);
  return {
    identity: snapshot.identity,
    complete: snapshot.complete,
    notes: snapshot.notes,
    functions: sorted(topics.functions),
    callers: sorted(topics.callers),
    structs: sorted(topics.structs),
    forwards: sorted(topics.forwards),
    enums: sorted(topics.enums),
    typedefs: sorted(topics.typedefs),
    tracepoints: sorted(topics.tracepoints),
    rawTracepoints: sorted(topics.rawTracepoints),
    syscalls: sorted(topics.syscalls),
    data: sorted(topics.data),
    config: Object.fromEntries(sorted(topics.config)),
    modules: sorted(topics.modules),
    ...laterFacts(sorted),
  };
}
