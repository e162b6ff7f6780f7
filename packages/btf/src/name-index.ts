/** Type ids by name, as a hash table over the bytes of the string section: no string is made to build or ask it. */
export interface NameIndex {
  /** Ids of the types with this name, ascending. */
  ids(name: string): number[];
}

/** Where the name of a type is: bytes from `start` to `end`. */
export interface NamePlace {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/**
 * @param firstId the first type of the table
 * @param count number of types
 * @param place where a name is; `undefined` for types without one
 */
export function indexNames(firstId: number, count: number, place: (id: number) => NamePlace | undefined): NameIndex {
  const slots = 1 << Math.ceil(Math.log2(count + 2));
  const heads = new Uint32Array(slots);
  const next = new Uint32Array(count);
  // From the last to the first, each put before the others, so that chains ascend. A link is 1 + the number of a type.
  for (let index = count - 1; index >= 0; index--) {
    const name = place(firstId + index);
    if (name === undefined) continue;
    const slot = hash(name.bytes, name.start, name.end) & (slots - 1);
    next[index] = heads[slot] ?? 0;
    heads[slot] = index + 1;
  }
  return {
    ids(name) {
      const wanted = new TextEncoder().encode(name);
      const found: number[] = [];
      let link = heads[hash(wanted, 0, wanted.length) & (slots - 1)] ?? 0;
      for (; link !== 0; link = next[link - 1] ?? 0) {
        const there = place(firstId + link - 1);
        if (there !== undefined && equal(there, wanted)) found.push(firstId + link - 1);
      }
      return found;
    },
  };
}

// Looked up once: in a sandbox such as Jest's each look at a global costs more than the rest of the loop.
const { imul } = Math;

/** FNV-1a over at most 256 bytes: enough for real names, and a table of endless ones costs no more. */
function hash(bytes: Uint8Array, start: number, end: number): number {
  let value = 0x811c9dc5;
  const stop = Math.min(end, start + 256);
  for (let at = start; at < stop; at++) value = imul(value ^ (bytes[at] ?? 0), 0x01000193);
  return value >>> 0;
}

function equal({ bytes, start, end }: NamePlace, wanted: Uint8Array): boolean {
  if (end - start !== wanted.length) return false;
  for (let index = 0; index < wanted.length; index++) if (bytes[start + index] !== wanted[index]) return false;
  return true;
}
