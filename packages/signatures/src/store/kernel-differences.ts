import type { Kernel, KernelDifferences, KernelSnapshot, NameDifference } from '@tracefit/model';
import { bytesSource } from './page-source';
import { openStore } from './store';
import { StoreKernel } from './store-kernel';
import { storedSnapshot } from './store-snapshot';
import { writeStore } from './store-writer';
import type { Topic } from './topic';
import * as topics from './topics';

/**
 * All that two kernels do not have alike. Of kernels in one store only what differs is read; others are put into a store in
 * memory first, which takes seconds.
 *
 * @param snapshotOf everything of a kernel that is in no store
 */
export function kernelDifferences(
  before: Kernel,
  after: Kernel,
  snapshotOf: (kernel: Kernel) => KernelSnapshot,
): KernelDifferences {
  if (before instanceof StoreKernel && after instanceof StoreKernel && before.tables === after.tables) {
    return differencesIn(before, after);
  }
  // Both have one id where a build is held against itself.
  const both = [before, after].map((kernel, at) => {
    const snapshot = kernel instanceof StoreKernel ? storedSnapshot(kernel) : snapshotOf(kernel);
    return { ...snapshot, identity: { ...snapshot.identity, id: String(at) } };
  });
  const store = openStore(bytesSource(writeStore(both, { quality: 1 })));
  const [one, other] = ['0', '1'].map((id) => store.kernel(id));
  if (!(one instanceof StoreKernel) || !(other instanceof StoreKernel)) throw new Error('a store has what was written');
  return differencesIn(one, other);
}

function differencesIn(before: StoreKernel, after: StoreKernel): KernelDifferences {
  const of = <T>(topic: Topic<T>) => differentNames(topic, before, after);
  return {
    functions: of(topics.functions),
    structs: of(topics.structs),
    enums: of(topics.enums),
    typedefs: of(topics.typedefs),
    tracepoints: of(topics.tracepoints),
    rawTracepoints: of(topics.rawTracepoints),
    syscalls: of(topics.syscalls),
    config: of(topics.config).map(({ name, before: old, after: now }) => ({
      name,
      before: old.map(([, value]) => value),
      after: now.map(([, value]) => value),
    })),
  };
}

function differentNames<T>(topic: Topic<T>, before: StoreKernel, after: StoreKernel): readonly NameDifference<T>[] {
  const { sets } = before.tables;
  const found: NameDifference<T>[] = [];
  const table = before.tables.table(topic);
  for (const { name, variants } of table.differing(sets.holding(before.number), sets.holding(after.number))) {
    const on = ({ number }: StoreKernel) => variants.find(({ set }) => sets.has(set, number))?.items ?? [];
    found.push({ name, before: on(before), after: on(after) });
  }
  return found;
}
