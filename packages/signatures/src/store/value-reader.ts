import type { ByteCursor } from './byte-cursor';
import type { Shared } from './codec';
import { deepestValue, largestValue, type ValueTable, type ValueTables } from './value-table';

/** No entry: what stands outside the tables may refer to all of them. */
const outside = { place: Infinity, id: 0, nesting: 0 };

/** Reads values whose texts and shared parts stand in tables; an entry is the same object at every place. */
export class ValueReader {
  #weight = 1;
  #depth = 0;
  /** The entry that is being read: it may refer only to earlier ones and to earlier tables. */
  #entry = outside;

  constructor(
    readonly cursor: ByteCursor,
    readonly texts: readonly string[],
    readonly tables: ValueTables,
  ) {}

  /** Goes to a value that stands on its own. */
  begin(position: number): this {
    this.cursor.position = position;
    this.#weight = 1;
    this.#depth = 0;
    this.#entry = outside;
    return this;
  }

  text(): string {
    const text = this.texts[this.cursor.varint()];
    if (text === undefined) throw this.cursor.error('refers to a text that is not there');
    return text;
  }

  shared<T>(codec: Shared<T>): T {
    return this.#shared(codec, this.cursor.varint());
  }

  /** An entry by its number, which a value that stands on its own refers to. */
  entry<T>(codec: Shared<T>, id: number): T {
    // Of a value on its own only its own weight and depth count, which were looked at when it was first read.
    const known = this.tables.get(codec)?.values[id];
    return known === undefined ? this.begin(this.cursor.position).#shared(codec, id) : (known as T);
  }

  #shared<T>(codec: Shared<T>, id: number): T {
    const table = this.tables.get(codec);
    if (!table || id >= table.starts.length - 1) throw this.cursor.error('refers to a value that is not there');
    const value = table.values[id] ?? this.#readEntry(codec, table, id);
    this.#weight += table.weights[id] ?? 0;
    this.#depth = Math.max(this.#depth, table.depths[id] ?? 0);
    if (this.#weight > largestValue) throw this.cursor.error('holds a value that is too large');
    return value as T;
  }

  #readEntry<T>(codec: Shared<T>, table: ValueTable, id: number): T {
    const { position } = this.cursor;
    const entry = this.#entry;
    const weight = this.#weight;
    const depth = this.#depth;
    const later = table.place > entry.place || (table.place === entry.place && id >= entry.id);
    if (later) throw this.cursor.error('refers to a value that comes later');
    if (entry.nesting >= deepestValue) throw this.cursor.error('holds a value that nests too deeply');
    this.begin(table.position + (table.starts[id] ?? 0));
    this.#entry = { place: table.place, id, nesting: entry.nesting + 1 };
    const value = codec.entry.read(this);
    if (this.#depth >= deepestValue) throw this.cursor.error('holds a value that nests too deeply');
    table.values[id] = value;
    table.weights[id] = this.#weight;
    table.depths[id] = this.#depth + 1;
    this.cursor.position = position;
    this.#entry = entry;
    this.#weight = weight;
    this.#depth = depth;
    return value;
  }
}
