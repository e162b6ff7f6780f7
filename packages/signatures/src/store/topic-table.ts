import { type BlockIndex, readBlockIndex } from './block-index';
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
  let opened: BlockIndex | undefined;
  const index = (): BlockIndex => {
    if (opened) return opened;
    const at = { offset: start, length: entry.index };
    return (opened = readBlockIndex(readFrame(source, at, `the index of ${topic.name}`), start, entry.blocks));
  };

  /** Names and values are frames in turn. */
  const frameAt = (frame: number): FrameAt => {
    const { starts } = index();
    const from = starts[frame] ?? 0;
    return { offset: start + entry.index + from, length: (starts[frame + 1] ?? 0) - from };
  };
  const describe = (block: number, part: string) =>
    `${part} of the ${topic.name} from ${JSON.stringify(index().first[block])} on`;

  const readBlockNames = (block: number): Names => {
    const at = frameAt(2 * block);
    return readNames(readFrame(source, at, describe(block, 'the names')), at.offset);
  };
  const readBlockValues = (block: number): ValuesReader<T> => {
    const at = frameAt(2 * block + 1);
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
