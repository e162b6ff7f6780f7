import { wordOf } from '../candidates/name-similarity';

/**
 * Finds names by the words in them. All kernels together have 460,000 names with 1.6 million pieces between underscores, so
 * pieces are told apart by number, without a string made for each. Clones (`NAME.cold`) and the mangled names of Rust are left out.
 */
export class WordIndex {
  readonly #words = new Map<string, number>();
  /** Where the places of each word begin in `#places`, and after the last word where they end. */
  readonly #starts: Uint32Array;
  readonly #places: Uint32Array;

  constructor(names: readonly string[]) {
    const pieces = new Pieces();
    let ids = new Uint32Array(names.length * 4);
    const ends = new Uint32Array(names.length);
    let size = 0;
    let before = 0;
    for (const [at, name] of names.entries()) {
      // Neighbours in a sorted list mostly begin with the same pieces.
      let likely = before;
      let from = 0;
      let hash = 0;
      if (isMadeByCompiler(name)) {
        ends[at] = size;
        continue;
      }
      if (size + name.length + 1 > ids.length) ids = grown(ids, size + name.length + 1);
      for (let to = 0; to <= name.length; to++) {
        const code = to < name.length ? name.charCodeAt(to) : underscore;
        if (code !== underscore) {
          hash = (Math.imul(hash, 31) + code) | 0;
          continue;
        }
        ids[size++] = pieces.numberOf(name, from, to, hash, ids[likely++] ?? 0);
        from = to + 1;
        hash = 0;
      }
      before = at === 0 ? 0 : (ends[at - 1] ?? 0);
      ends[at] = size;
    }
    const wordOfPiece = this.#numberWords(pieces.all);
    this.#starts = countWords(ids.subarray(0, size), wordOfPiece, this.#words.size);
    this.#places = new Uint32Array(this.#starts[this.#words.size] ?? 0);
    const next = this.#starts.slice();
    for (let at = 0, occurrence = 0; at < names.length; at++) {
      for (const end = ends[at] ?? 0; occurrence < end; occurrence++) {
        const word = wordOfPiece[ids[occurrence] ?? 0] ?? none;
        if (word === none) continue;
        const place = next[word] ?? 0;
        this.#places[place] = at;
        next[word] = place + 1;
      }
    }
  }

  /** The places of the names that have the word, in order; as often as a name has it. */
  placesOf(word: string): Uint32Array {
    const number = this.#words.get(word);
    if (number === undefined) return this.#places.subarray(0, 0);
    return this.#places.subarray(this.#starts[number], this.#starts[number + 1]);
  }

  #numberWords(pieces: readonly string[]): Uint32Array {
    return Uint32Array.from(pieces, (piece) => {
      const word = wordOf(piece);
      if (word === undefined) return none;
      const number = this.#words.get(word) ?? this.#words.size;
      this.#words.set(word, number);
      return number;
    });
  }
}

function isMadeByCompiler(name: string): boolean {
  return name.includes('.') || name.startsWith('_R');
}

const underscore = 95;
/** The number of a piece that stands for no word. */
const none = 0xffffffff;

/** Where the places of each word begin, if they stand one word after the other. */
function countWords(ids: Uint32Array, wordOfPiece: Uint32Array, words: number): Uint32Array {
  const starts = new Uint32Array(words + 1);
  for (const id of ids) {
    const word = wordOfPiece[id] ?? none;
    if (word !== none) starts[word + 1] = (starts[word + 1] ?? 0) + 1;
  }
  for (let word = 0; word < words; word++) starts[word + 1] = (starts[word + 1] ?? 0) + (starts[word] ?? 0);
  return starts;
}

/** The different pieces, by number. */
class Pieces {
  readonly all: string[] = [];
  /** Open addressing: the number of a piece and one, 0 where there is none. */
  #slots = new Uint32Array(1 << 18);

  numberOf(name: string, from: number, to: number, hash: number, likely: number): number {
    if (this.#is(likely, name, from, to)) return likely;
    const mask = this.#slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (let number = this.#slots[slot] ?? 0; number !== 0; number = this.#slots[slot] ?? 0) {
      if (this.#is(number - 1, name, from, to)) return number - 1;
      slot = (slot + 1) & mask;
    }
    this.#slots[slot] = this.all.push(name.slice(from, to));
    if (this.all.length * 2 > this.#slots.length) this.#rehash();
    return this.all.length - 1;
  }

  #is(number: number, name: string, from: number, to: number): boolean {
    const piece = this.all[number];
    return piece !== undefined && piece.length === to - from && name.startsWith(piece, from);
  }

  #rehash(): void {
    const slots = new Uint32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (const [number, piece] of this.all.entries()) {
      let hash = 0;
      for (let at = 0; at < piece.length; at++) hash = (Math.imul(hash, 31) + piece.charCodeAt(at)) | 0;
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
    this.#slots = slots;
  }
}

function grown(ids: Uint32Array, atLeast: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(atLeast, ids.length * 2));
  larger.set(ids);
  return larger;
}
