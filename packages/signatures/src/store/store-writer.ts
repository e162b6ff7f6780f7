import type { KernelSnapshot } from '@tracefit/model';
import { ByteCursor } from './byte-cursor';
import type { KernelEntry } from './directory';
import { compareKernels, compareText } from './kernel-order';
import { KernelSets } from './kernel-sets';
import { packStore } from './pack-store';
import type { Store } from './store';
import { unfit } from './store-errors';
import { canonicalSnapshot } from './store-snapshot';
import { checkText } from './texts';
import type { Topic } from './topic';
import { topics } from './topics';
import { ValueReader } from './value-reader';
import { bytesKey, ValueWriter } from './value-writer';

/** Makes one store of many kernels, which are given one after the other and not kept. */
export interface StoreWriter {
  /** @throws UsageError where a kernel of that id was given before */
  add(snapshot: KernelSnapshot): void;
  /** Takes kernels over from another store, all or those of the ids, without their snapshots being made. */
  addStore(store: Store, ids?: ReadonlySet<string>): void;
  /** The bytes of the store: the same for the same kernels in any order. */
  finish(): Uint8Array;
}

export interface StoreOptions {
  /** Brotli's quality, 0 to 11 (9 if not given); 11 makes a store 7 % smaller than 9 and takes four times as long. */
  readonly quality?: number;
}

/** What a name is on some kernels while the store is gathered. */
interface Gathered {
  /** The number of items and the items, as bytes that refer to the writer's own tables. */
  readonly items: string;
  /** The set of kernels, numbered as they were given. */
  set: number;
}

export function storeWriter({ quality = 9 }: StoreOptions = {}): StoreWriter {
  const kernels: KernelEntry[] = [];
  const sets = new KernelSets();
  const values = new ValueWriter();
  const gathered = new Map(topics.map((topic) => [topic, new Map<string, Gathered[]>()]));

  const addKernel = (entry: KernelEntry): number => {
    if (kernels.some(({ identity }) => identity.id === entry.identity.id)) {
      throw unfit(`the store would hold two kernels of the name ${entry.identity.id}`);
    }
    return kernels.push(entry) - 1;
  };

  const gather = (topic: Topic<unknown>, name: string, items: readonly unknown[], set: number): void => {
    const bytes = values.apart(() => {
      values.out.varint(items.length);
      for (const item of items) topic.write(values, item);
    });
    const key = bytesKey(bytes);
    const names = gathered.get(topic);
    const variants = names?.get(name);
    const variant = variants?.find((known) => known.items === key);
    if (variant) variant.set = sets.union(variant.set, set);
    else if (variants) variants.push({ items: key, set });
    else names?.set(checkText(name), [{ items: key, set }]);
  };

  const restore = (topic: Topic<unknown>, name: string, { items }: Gathered): unknown[] => {
    const cursor = new ByteCursor(Buffer.from(items, 'latin1'), 0);
    const reader = new ValueReader(cursor, values.texts, values.tables);
    return Array.from({ length: cursor.varint() }, () => topic.read(reader.begin(cursor.position), name));
  };

  return {
    add(given) {
      const snapshot = canonicalSnapshot(given);
      const { identity, complete, notes } = snapshot;
      const set = sets.id(1n << BigInt(addKernel({ identity, complete, notes })));
      for (const topic of topics) {
        for (const [name, items] of groupByName(topic, snapshot)) gather(topic, name, items, set);
      }
    },

    addStore(store, ids) {
      const numbers = store.directory.kernels.map((entry) =>
        ids?.has(entry.identity.id) === false ? undefined : addKernel(entry),
      );
      const moved = memoized((set) => sets.id(moveMembers(store.sets.members(set), numbers)));
      for (const topic of topics) {
        for (const { name, variants } of store.table(topic).records()) {
          for (const { set, items } of variants) {
            const kept = moved(set);
            if (kept !== 0) gather(topic, name, items, kept);
          }
        }
      }
    },

    finish() {
      const order = [...kernels.entries()].sort(([, a], [, b]) => compareKernels(a.identity, b.identity));
      const places: number[] = [];
      for (const [place, [number]] of order.entries()) places[number] = place;
      const moved = memoized((set) => moveMembers(sets.members(set), places));
      const packed = topics.map((topic) => {
        const names = gathered.get(topic) ?? new Map<string, Gathered[]>();
        return {
          topic,
          names: [...names.keys()].sort(compareText),
          variants: (name: string) =>
            (names.get(name) ?? []).map((variant) => ({
              members: moved(variant.set),
              items: () => restore(topic, name, variant),
            })),
        };
      });
      return packStore(
        order.map(([, entry]) => entry),
        packed,
        quality,
      );
    },
  };
}

/** Makes a store of snapshots: the same bytes for the same snapshots in any order. */
export function writeStore(snapshots: Iterable<KernelSnapshot>, options: StoreOptions = {}): Uint8Array {
  const writer = storeWriter(options);
  for (const snapshot of snapshots) writer.add(snapshot);
  return writer.finish();
}

function groupByName(topic: Topic<unknown>, snapshot: KernelSnapshot): Map<string, unknown[]> {
  const groups = new Map<string, unknown[]>();
  for (const item of topic.items(snapshot)) {
    const name = topic.key(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}

/** A set with every kernel's number replaced by another, and left out where there is none. */
function moveMembers(members: bigint, numbers: readonly (number | undefined)[]): bigint {
  let moved = 0n;
  for (const [from, to] of numbers.entries()) {
    if (to !== undefined && (members >> BigInt(from)) % 2n === 1n) moved |= 1n << BigInt(to);
  }
  return moved;
}

function memoized<T>(make: (set: number) => T): (set: number) => T {
  const made = new Map<number, T>();
  return (set) => {
    let value = made.get(set);
    if (value === undefined) made.set(set, (value = make(set)));
    return value;
  };
}
