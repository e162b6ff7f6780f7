import type { FunctionDifference, Kernel, KernelDifferences, KernelSnapshot, NameDifference } from '@tracefit/model';
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
  const { sets } = before.tables;
  const kernels = { before: sets.holding(before.number), after: sets.holding(after.number) };
  const of = <T>(topic: Topic<T>): Iterable<NameDifference<T>> =>
    again(() => before.tables.table(topic).differing({ ...kernels, read: (from, key) => topic.read(from, key) }));
  const functions = before.tables.table(topics.functions);
  return {
    functions: again(() => functionDifferences(functions.differing({ ...kernels, read: topics.readFunctionParts }))),
    structs: of(topics.structs),
    enums: of(topics.enums),
    typedefs: of(topics.typedefs),
    tracepoints: of(topics.tracepoints),
    rawTracepoints: of(topics.rawTracepoints),
    kfuncs: of(topics.kfuncs),
    syscalls: of(topics.syscalls),
    config: again(function* () {
      for (const { name, before: old, after: now } of of(topics.config)) {
        yield { name, before: old.map(([, value]) => value), after: now.map(([, value]) => value) };
      }
    }),
  };
}

/** What can be gone through more than once, and is read each time. */
function again<T>(read: () => Iterable<T>): Iterable<T> {
  return { [Symbol.iterator]: () => read()[Symbol.iterator]() };
}

/** Within a block the same prototypes, and the same symbols, have one number: they need not be read to be told alike. */
function* functionDifferences(found: Iterable<NameDifference<topics.StoredFunction>>): Iterable<FunctionDifference> {
  for (const { name, before, after } of found) {
    const old = before[0];
    const now = after[0];
    const sameProtos = old?.protosId === now?.protosId;
    const sameSymbols = old?.symbolsId === now?.symbolsId;
    yield { name, before, after, sameProtos, sameSymbols };
  }
}
