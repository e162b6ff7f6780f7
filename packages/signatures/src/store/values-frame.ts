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

/** Two kernels by the sets that hold them, and how an item is read. */
export interface PairOptions<V> {
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  readonly read: (from: ValueReader, key: string) => V;
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
    const { sets, counted } = this.#begin(at, set);
    return sets.map((variantSet) => ({
      set: variantSet,
      items: this.#items(counted, key, (from) => this.topic.read(from, key)),
    }));
  }

  /**
   * What a record has for two kernels that do not have the same variant; the other variants are passed over.
   *
   * @param before for every set of kernels 1 where it holds the one, `after` where it holds the other
   * @param read reads an item
   */
  pair<V>(
    at: number,
    key: string,
    set: number,
    { before, after, read }: PairOptions<V>,
  ): { readonly before: readonly V[]; readonly after: readonly V[] } | undefined {
    const { sets, counted } = this.#begin(at, set);
    const one = sets.findIndex((each) => before[each] === 1);
    const other = sets.findIndex((each) => after[each] === 1);
    if (one === other) return undefined;
    const found: { before: readonly V[]; after: readonly V[] } = { before: [], after: [] };
    for (let variant = 0; variant <= Math.max(one, other); variant++) {
      if (variant === one) found.before = this.#items(counted, key, read);
      else if (variant === other) found.after = this.#items(counted, key, read);
      else this.#values.pass(() => this.#items(counted, key, read));
    }
    return found;
  }

  #items<V>(counted: boolean, key: string, read: (from: ValueReader, key: string) => V): readonly V[] {
    const { cursor } = this.#values;
    const count = counted ? cursor.varint() : 1;
    if (count > mostItems) throw cursor.error('promises more than it may hold');
    const items: V[] = [];
    for (let rest = count; rest > 0; rest--) items.push(read(this.#values.begin(cursor.position), key));
    return items;
  }

  /** Reads the beginning of a record, up to the items of its first variant. */
  #begin(at: number, set: number): { readonly sets: readonly number[]; readonly counted: boolean } {
    const { cursor } = this.#values;
    if (at >= this.#starts.length - 1) throw cursor.error('has a name without a record');
    cursor.position = this.#position + (this.#starts[at] ?? 0);
    const head = cursor.varint();
    const sets = head < 2 ? [set] : [];
    if (head >= 2) for (let rest = cursor.limit((head >> 1) + 1); rest > 0; rest--) sets.push(cursor.varint());
    return { sets, counted: head % 2 === 1 };
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
