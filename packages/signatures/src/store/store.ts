import type { Kernel, KernelIdentity } from '@tracefit/model';
import { type Directory, readDirectory, type TopicEntry } from './directory';
import { type FrameAt, readFrame } from './frame';
import { readHeader } from './header';
import type { PageSource } from './page-source';
import { readSetPages, type SetPages } from './set-pages';
import { damaged } from './store-errors';
import { StoreKernel, type StoreTables } from './store-kernel';
import type { Topic } from './topic';
import { TopicTable } from './topic-table';
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
  /** The topics that this program does not know: their names can be read, and what their values mean cannot. */
  unknownTables(): readonly TopicTable<undefined>[];
}

/**
 * Opens a signature store: reads its header and directory, nothing else.
 * @throws FormatError where it is no store, damaged, cut off or of another version; so do all later look-ups
 */
export function openStore(source: PageSource): Store {
  const at = readHeader(source);
  const directory = readDirectory(readFrame(source, at, 'the directory'), at.offset);
  return new OpenStore(source, directory, at.offset + at.length);
}

/** A topic without names. */
function nothing({ name, shape }: Topic<unknown>): TopicEntry {
  return { name, shape, names: 0, index: 0, blocks: 0 };
}

function unknownTopic({ name, shape }: TopicEntry): Topic<undefined> {
  return {
    name,
    shape,
    tables: [],
    items: () => [],
    key: () => name,
    write: () => undefined,
    read: () => undefined,
    skip: () => undefined,
  };
}

class OpenStore implements Store {
  readonly kernels: readonly KernelIdentity[];
  readonly sets: SetPages;
  readonly #kernels: StoreKernel[] = [];
  readonly #tables = new Map<Topic<unknown>, TopicTable<unknown>>();
  /** Where each topic of the directory begins in the store. */
  readonly #starts: readonly number[];

  constructor(
    readonly source: PageSource,
    readonly directory: Directory,
    body: number,
  ) {
    // Everything follows the directory in its order: pages of sets, then topic by topic an index and its blocks.
    let offset = body;
    const place = (length: number): number => (offset += length) - length;
    const pages = directory.setPages.map((length): FrameAt => ({ offset: place(length), length }));
    this.#starts = directory.topics.map(({ index, blocks }) => place(index + blocks));
    if (offset !== source.length) {
      throw damaged(`the signature store is damaged: its parts do not add up in ${source.name}`, body);
    }
    this.kernels = directory.kernels.map(({ identity }) => identity);
    this.sets = readSetPages(source, pages, { sets: directory.sets, kernels: directory.kernels.length });
  }

  get name(): string {
    return this.source.name;
  }

  has({ name }: Topic<unknown>): boolean {
    return this.directory.topics.some((entry) => entry.name === name);
  }

  unknownTables(): readonly TopicTable<undefined>[] {
    const known = new Set(topics.map(({ name }) => name));
    return this.directory.topics.flatMap((entry, place) =>
      known.has(entry.name) ? [] : [new TopicTable(this.source, unknownTopic(entry), this.#starts[place] ?? 0, entry)],
    );
  }

  table<T>(topic: Topic<T>): TopicTable<T> {
    let table = this.#tables.get(topic);
    if (!table) {
      const place = this.directory.topics.findIndex(({ name }) => name === topic.name);
      const entry = this.directory.topics[place] ?? (topic.isLater ? nothing(topic) : undefined);
      if (!entry) throw damaged(`the signature store is damaged: it has no ${topic.name}, ${this.name}`, 0);
      if (entry.shape !== topic.shape) {
        throw damaged(
          `the signature store is of another version of tracefit: its ${topic.name} differ, ${this.name}`,
          0,
        );
      }
      table = new TopicTable<unknown>(this.source, topic, this.#starts[place] ?? 0, entry);
      this.#tables.set(topic, table);
    }
    // A table was made for its topic, so it holds what the topic reads.
    return table as TopicTable<T>;
  }

  kernel(id: string): Kernel | undefined {
    const number = this.kernels.findIndex((identity) => identity.id === id);
    const entry = this.directory.kernels[number];
    return entry && (this.#kernels[number] ??= new StoreKernel(this, number, entry));
  }

  close(): void {
    this.source.close();
  }
}
