import { ByteWriter } from './byte-writer';
import type { Shared } from './codec';
import { unfit } from './store-errors';
import { checkText } from './texts';
import { deepestValue, largestValue, type ValueTable, type ValueTables } from './value-table';

/** Objects remembered in a table; the objects of one kernel are fewer. */
const mostSeen = 1 << 18;

interface GrowingTable extends ValueTable {
  readonly starts: number[];
  /** Entries by their bytes. */
  readonly ids: Map<string, number>;
  /** Entries by their object: a value met again is not written again to find its number. */
  readonly seen: Map<unknown, number>;
  /** All entries, one after the other. */
  readonly bytes: ByteWriter;
}

/** Writes values with their texts and shared parts gathered in tables; numbers in tables follow the first use. */
export class ValueWriter {
  out = new ByteWriter();
  readonly texts: string[] = [];
  readonly #textIds = new Map<string, number>();
  readonly #tables = new Map<Shared<unknown>, GrowingTable>();
  readonly #spare: ByteWriter[] = [];
  #weight = 1;
  #depth = 0;

  text(value: string): void {
    let id = this.#textIds.get(value);
    if (id === undefined) {
      id = this.texts.push(checkText(value)) - 1;
      this.#textIds.set(value, id);
    }
    this.out.varint(id);
  }

  shared<T>(codec: Shared<T>, value: T): void {
    const table = this.table(codec);
    const id = table.seen.get(value) ?? this.#intern(codec, table, value);
    this.#weight += table.weights[id] ?? 0;
    this.#depth = Math.max(this.#depth, table.depths[id] ?? 0);
    if (this.#weight > largestValue) throw unfit('a type is too large and cannot be stored');
    this.out.varint(id);
  }

  /** The bytes of one value, written apart; good until the next is written. */
  apart(write: () => void): Uint8Array {
    const outer = { out: this.out, weight: this.#weight, depth: this.#depth };
    this.out = this.#spare.pop() ?? new ByteWriter();
    this.out.clear();
    this.#weight = 1;
    this.#depth = 0;
    write();
    const bytes = this.out.done();
    this.#spare.push(this.out);
    this.out = outer.out;
    this.#weight = outer.weight;
    this.#depth = outer.depth;
    return bytes;
  }

  table(codec: Shared<unknown>): GrowingTable {
    let table = this.#tables.get(codec);
    if (!table) {
      const values = { values: [], weights: [], depths: [], starts: [0] };
      const place = this.#tables.size;
      table = { ...values, place, position: 0, ids: new Map(), seen: new Map(), bytes: new ByteWriter() };
      this.#tables.set(codec, table);
    }
    return table;
  }

  /** To read back what was written apart. */
  get tables(): ValueTables {
    return this.#tables;
  }

  #intern<T>(codec: Shared<T>, table: GrowingTable, value: T): number {
    let weight = 1;
    let depth = 1;
    const bytes = this.apart(() => {
      codec.entry.write(this, value);
      weight = this.#weight;
      depth = this.#depth + 1;
    });
    if (depth > deepestValue) throw unfit('a type nests too deeply and cannot be stored');
    const key = bytesKey(bytes);
    let id = table.ids.get(key);
    if (id === undefined) {
      id = table.values.push(value) - 1;
      table.ids.set(key, id);
      table.weights.push(weight);
      table.depths.push(depth);
      table.bytes.bytes(bytes);
      table.starts.push(table.bytes.length);
    }
    if (table.seen.size >= mostSeen) table.seen.clear();
    table.seen.set(value, id);
    return id;
  }
}

/** Bytes as a map key, one character each. */
export function bytesKey(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}
