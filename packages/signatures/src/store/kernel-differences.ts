import type { FunctionDifference, Kernel, KernelDifferences, KernelSnapshot, NameDifference } from '@tracefit/model';
import { snapshotItems, storedItems } from './items-of';
import { mergedDifferences } from './merged-differences';
import { StoreKernel } from './store-kernel';
import { StoredFunctionPair } from './stored-function-pair';
import { StoredPair } from './stored-pair';
import { readStructParts } from './struct-topic';
import type { Topic } from './topic';
import * as topics from './topics';
import type { ValueReader } from './value-reader';

/** Finds what two kernels do not have alike. */
export interface Comparison {
  functions(): Iterable<FunctionDifference>;
  /** @param read reads an item, if not the topic itself does */
  of<T>(topic: Topic<T>, read?: (from: ValueReader, key: string) => T): Iterable<NameDifference<T>>;
}

/**
 * All that two kernels do not have alike. Of kernels in one store only what differs is read; all that others have is gone through,
 * which takes seconds.
 *
 * @param snapshotOf everything of a kernel that is in no store
 */
export function kernelDifferences(
  before: Kernel,
  after: Kernel,
  snapshotOf: (kernel: Kernel) => KernelSnapshot,
): KernelDifferences {
  const itemsOf = (kernel: Kernel) =>
    kernel instanceof StoreKernel ? storedItems(kernel) : snapshotItems(snapshotOf(kernel));
  const ofBoth =
    before instanceof StoreKernel && after instanceof StoreKernel && before.tables === after.tables
      ? storedDifferences(before, after)
      : undefined;
  const compared = ofBoth ?? mergedDifferences(itemsOf(before), itemsOf(after));
  const of = <T>(topic: Topic<T>) => again(() => compared.of(topic));
  return {
    functions: again(() => compared.functions()),
    structs: again(() => compared.of(topics.structs, readStructParts)),
    enums: of(topics.enums),
    typedefs: of(topics.typedefs),
    tracepoints: of(topics.tracepoints),
    rawTracepoints: of(topics.rawTracepoints),
    kfuncs: of(topics.kfuncs),
    syscalls: of(topics.syscalls),
    config: again(function* () {
      for (const { name, change, before: old, after: now } of compared.of(topics.config)) {
        yield { name, change, before: old?.[1], after: now?.[1] };
      }
    }),
  };
}

/** What can be gone through more than once, and is read each time. */
function again<T>(read: () => Iterable<T>): Iterable<T> {
  return { [Symbol.iterator]: () => read()[Symbol.iterator]() };
}

function storedDifferences({ tables, number }: StoreKernel, after: StoreKernel): Comparison {
  const [one, other] = [tables.sets.holding(number), tables.sets.holding(after.number)];
  return {
    functions: () =>
      tables
        .table(topics.functions)
        .differing(one, other, (values, names, at, places) => new StoredFunctionPair(values, names, at, places)),
    of: (topic, read = (from, key) => topic.read(from, key)) =>
      tables
        .table(topic)
        .differing(one, other, (values, names, at, places) => new StoredPair(values, names[at] ?? '', places, read)),
  };
}
