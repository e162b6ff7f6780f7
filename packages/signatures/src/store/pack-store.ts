import { writeBlockIndex } from './block-index';
import { type KernelEntry, type TopicEntry, writeDirectory } from './directory';
import { packFrame, sealFrame } from './frame';
import { headerLength, writeHeader } from './header';
import { writeNames } from './names-frame';
import { writeSetPages } from './set-pages';
import type { Topic } from './topic';
import { ValuesWriter } from './values-frame';

/** A topic's names in order, and what each is on which kernels. */
export interface GatheredTopic<T> {
  readonly topic: Topic<T>;
  readonly names: readonly string[];
  variants(name: string): readonly GatheredVariant<T>[];
}

export interface GatheredVariant<T> {
  /** The kernels as bits, the first kernel the lowest. */
  readonly members: bigint;
  items(): readonly T[];
}

/** A block ends with the record that reaches either: unpacked bytes of records, names. */
const blockBytes = 16384;
const blockNames = 1024;

/** Lays a store out: header, directory, pages of sets, and for each topic its index and its blocks. */
export function packStore(
  kernels: readonly KernelEntry[],
  topics: readonly GatheredTopic<unknown>[],
  quality: number,
): Uint8Array {
  const sets = numberSets(topics);
  const pages = writeSetPages([...sets.keys()], kernels.length).map((page) => packFrame(page, quality));
  const packed = topics.map((topic) => packTopic(topic, sets, quality));
  const directory = packFrame(
    writeDirectory({
      kernels,
      sets: sets.size,
      setPages: pages.map((page) => page.length),
      topics: packed.map(({ entry }) => entry),
    }),
    quality,
  );
  const frames = [directory, ...pages, ...packed.flatMap((topic) => topic.frames)];
  const length = frames.reduce((sum, frame) => sum + frame.length, headerLength);
  const store = new Uint8Array(length);
  store.set(writeHeader(directory.length, length));
  let offset = headerLength;
  for (const frame of frames) {
    sealFrame(frame, offset);
    store.set(frame, offset);
    offset += frame.length;
  }
  return store;
}

/** Numbers the sets of kernels, those used most first. */
function numberSets(topics: readonly GatheredTopic<unknown>[]): ReadonlyMap<bigint, number> {
  const uses = new Map<bigint, number>();
  const use = (members: bigint) => uses.set(members, (uses.get(members) ?? 0) + 1);
  for (const { names, variants } of topics) {
    for (const name of names) {
      const all = variants(name);
      use(union(all));
      if (all.length > 1) for (const { members } of all) use(members);
    }
  }
  const sorted = [...uses].sort(([a, usesOfA], [b, usesOfB]) => usesOfB - usesOfA || (a < b ? -1 : 1));
  return new Map(sorted.map(([members], number) => [members, number]));
}

function packTopic<T>(
  { topic, names, variants }: GatheredTopic<T>,
  sets: ReadonlyMap<bigint, number>,
  quality: number,
): { readonly entry: TopicEntry; readonly frames: readonly Uint8Array[] } {
  const blocks: Uint8Array[] = [];
  const first: string[] = [];
  const number = (members: bigint) => sets.get(members) ?? 0;
  let block: { readonly names: string[]; readonly sets: number[]; readonly values: ValuesWriter<T> } | undefined;
  const finishBlock = () => {
    if (!block) return;
    blocks.push(packFrame(writeNames(block), quality), packFrame(block.values.done(), quality));
    first.push(block.names[0] ?? '');
    block = undefined;
  };
  for (const name of names) {
    block ??= { names: [], sets: [], values: new ValuesWriter(topic) };
    const sorted = [...variants(name)].sort((a, b) => (lowest(a.members) < lowest(b.members) ? -1 : 1));
    block.names.push(name);
    block.sets.push(number(union(sorted)));
    block.values.add(sorted.map(({ members, items }) => ({ set: number(members), items: items() })));
    if (block.values.length >= blockBytes || block.names.length >= blockNames) finishBlock();
  }
  finishBlock();
  const lengths = blocks.map((frame) => frame.length);
  const index = packFrame(writeBlockIndex(first, lengths), quality);
  return {
    entry: {
      name: topic.name,
      shape: topic.shape,
      names: names.length,
      index: index.length,
      blocks: lengths.reduce((sum, length) => sum + length, 0),
    },
    frames: [index, ...blocks],
  };
}

function union(variants: readonly GatheredVariant<unknown>[]): bigint {
  return variants.reduce((members, variant) => members | variant.members, 0n);
}

/** The lowest bit alone: variants stand in the order of the oldest kernel that has them. */
function lowest(members: bigint): bigint {
  return members & -members;
}
