import type { KernelIdentity, Topic as CompleteTopic } from '@tracefit/model';
import { damaged } from './store-errors';

/** A kernel as the directory has it: all that is not found by name. */
export interface KernelEntry {
  readonly identity: KernelIdentity;
  readonly complete: readonly CompleteTopic[];
  readonly notes: readonly string[];
}

/** A topic's names. */
export interface TopicEntry {
  readonly name: string;
  /** How its values are written: `Topic.shape`. */
  readonly shape: string;
  /** How many different names. */
  readonly names: number;
  /** The length in bytes of the frame that says where its blocks are. */
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

/** JSON, the keys of every object sorted: the quickest form to read, and what is added to an identity needs no change. */
export function writeDirectory(directory: Directory): Uint8Array {
  const sorted = (_key: string, value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return Buffer.from(JSON.stringify(directory, sorted));
}

export function readDirectory(bytes: Uint8Array, origin: number): Directory {
  let directory: unknown;
  try {
    directory = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'));
  } catch {
    directory = undefined;
  }
  if (!isDirectory(directory)) throw damaged('the directory of the signature store cannot be read', origin);
  return directory;
}

function isDirectory(value: unknown): value is Directory {
  if (!isObject(value)) return false;
  const { kernels, sets, setPages, topics } = value;
  return isList(kernels, isKernelEntry) && isCount(sets) && isList(setPages, isCount) && isList(topics, isTopicEntry);
}

function isKernelEntry(value: unknown): boolean {
  if (!isObject(value) || !isObject(value['identity'])) return false;
  const { identity, complete, notes } = value;
  return (
    ['id', 'release', 'version', 'arch'].every((key) => key in identity) &&
    Object.values(identity).every(isText) &&
    isList(complete, isText) &&
    isList(notes, isText)
  );
}

function isTopicEntry(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { name, shape, names, index, blocks } = value;
  return isText(name) && isText(shape) && isCount(names) && isCount(index) && isCount(blocks);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isList(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isItem);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
