import { type BlockIndex, readBlockIndex } from './block-index';
import type { TopicEntry } from './directory';
import { readFrame } from './frame';
import { type Names, readNames } from './names-frame';
import type { PageSource } from './page-source';
import type { Topic } from './topic';
import { type PairPlaces, type Variants, ValuesReader } from './values-frame';

/** Of every set that it does not hold the kernel. */
const noKernel = new Uint8Array();

/** Of a topic that a store does not have. */
const noBlocks: BlockIndex = { first: [], starts: [0] };

/** The names of one topic, found through the index of its blocks; what was read once is kept. */
export class TopicTable<T> {
  #index: BlockIndex | undefined;
  readonly #names: (Names | undefined)[] = [];
  readonly #values: (ValuesReader<T> | undefined)[] = [];
  #all: Names | undefined;
  readonly #found = new Map<string, Variants<T>>();

  /** @param start where the topic's index begins in the store */
  constructor(
    readonly source: PageSource,
    readonly topic: Topic<T>,
    readonly start: number,
    readonly entry: TopicEntry,
  ) {}

  /** What a name is on the kernels; empty where it is on none. */
  find(name: string): Variants<T> {
    let found = this.#found.get(name);
    if (!found) this.#found.set(name, (found = this.#search(name)));
    return found;
  }

  /**
   * The first thing of a name on one kernel; the other kernels' are passed over, and nothing is kept: for whoever looks up many names once.
   *
   * @param holding for every set of kernels 1 where it holds the kernel
   */
  itemOn(name: string, holding: Uint8Array): T | undefined {
    const place = this.#place(name);
    if (!place) return undefined;
    const { values, at, set } = place;
    const { before } = values.pair(at, set, holding, noKernel) ?? { before: -1 };
    return before < 0 ? undefined : this.topic.read(place.values.at(before), name);
  }

  /** The blocks that may hold names that begin with `prefix`, in order. */
  *blocks(prefix: string): Iterable<Names> {
    const { first } = this.#readIndex();
    for (let block = Math.max(0, lastNotAfter(first, prefix)); block < first.length; block++) {
      const begin = first[block] ?? '';
      if (begin > prefix && !begin.startsWith(prefix)) break;
      yield (this.#names[block] ??= this.#readNames(block));
    }
  }

  /** All names of all kernels, in order. */
  all(): Names {
    if (!this.#all) {
      const blocks = [...this.blocks('')];
      const names = ([] as readonly string[]).concat(...blocks.map((block) => block.names));
      const sets = new Uint32Array(names.length);
      let at = 0;
      for (const block of blocks) {
        sets.set(block.sets, at);
        at += block.names.length;
      }
      this.#all = { names, sets };
    }
    return this.#all;
  }

  /** Everything, name by name, without keeping it. */
  *records(): Iterable<{ readonly name: string; readonly variants: Variants<T> }> {
    for (const block of this.#readIndex().first.keys()) {
      const { names, sets } = this.#readNames(block);
      const values = this.#readValues(block);
      for (const [at, name] of names.entries()) yield { name, variants: values.record(at, name, sets[at] ?? 0) };
    }
  }

  /** The names of every block, as they are read; its values are unpacked too, and nothing is made of them. */
  *unpackedBlocks(): Iterable<Names> {
    for (const block of this.#readIndex().first.keys()) {
      this.#readFrame(block, 1);
      yield this.#readNames(block);
    }
  }

  /**
   * The names that are not the same on two kernels, in order; nothing is made of the others, and nothing of these before it is asked for.
   * A block is kept only while one goes through its names, so that what is asked of them is at hand: all blocks together are more than
   * what most comparisons are about.
   *
   * @param before for every set of kernels 1 where it holds the one, `after` where it holds the other
   * @param make what is made of a name: number `at` of a block's names
   */
  *differing<D>(
    before: Uint8Array,
    after: Uint8Array,
    make: (values: ValuesReader<T>, names: readonly string[], at: number, places: PairPlaces) => D,
  ): Iterable<D> {
    for (const block of this.#readIndex().first.keys()) {
      const kept = { names: this.#names[block], values: this.#values[block] };
      const { names, sets } = (this.#names[block] ??= this.#readNames(block));
      for (let at = 0; at < names.length; at++) {
        const set = sets[at] ?? 0;
        if (before[set] !== 1 && after[set] !== 1) continue;
        const values = (this.#values[block] ??= this.#readValues(block));
        const places = values.pair(at, set, before, after);
        if (places) yield make(values, names, at, places);
      }
      this.#names[block] = kept.names;
      this.#values[block] = kept.values;
    }
  }

  #search(name: string): Variants<T> {
    const place = this.#place(name);
    return place ? place.values.record(place.at, name, place.set) : [];
  }

  /** Where a name lies, if any kernel has it. */
  #place(name: string): { readonly values: ValuesReader<T>; readonly at: number; readonly set: number } | undefined {
    const block = lastNotAfter(this.#readIndex().first, name);
    if (block < 0) return undefined;
    const { names, sets } = (this.#names[block] ??= this.#readNames(block));
    const at = lastNotAfter(names, name);
    if (names[at] !== name) return undefined;
    return { values: (this.#values[block] ??= this.#readValues(block)), at, set: sets[at] ?? 0 };
  }

  #readIndex(): BlockIndex {
    if (this.entry.index === 0) return noBlocks;
    const at = { offset: this.start, length: this.entry.index };
    return (this.#index ??= readBlockIndex(
      readFrame(this.source, at, `the index of ${this.topic.name}`),
      this.start,
      this.entry.blocks,
    ));
  }

  #readNames(block: number): Names {
    const { bytes, offset } = this.#readFrame(block, 0);
    return readNames(bytes, offset);
  }

  #readValues(block: number): ValuesReader<T> {
    const { bytes, offset } = this.#readFrame(block, 1);
    return new ValuesReader(this.topic, bytes, offset);
  }

  /** A block's names (0) or values (1): frames in turn. */
  #readFrame(block: number, part: 0 | 1): { readonly bytes: Uint8Array; readonly offset: number } {
    const { first, starts } = this.#readIndex();
    const begin = starts[2 * block + part] ?? 0;
    const end = starts[2 * block + part + 1] ?? 0;
    const offset = this.start + this.entry.index + begin;
    const what = `${part === 0 ? 'names' : 'values'} of the ${this.topic.name} from ${JSON.stringify(first[block])} on`;
    return { bytes: readFrame(this.source, { offset, length: end - begin }, `a block (${what})`), offset };
  }
}

/** The place of the last of some sorted names that is not after `name`, or -1. */
function lastNotAfter(names: readonly string[], name: string): number {
  let low = 0;
  let high = names.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((names[middle] ?? '') <= name) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
