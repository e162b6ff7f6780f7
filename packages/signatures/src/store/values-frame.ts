import { ByteCursor } from './byte-cursor';
import { ByteWriter } from './byte-writer';
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

/** Items of one name on one kernel at most. */
const mostItems = 1 << 20;

/** Gathers the records of a block. */
export class ValuesWriter<T> {
  readonly #values = new ValueWriter();
  readonly #ends: number[] = [];

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
    this.#ends.push(values.out.length);
  }

  /** Texts; the topic's tables, each with its number of entries; the length of each record; the records. */
  done(): Uint8Array {
    const out = new ByteWriter();
    writeTexts(out, this.#values.texts);
    for (const codec of this.topic.tables) {
      const { values, bytes } = this.#values.table(codec);
      out.varint(values.length);
      out.bytes(bytes.done());
    }
    out.varint(this.#ends.length);
    let start = 0;
    for (const end of this.#ends) {
      out.varint(end - start);
      start = end;
    }
    out.bytes(this.#values.out.done());
    return out.done();
  }
}

/** The records of a block, read one by one when asked for. */
export class ValuesReader<T> {
  readonly #values: ValueReader;
  readonly #cursor: ByteCursor;
  readonly #starts: readonly number[];

  constructor(
    readonly topic: Topic<T>,
    bytes: Uint8Array,
    origin: number,
  ) {
    const cursor = new ByteCursor(bytes, origin);
    const tables = new Map(topic.tables.map((codec) => [codec, emptyTable()]));
    this.#values = new ValueReader(cursor, readTexts(cursor), tables);
    for (const [codec, table] of tables) this.#values.readTable(codec, table);
    const starts: number[] = [];
    let start = 0;
    for (let rest = cursor.count(); rest > 0; rest--) {
      starts.push(start);
      start += cursor.varint();
    }
    this.#starts = starts.map((at) => at + cursor.position);
    this.#cursor = cursor;
  }

  get count(): number {
    return this.#starts.length;
  }

  /**
   * @param at the record's number
   * @param key the name it belongs to
   * @param set the set of kernels the name is on
   */
  record(at: number, key: string, set: number): Variants<T> {
    const cursor = this.#cursor;
    const start = this.#starts[at];
    if (start === undefined) throw cursor.error('has a name without a record');
    cursor.position = start;
    const head = cursor.varint();
    const variants = Math.floor(head / 2) + 1;
    const sets = [set];
    if (variants > 1) {
      sets.length = 0;
      if (variants > cursor.remaining) throw cursor.error('promises more than it holds');
      for (let rest = variants; rest > 0; rest--) sets.push(cursor.varint());
    }
    return sets.map((variantSet) => {
      const items: T[] = [];
      const count = head % 2 === 1 ? cursor.varint() : 1;
      if (count > mostItems) throw cursor.error('promises more than it may hold');
      for (let rest = count; rest > 0; rest--) {
        items.push(this.topic.read(this.#values.begin(cursor), key));
      }
      return { set: variantSet, items };
    });
  }
}

function emptyTable(): ValueTable {
  return { values: [], weights: [], depths: [] };
}
