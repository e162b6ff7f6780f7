import type { KernelIdentity, Topic as CompleteTopic } from '@tracefit/model';
import { ByteCursor } from './byte-cursor';
import { ByteWriter } from './byte-writer';
import { type Codec, count, fields, list, optional, text, word } from './codec';
import { readTexts, writeTexts } from './texts';
import { ValueReader } from './value-reader';
import { ValueWriter } from './value-writer';

/** A kernel as the directory has it: all that is not found by name. */
export interface KernelEntry {
  readonly identity: KernelIdentity;
  readonly complete: readonly CompleteTopic[];
  readonly notes: readonly string[];
}

/** A topic's names. */
export interface TopicEntry {
  readonly name: string;
  /** How many different names. */
  readonly names: number;
  /** The length in bytes of the frame with the first name of every block. */
  readonly index: number;
  /** The length in bytes of all its blocks, which follow its index. */
  readonly blocks: number;
}

/** What a store holds, in the order in which it follows the directory. */
export interface Directory {
  readonly kernels: readonly KernelEntry[];
  /** How many different sets of kernels. */
  readonly sets: number;
  /** The length in bytes of each frame of sets. */
  readonly setPages: readonly number[];
  readonly topics: readonly TopicEntry[];
}

/** The topics by their number in the store; the order is part of the format. */
const completeTopics: readonly CompleteTopic[] = [
  'functions',
  'prototypes',
  'sections',
  'types',
  'tracepoints',
  'raw_tracepoints',
  'syscalls',
  'data',
  'config',
  'modules',
];

const directory: Codec<Directory> = fields<Directory>({
  kernels: list(
    fields<KernelEntry>({
      identity: fields<KernelIdentity>({
        id: text,
        release: text,
        distro: optional(text),
        version: text,
        arch: text,
        flavour: optional(text),
        buildId: optional(text),
        compiler: optional(text),
        banner: optional(text),
      }),
      complete: list(word(completeTopics)),
      notes: list(text),
    }),
  ),
  sets: count,
  setPages: list(count),
  topics: list(fields<TopicEntry>({ name: text, names: count, index: count, blocks: count })),
});

export function writeDirectory(value: Directory): Uint8Array {
  const values = new ValueWriter();
  directory.write(values, value);
  const out = new ByteWriter();
  writeTexts(out, values.texts);
  out.bytes(values.out.done());
  return out.done();
}

export function readDirectory(bytes: Uint8Array, origin: number): Directory {
  const cursor = new ByteCursor(bytes, origin);
  return directory.read(new ValueReader(cursor, readTexts(cursor), new Map()));
}
