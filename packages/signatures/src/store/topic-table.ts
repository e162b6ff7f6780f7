import { type BlockIndex, readBlockIndex } from './block-index';
import { damaged } from './damaged';
import type { TopicEntry } from './directory';
import { type FrameAt, readFrame } from './frame';
import { type Names, readNames } from './names-frame';
import type { PageSource } from './page-source';
import type { Topic } from './topic';
import { type Variants, ValuesReader } from './values-frame';

/** The names of one topic, found through the index of blocks; what was read once is kept. */
export interface TopicTable<T> {
  readonly topic: Topic<T>;
  /** What a name is on the kernels; `undefined` where it is on none. */
  find(name: string): Variants<T> | undefined;
  /** The blocks that may hold names that start with `prefix`, in order. */
  names(prefix: string): Iterable<Names>;
  /** Everything, name by name, without keeping it. */
  records(): Iterable<{ readonly name: string; readonly set: number; readonly variants: Variants<T> }>;
}

export function topicTable<T>(source: PageSource, topic: Topic<T>, start: number, entry: TopicEntry): TopicTable<T> {
  const found = new Map<string, Variants<T> | undefined>();
  const names: (Names | undefined)[] = [];
  const values: (ValuesReader<T> | undefined)[] = [];
  let opened: (BlockIndex & { readonly offsets: readonly number[] }) | undefined;

  const index = () => {
    if (opened) return opened;
    const what = `the index of ${topic.name}`;
    const read = readBlockIndex(readFrame(source, { offset: start, length: entry.index }, what), start);
    const offsets: number[] = [];
    let offset = start + entry.index;
    for (const at of read.first.keys()) {
      offsets.push(offset);
      offset += (read.namesLengths[at] ?? 0) + (read.valuesLengths[at] ?? 0);
    }
    if (offset !== start + entry.index + entry.blocks) {
      throw damaged(`the signature store is damaged: ${what} has wrong lengths in ${source.name}`, start);
    }
    return (opened = { ...read, offsets });
  };

  const namesAt = (block: number): FrameAt => ({
    offset: index().offsets[block] ?? 0,
    length: index().namesLengths[block] ?? 0,
  });
  const valuesAt = (block: number): FrameAt => ({
    offset: (index().offsets[block] ?? 0) + (index().namesLengths[block] ?? 0),
    length: index().valuesLengths[block] ?? 0,
  });
  const describe = (block: number, part: string) =>
    `${part} of the ${topic.name} from ${JSON.stringify(index().first[block])} on`;

  const readBlockNames = (block: number): Names => {
    const at = namesAt(block);
    return readNames(readFrame(source, at, describe(block, 'the names')), at.offset);
  };
  const readBlockValues = (block: number): ValuesReader<T> => {
    const at = valuesAt(block);
    return new ValuesReader(topic, readFrame(source, at, describe(block, 'the values')), at.offset);
  };
  const blockNames = (block: number) => (names[block] ??= readBlockNames(block));

  const search = (name: string): Variants<T> | undefined => {
    const block = lastNotAfter(index().first, name);
    if (block < 0) return undefined;
    const { names, sets } = blockNames(block);
    const at = lastNotAfter(names, name);
    if (names[at] !== name) return undefined;
    values[block] ??= readBlockValues(block);
    return values[block].record(at, name, sets[at] ?? 0);
  };

  return {
    topic,
    find(name) {
      if (!found.has(name)) found.set(name, search(name));
      return found.get(name);
    },
    *names(prefix) {
      const { first } = index();
      for (let block = Math.max(0, lastNotAfter(first, prefix)); block < first.length; block++) {
        const begin = first[block] ?? '';
        if (begin > prefix && !begin.startsWith(prefix)) break;
        yield blockNames(block);
      }
    },
    *records() {
      for (const block of index().first.keys()) {
        const { names, sets } = readBlockNames(block);
        const reader = readBlockValues(block);
        for (const [at, name] of names.entries()) {
          const set = sets[at] ?? 0;
          yield { name, set, variants: reader.record(at, name, set) };
        }
      }
    },
  };
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
