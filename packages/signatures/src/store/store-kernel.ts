import type { Kernel } from '@tracefit/model';
import type { KernelEntry } from './directory';
import type { Topic } from './topic';
import type { TopicTable } from './topic-table';
import * as topics from './topics';
import type { SetPages } from './set-pages';

/** What a kernel of a store is answered from. */
export interface StoreTables {
  readonly sets: SetPages;
  table<T>(topic: Topic<T>): TopicTable<T>;
}

/** One kernel of a store; reads only what it is asked for, and answers with the same objects as its neighbours. */
export function storeKernel(tables: StoreTables, number: number, entry: KernelEntry): Kernel {
  const complete = new Set(entry.complete);

  const all = <T>(topic: Topic<T>, name: string): readonly T[] => {
    for (const { set, items } of tables.table(topic).find(name) ?? []) {
      if (tables.sets.has(set, number)) return items;
    }
    return [];
  };
  const last = <T>(topic: Topic<T>, name: string): T | undefined => all(topic, name).at(-1);

  const namesOf = (topic: Topic<unknown>, prefix = ''): readonly string[] => {
    const found: string[] = [];
    for (const { names, sets } of tables.table(topic).names(prefix)) {
      for (const [at, name] of names.entries()) {
        if (name.startsWith(prefix) && tables.sets.has(sets[at] ?? 0, number)) found.push(name);
      }
    }
    return found;
  };
  const lists = new Map<Topic<unknown>, readonly string[]>();
  const allNames = (topic: Topic<unknown>): readonly string[] => {
    let names = lists.get(topic);
    if (!names) lists.set(topic, (names = namesOf(topic)));
    return names;
  };

  return {
    identity: entry.identity,
    notes: entry.notes,
    complete: (topic) => complete.has(topic),
    func: (name) => last(topics.functions, name),
    clones: (name) => namesOf(topics.functions, `${name}.`).flatMap((clone) => last(topics.functions, clone) ?? []),
    functionNames: () => allNames(topics.functions),
    structs: (kind, name) => all(topics.structs, name).filter((struct) => struct.kind === kind),
    enums: (name) => all(topics.enums, name),
    typedefs: (name) => all(topics.typedefs, name),
    enumValues: (name) => all(topics.enumerators, name),
    tracepoint: (system, name) => last(topics.tracepoints, `${system}:${name}`),
    tracepointNames: () => allNames(topics.tracepoints),
    rawTracepoint: (name) => last(topics.rawTracepoints, name),
    rawTracepointNames: () => allNames(topics.rawTracepoints),
    syscall: (name) => last(topics.syscalls, name),
    data: (name) => last(topics.data, name),
    config: (name) => last(topics.config, name)?.[1],
    modules: () => allNames(topics.modules),
  };
}
