import type { ValueReader } from './value-reader';
import type { ValueWriter } from './value-writer';

/** How a value is written and, by the same description, read back. */
export interface Codec<T> {
  /** The description as text; two codecs with the same one read each other's values. */
  readonly shape: string;
  write(to: ValueWriter, value: T): void;
  read(from: ValueReader): T;
  /** Goes behind a value, which costs less than to read it. */
  skip(from: ValueReader): void;
}

/** Values that are written once per block, in a table, and then meant by their number in it. */
export interface Shared<T> extends Codec<T> {
  readonly entry: Entry<T>;
}

/** How a value stands in a table: it is found by its number, so that nobody skips it. */
export type Entry<T> = Omit<Codec<T>, 'skip'>;

/**
 * Writes a value once per block. An entry may refer to entries before it in its own table and to the tables that the
 * topic lists before it, so that nothing can refer to itself.
 */
export function shared<T>(entry: Entry<T>): Shared<T> {
  const codec: Shared<T> = {
    shape: `&${entry.shape}`,
    entry,
    write(to, value) {
      to.shared(codec, value);
    },
    read: (from) => from.shared(codec),
    skip: skipNumber,
  };
  return codec;
}

export const text: Codec<string> = {
  shape: 'text',
  write(to, value) {
    to.text(value);
  },
  read: (from) => from.text(),
  skip: skipNumber,
};

/** A whole number from 0 to 2^53 - 1. */
export const count: Codec<number> = {
  shape: 'count',
  write(to, value) {
    to.out.varint(value);
  },
  read: (from) => from.cursor.varint(),
  skip: skipNumber,
};

export const flag: Codec<boolean> = {
  shape: 'flag',
  write(to, value) {
    to.out.varint(value ? 1 : 0);
  },
  read: (from) => choice(from, 2) === 1,
  skip: skipNumber,
};

/** What is there or not. */
export const mark: Codec<true | undefined> = {
  shape: 'mark',
  write(to, value) {
    to.out.varint(value ? 1 : 0);
  },
  read: (from) => (choice(from, 2) === 1 ? true : undefined),
  skip: skipNumber,
};

/** One of some words, by its place among them. */
export function word<T extends string>(words: readonly T[]): Codec<T> {
  return {
    shape: words.join('|'),
    write(to, value) {
      to.out.varint(words.indexOf(value));
    },
    read(from) {
      const value = words[from.cursor.varint()];
      if (value === undefined) throw from.cursor.error('holds an unknown word');
      return value;
    },
    skip: skipNumber,
  };
}

export function optional<T>(codec: Codec<T>): Codec<T | undefined> {
  return {
    shape: `${codec.shape}?`,
    write(to, value) {
      to.out.varint(value === undefined ? 0 : 1);
      if (value !== undefined) codec.write(to, value);
    },
    read: (from) => (choice(from, 2) === 1 ? codec.read(from) : undefined),
    skip(from) {
      if (choice(from, 2) === 1) codec.skip(from);
    },
  };
}

export function list<T>(codec: Codec<T>): Codec<readonly T[]> {
  return {
    shape: `[${codec.shape}]`,
    write(to, values) {
      to.out.varint(values.length);
      for (const value of values) codec.write(to, value);
    },
    read(from) {
      const values: T[] = [];
      for (let rest = from.cursor.count(); rest > 0; rest--) values.push(codec.read(from));
      return values;
    },
    skip(from) {
      for (let rest = from.cursor.count(); rest > 0; rest--) codec.skip(from);
    },
  };
}

/** A value's fields, one after the other; an absent field is left out of the value that is read. */
export function fields<T extends object>(codecs: { readonly [K in keyof T]-?: Codec<T[K]> }): Codec<T> {
  const entries = Object.entries(codecs) as [keyof T, Codec<T[keyof T]>][];
  return {
    shape: `{${entries.map(([key, codec]) => `${String(key)}:${codec.shape}`).join(',')}}`,
    write(to, value) {
      for (const [key, codec] of entries) codec.write(to, value[key]);
    },
    read(from) {
      const value: Partial<T> = {};
      for (const [key, codec] of entries) {
        const field = codec.read(from);
        if (field !== undefined) value[key] = field;
      }
      return value as T;
    },
    skip(from) {
      for (const [, codec] of entries) codec.skip(from);
    },
  };
}

/** Goes behind what is written as one number. */
function skipNumber(from: ValueReader): void {
  from.cursor.varint();
}

/** A number below `end`. */
export function choice(from: ValueReader, end: number): number {
  const value = from.cursor.varint();
  if (value >= end) throw from.cursor.error('holds an unknown choice');
  return value;
}
