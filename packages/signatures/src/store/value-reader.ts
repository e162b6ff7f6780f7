import type { ByteCursor } from './byte-cursor';
import type { Shared } from './codec';
import { deepestValue, largestValue, type ValueTable, type ValueTables } from './value-table';

/** Reads values whose texts and shared parts stand in tables; an entry is the same object at every place. */
export class ValueReader {
  #weight = 1;
  #depth = 0;

  constructor(
    public cursor: ByteCursor,
    readonly texts: readonly string[],
    readonly tables: ValueTables,
  ) {}

  /** Goes on to another value. */
  begin(cursor: ByteCursor): this {
    this.cursor = cursor;
    this.#weight = 1;
    this.#depth = 0;
    return this;
  }

  text(): string {
    const text = this.texts[this.cursor.varint()];
    if (text === undefined) throw this.cursor.error('refers to a text that is not there');
    return text;
  }

  shared<T>(codec: Shared<T>): T {
    const table = this.tables.get(codec);
    const id = this.cursor.varint();
    if (!table || id >= table.values.length) throw this.cursor.error('refers to a value that is not there');
    this.#weight += table.weights[id] ?? 0;
    this.#depth = Math.max(this.#depth, table.depths[id] ?? 0);
    if (this.#weight > largestValue) throw this.cursor.error('holds a value that is too large');
    return table.values[id] as T;
  }

  /** Reads the entries of a table into `table`, which is one of `tables` already: entries refer to earlier ones. */
  readTable(codec: Shared<unknown>, table: ValueTable): void {
    for (let rest = this.cursor.count(); rest > 0; rest--) {
      const value = codec.entry.read(this.begin(this.cursor));
      if (this.#depth >= deepestValue) throw this.cursor.error('holds a value that nests too deeply');
      table.values.push(value);
      table.weights.push(this.#weight);
      table.depths.push(this.#depth + 1);
    }
  }
}
