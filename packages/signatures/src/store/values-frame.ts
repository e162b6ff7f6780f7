import { ByteCursor } from './byte-cursor';
import { ByteWriter } from './byte-writer';
import type { Shared } from './codec';
import { readTexts, writeTexts } from './texts';
import type { Topic } from './topic';
import { ValueReader } from './value-reader';
import type { ValueTable } from './value-table';
import { ValueWriter } from './value-writer';

/** What a name is on some kernels: usually one item, more where a kernel has several things of that name. */
export interface Variant<T> {
  /** The number of the set of these kernels. */
  readonly set: number;
  readonly items: readonly T[];
}

/** A name's variants; no kernel is in two of them. */
export type Variants<T> = readonly Variant<T>[];

/** Where the first items of a name lie that two kernels do not have alike; -1 for a kernel that has none. */
export interface PairPlaces {
  readonly before: number;
  readonly after: number;
}

/** Items of one name on one kernel at most. */
const mostItems = 1 << 20;

/** Gathers the records of a block. */
export class ValuesWriter<T> {
  readonly #values = new ValueWriter();
  readonly #starts = [0];

  constructor(readonly topic: Topic<T>) {}

  /** Unpacked bytes of the records so far. */
  get length(): number {
    return this.#values.out.length;
  }

  /**
   * A record: twice the number of variants less 1, plus 1 where a variant has not exactly one item; the sets, if there
   * is more than one; and each variant's items, their number before them where it is not 1 throughout.
   */
  add(variants: Variants<T>): void {
    const values = this.#values;
    const counted = variants.some((variant) => variant.items.length !== 1);
    values.out.varint((variants.length - 1) * 2 + (counted ? 1 : 0));
    if (variants.length > 1) for (const { set } of variants) values.out.varint(set);
    for (const { items } of variants) {
      if (counted) values.out.varint(items.length);
      for (const item of items) this.topic.write(values, item);
    }
    this.#starts.push(values.out.length);
  }

  /** Texts; for each of the topic's tables the number of entries, their lengths, the entries; the same for the records. */
  done(): Uint8Array {
    const out = new ByteWriter();
    writeTexts(out, this.#values.texts);
    for (const codec of this.topic.tables) {
      const { starts, bytes } = this.#values.table(codec);
      writePieces(out, starts, bytes.done());
    }
    writePieces(out, this.#starts, this.#values.out.done());
    return out.done();
  }
}

/** The records of a block, read one by one when asked for. */
export class ValuesReader<T> {
  readonly #values: ValueReader;
  readonly #starts: ArrayLike<number>;
  readonly #position: number;

  constructor(
    readonly topic: Topic<T>,
    bytes: Uint8Array,
    origin: number,
  ) {
    const cursor = new ByteCursor(bytes, origin);
    const texts = readTexts(cursor);
    const tables = new Map<Shared<unknown>, ValueTable>();
    for (const [place, codec] of topic.tables.entries()) {
      tables.set(codec, { place, values: [], weights: [], depths: [], ...readPieces(cursor) });
    }
    const { position, starts } = readPieces(cursor);
    this.#position = position;
    this.#starts = starts;
    this.#values = new ValueReader(cursor, texts, tables);
  }

  /**
   * @param at the record's number
   * @param key the name it belongs to
   * @param set the set of kernels the name is on
   */
  record(at: number, key: string, set: number): Variants<T> {
    const { cursor } = this.#values;
    const head = this.#head(at);
    const sets = head < 2 ? [set] : [];
    if (head >= 2) for (let rest = cursor.limit((head >> 1) + 1); rest > 0; rest--) sets.push(cursor.varint());
    return sets.map((variantSet) => ({ set: variantSet, items: this.#items(head % 2 === 1, key) }));
  }

  /**
   * Finds what a record has for two kernels, and reads none of it.
   *
   * @param before for every set of kernels 1 where it holds the one, `after` where it holds the other
   * @returns undefined where they have the same variant
   */
  pair(at: number, set: number, before: Uint8Array, after: Uint8Array): PairPlaces | undefined {
    const { cursor } = this.#values;
    const head = this.#head(at);
    let one = -1;
    let other = -1;
    if (head < 2) {
      if (before[set] === 1) one = 0;
      if (after[set] === 1) other = 0;
    } else {
      const count = cursor.limit((head >> 1) + 1);
      for (let variant = 0; variant < count; variant++) {
        const variantSet = cursor.varint();
        if (before[variantSet] === 1) one = variant;
        if (after[variantSet] === 1) other = variant;
      }
    }
    if (one === other) return undefined;
    const counted = head % 2 === 1;
    const last = Math.max(one, other);
    const places = { before: -1, after: -1 };
    for (let variant = 0; ; variant++) {
      const items = counted ? this.#count() : 1;
      if (items > 0 && variant === one) places.before = cursor.position;
      if (items > 0 && variant === other) places.after = cursor.position;
      if (variant === last) return places;
      for (let rest = items; rest > 0; rest--) this.topic.skip(this.#values);
    }
  }

  /** Goes to an item that `pair` has found. */
  at(position: number): ValueReader {
    return this.#values.begin(position);
  }

  #items(counted: boolean, key: string): readonly T[] {
    const { cursor } = this.#values;
    const items: T[] = [];
    for (let rest = counted ? this.#count() : 1; rest > 0; rest--) {
      items.push(this.topic.read(this.#values.begin(cursor.position), key));
    }
    return items;
  }

  /** How many items a variant has. */
  #count(): number {
    const { cursor } = this.#values;
    const count = cursor.varint();
    if (count > mostItems) throw cursor.error('promises more than it may hold');
    return count;
  }

  /** Goes to a record and reads its head. */
  #head(at: number): number {
    const { cursor } = this.#values;
    if (at >= this.#starts.length - 1) throw cursor.error('has a name without a record');
    cursor.position = this.#position + (this.#starts[at] ?? 0);
    return cursor.varint();
  }
}

function writePieces(out: ByteWriter, starts: readonly number[], bytes: Uint8Array): void {
  out.varint(starts.length - 1);
  for (let at = 1; at < starts.length; at++) out.varint((starts[at] ?? 0) - (starts[at - 1] ?? 0));
  out.bytes(bytes);
}

function readPieces(from: ByteCursor): { readonly position: number; readonly starts: ArrayLike<number> } {
  const starts = from.starts(from.varint());
  const { position } = from;
  from.take(starts[starts.length - 1] ?? 0);
  return { position, starts };
}
