import type { KernelSnapshot } from '@tracefit/model';
import type { StoreKernel } from './store-kernel';
import type { Topic } from './topic';

/** The first thing of each name that a kernel has of a topic, in the order of the names. */
export type ItemsOf = <T>(topic: Topic<T>) => Iterable<NamedItem<T>>;

export interface NamedItem<T> {
  readonly name: string;
  readonly item: T;
}

export function snapshotItems(snapshot: KernelSnapshot): ItemsOf {
  return <T>(topic: Topic<T>) => {
    const first = new Map<string, T>();
    for (const item of topic.items(snapshot)) {
      const name = topic.key(item);
      if (!first.has(name)) first.set(name, item);
    }
    return Array.from(first, ([name, item]) => ({ name, item })).sort((a, b) => (a.name < b.name ? -1 : 1));
  };
}

/** Read while one goes through them. */
export function storedItems({ tables, number }: StoreKernel): ItemsOf {
  const holding = tables.sets.holding(number);
  const nobody = new Uint8Array(holding.length);
  return <T>(topic: Topic<T>) =>
    tables.table(topic).differing(holding, nobody, (values, names, at, { before }): NamedItem<T> => {
      const name = names[at] ?? '';
      return { name, item: topic.read(values.at(before), name) };
    });
}
