import { wordOf } from './words';

/**
 * The words in many names. All kernels together have 460,000 names with 1.6 million pieces between underscores, so words are
 * told apart by number, without a string made for each. Clones (`NAME.cold`), the mangled names of Rust and what macros of
 * the kernel make have no words here: nobody means them.
 */
export class WordIndex {
  /** The words by their numbers. */
  readonly words: readonly string[];
  readonly #numbers: ReadonlyMap<string, number>;
  /** The numbers of the words of all names, one name after the other, and where those of each name end. */
  readonly #wordsOfNames: Uint32Array;
  readonly #ends: Uint32Array;
  /** Where the places of each word begin in `#places`, and after the last word where they end. */
  readonly #starts: Uint32Array;
  readonly #places: Uint32Array;

  constructor(names: readonly string[]) {
    const { pieces, piecesOfNames, ends } = takeApart(names);
    const { words, numbers, wordOfPiece } = numberWords(pieces);
    this.words = words;
    this.#numbers = numbers;
    this.#ends = ends;
    // In the place of the pieces: there are never more words.
    this.#wordsOfNames = piecesOfNames;
    this.#starts = new Uint32Array(words.length + 1);
    let size = 0;
    for (let at = 0, piece = 0; at < names.length; at++) {
      for (const end = ends[at] ?? 0; piece < end; piece++) {
        const word = wordOfPiece[piecesOfNames[piece] ?? 0] ?? none;
        if (word === none) continue;
        piecesOfNames[size++] = word;
        this.#starts[word + 1] = (this.#starts[word + 1] ?? 0) + 1;
      }
      ends[at] = size;
    }
    for (let word = 0; word < words.length; word++) {
      this.#starts[word + 1] = (this.#starts[word + 1] ?? 0) + (this.#starts[word] ?? 0);
    }
    this.#places = new Uint32Array(size);
    const next = this.#starts.slice();
    for (let at = 0, place = 0; at < names.length; at++) {
      for (const end = ends[at] ?? 0; place < end; place++) {
        const word = piecesOfNames[place] ?? 0;
        const free = next[word] ?? 0;
        this.#places[free] = at;
        next[word] = free + 1;
      }
    }
  }

  /** The number of a word; `undefined` where no name has it. */
  numberOf(word: string): number | undefined {
    return this.#numbers.get(word);
  }

  /** The places of the names that have the word, in order; as often as a name has it. */
  placesOf(word: string): Uint32Array {
    const number = this.#numbers.get(word);
    if (number === undefined) return this.#places.subarray(0, 0);
    return this.#places.subarray(this.#starts[number], this.#starts[number + 1]);
  }

  /** How often names have the word of that number. */
  count(word: number): number {
    return (this.#starts[word + 1] ?? 0) - (this.#starts[word] ?? 0);
  }

  /** The numbers of the words of the name at a place, in order. */
  wordsAt(place: number): Uint32Array {
    return this.#wordsOfNames.subarray(place === 0 ? 0 : this.#ends[place - 1], this.#ends[place]);
  }
}

/** The number of a piece that stands for no word. */
const none = 0xffffffff;

function isMadeByCompiler(name: string): boolean {
  return name.includes('.') || name.startsWith('_R') || madeByMacro.test(name);
}

const madeByMacro = /^__(?:probestub|traceiter|bpf_trace|SCT|pfx|cfi|UNIQUE)_|^rust_helper_/;

interface NamePieces {
  readonly pieces: readonly string[];
  readonly piecesOfNames: Uint32Array;
  readonly ends: Uint32Array;
}

function takeApart(names: readonly string[]): NamePieces {
  const pieces = new Pieces();
  let numbers = new Uint32Array(names.length * 4);
  const ends = new Uint32Array(names.length);
  let size = 0;
  let before = 0;
  for (let at = 0; at < names.length; at++) {
    const name = names[at] ?? '';
    if (isMadeByCompiler(name)) {
      ends[at] = size;
      continue;
    }
    if (size + name.length + 1 > numbers.length) numbers = grown(numbers, size + name.length + 1);
    // Neighbours in a sorted list mostly begin with the same pieces.
    let likely = before;
    before = size;
    for (let from = 0; from <= name.length;) {
      const underscore = name.indexOf('_', from);
      const to = underscore < 0 ? name.length : underscore;
      numbers[size++] = pieces.numberOf(name, from, to, numbers[likely++] ?? 0);
      from = to + 1;
    }
    ends[at] = size;
  }
  return { pieces: pieces.all, piecesOfNames: numbers, ends };
}

function numberWords(pieces: readonly string[]) {
  const words: string[] = [];
  const numbers = new Map<string, number>();
  const wordOfPiece = Uint32Array.from(pieces, (piece) => {
    const word = wordOf(piece);
    if (word === undefined) return none;
    let number = numbers.get(word);
    if (number === undefined) numbers.set(word, (number = words.push(word) - 1));
    return number;
  });
  return { words, numbers, wordOfPiece };
}

/** The different pieces, by number. */
class Pieces {
  readonly all: string[] = [];
  /** Open addressing: the number of a piece and one, 0 where there is none. */
  #slots = new Uint32Array(1 << 18);

  numberOf(name: string, from: number, to: number, likely: number): number {
    if (this.#is(likely, name, from, to)) return likely;
    let hash = 0;
    for (let at = from; at < to; at++) hash = (Math.imul(hash, 31) + name.charCodeAt(at)) | 0;
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

function grown(numbers: Uint32Array, atLeast: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(atLeast, numbers.length * 2));
  larger.set(numbers);
  return larger;
}
