import type { Kernel, KernelIdentity } from '@tracefit/model';
import { damaged } from './store-errors';
import { type Directory, readDirectory } from './directory';
import { type FrameAt, readFrame } from './frame';
import { readHeader } from './header';
import type { PageSource } from './page-source';
import { readSetPages } from './set-pages';
import { storeKernel, type StoreTables } from './store-kernel';
import type { Topic } from './topic';
import { topicTable, type TopicTable } from './topic-table';
import { topics } from './topics';

/** Kernels that can be asked by their ids. */
export interface KernelShelf {
  /** Oldest version first. */
  readonly kernels: readonly KernelIdentity[];
  kernel(id: string): Kernel | undefined;
  close(): void;
}

/** An open signature store. */
export interface Store extends KernelShelf, StoreTables {
  /** Its path. */
  readonly name: string;
  readonly directory: Directory;
}

/**
 * Opens a signature store: reads its header and directory, nothing else.
 * @throws FormatError where it is no store, damaged, cut off or of another version; so do all later look-ups
 */
export function openStore(source: PageSource): Store {
  const at = readHeader(source);
  const directory = readDirectory(readFrame(source, at, 'the directory'), at.offset);
  const { starts, setPages } = layout(source, directory, at.offset + at.length);
  const sets = readSetPages(source, setPages, { sets: directory.sets, kernels: directory.kernels.length });
  const tables = new Map<Topic<unknown>, TopicTable<unknown>>();
  for (const [place, topic] of topics.entries()) {
    const entry = directory.topics[place];
    if (entry?.name !== topic.name) {
      throw damaged(`the signature store is damaged: ${topic.name} are missing in ${source.name}`, at.offset);
    }
    tables.set(topic, topicTable(source, topic, starts[place] ?? 0, entry));
  }
  // A table was made for its topic, so it holds what the topic reads.
  const table = <T>(topic: Topic<T>) => tables.get(topic) as TopicTable<T>;
  const numbers = new Map(directory.kernels.map(({ identity }, number) => [identity.id, number]));
  const opened = new Map<number, Kernel>();
  return {
    name: source.name,
    directory,
    kernels: directory.kernels.map(({ identity }) => identity),
    sets,
    table,
    kernel(id) {
      const number = numbers.get(id);
      const entry = number === undefined ? undefined : directory.kernels[number];
      if (number === undefined || !entry) return undefined;
      let kernel = opened.get(number);
      if (!kernel) opened.set(number, (kernel = storeKernel({ sets, table }, number, entry)));
      return kernel;
    },
    close: () => {
      source.close();
    },
  };
}

/** Where everything behind the directory lies: the pages of sets, then topic by topic an index and its blocks. */
function layout(source: PageSource, directory: Directory, body: number) {
  let offset = body;
  const setPages = directory.setPages.map((length): FrameAt => {
    offset += length;
    return { offset: offset - length, length };
  });
  const starts = directory.topics.map(({ index, blocks }) => {
    offset += index + blocks;
    return offset - index - blocks;
  });
  if (offset !== source.length) {
    throw damaged(`the signature store is damaged: its parts do not add up in ${source.name}`, body);
  }
  return { setPages, starts };
}
