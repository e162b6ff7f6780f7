import type { KernelSnapshot } from '@tracefit/model';
import type { Codec, Shared } from './codec';
import type { ValueReader } from './value-reader';
import type { ValueWriter } from './value-writer';

/** One kind of things the store finds by name. */
export interface Topic<T> {
  /** In the store's directory and in error sentences. */
  readonly name: string;
  /** How its values are written, in the words of `Codec.shape`; a store with another shape cannot be read. */
  readonly shape: string;
  /** The shared parts of its values, what is referred to first. */
  readonly tables: readonly Shared<unknown>[];
  /** A store may lack it: it was written before there was such a topic, and has nothing of it. */
  readonly isLater?: true;
  items(snapshot: KernelSnapshot): Iterable<T>;
  /** What an item is found by; several items of a kernel may have the same. */
  key(item: T): string;
  /** Writes all of an item but what its key says. */
  write(to: ValueWriter, item: T): void;
  read(from: ValueReader, key: string): T;
  /** Goes behind an item, which costs less than to read it. */
  skip(from: ValueReader): void;
}

/** A topic whose items are objects with their `name` as key. */
export function namedTopic<T extends { readonly name: string }>(
  topic: Pick<Topic<T>, 'name' | 'items' | 'tables' | 'isLater'> & { readonly codec: Codec<Omit<T, 'name'>> },
): Topic<T> {
  const { codec, ...rest } = topic;
  return {
    ...rest,
    shape: codec.shape,
    key: (item) => item.name,
    write(to, item) {
      codec.write(to, item);
    },
    skip(from) {
      codec.skip(from);
    },
    // What is left out of an item is its name and nothing else.
    read: (from, key) => ({ name: key, ...codec.read(from) }) as T,
  };
}
