import { similarity, takeApart, type NameParts, type WordWeight } from './name-similarity';
import type { WordIndex } from './word-index';
import { wordsOf } from './words';

/** Names less alike than this are not looked at. */
const leastAlike = 0.3;

/** Of the names that share words with one, so many are compared letter by letter: those that share most. */
const mostCompared = 150;

/** In how many names a word is taken to be that no name has: one that died out was rather rare. */
const ofUnknownWord = 50;

/** How many names are told. */
const shortList = 60;

/** Finds the names that are like one. */
export class AlikeNames {
  /** By the number of a word, how much it says: the more, the fewer names have it; `security` says more than `get`. */
  readonly #weights: Float64Array;
  readonly #found = new Map<string, Kin>();
  /** What was added up of each name, and in which look. */
  readonly #shared: Float64Array;
  readonly #seen: Uint32Array;
  #look = 0;
  readonly #parts = new Map<number, NameParts>();

  constructor(
    readonly names: readonly string[],
    readonly index: WordIndex,
  ) {
    this.#weights = Float64Array.from(index.words, (_, word) => this.#weigh(index.count(word)));
    this.#shared = new Float64Array(names.length);
    this.#seen = new Uint32Array(names.length);
  }

  readonly weight: WordWeight = (word) => {
    const number = this.index.numberOf(word);
    return number === undefined ? this.#weigh(ofUnknownWord) : (this.#weights[number] ?? 0);
  };

  /** The names most like one, best first, of those whose places are wanted. */
  like(name: string, isWanted: (place: number) => boolean): readonly string[] {
    const kin = this.#found.get(name) ?? new Kin(takeApart(name), this.#sharingWords(name));
    this.#found.set(name, kin);
    const wanted: { readonly place: number; readonly alike: number }[] = [];
    for (let at = 0; at < kin.places.length && wanted.length < mostCompared; at++) {
      const place = kin.places[at] ?? 0;
      if (!isWanted(place)) continue;
      const alike = (kin.alike[at] ||= similarity(kin.parts, this.#partsOf(place), this.weight));
      wanted.push({ place, alike });
    }
    return wanted
      .filter(({ alike }) => alike >= leastAlike)
      .sort((a, b) => b.alike - a.alike || a.place - b.place)
      .slice(0, shortList)
      .map(({ place }) => this.names[place] ?? '');
  }

  #weigh(count: number): number {
    return Math.log2(2 + this.names.length / count) / 10;
  }

  /** The places of the names that have a word of it, those first that share most: Dice's coefficient of words by their weight. */
  #sharingWords(name: string): Uint32Array {
    const look = ++this.#look;
    const places: number[] = [];
    let own = 0;
    for (const word of new Set(wordsOf(name))) {
      const weight = this.weight(word);
      own += weight;
      let last = -1;
      for (const place of this.index.placesOf(word)) {
        if (place === last) continue;
        last = place;
        if (this.#seen[place] !== look) {
          this.#seen[place] = look;
          this.#shared[place] = 0;
          places.push(place);
        }
        this.#shared[place] = (this.#shared[place] ?? 0) + weight;
      }
    }
    // One number for each, so that they are sorted as numbers: how little is shared, then the place.
    const keys = Float64Array.from(places, (place) => {
      let whole = own;
      for (const word of this.index.wordsAt(place)) whole += this.#weights[word] ?? 0;
      return Math.round((1 - (2 * (this.#shared[place] ?? 0)) / whole) * steps) * this.names.length + place;
    });
    return Uint32Array.from(keys.sort(), (key) => key % this.names.length);
  }

  #partsOf(place: number): NameParts {
    const made = this.#parts.get(place) ?? takeApart(this.names[place] ?? '');
    this.#parts.set(place, made);
    return made;
  }
}

/** How finely names are told apart by the words they share. */
const steps = 10_000;

/** The names that share words with one, and how alike they are, 0 where that was not asked yet. */
class Kin {
  readonly alike: Float64Array;

  constructor(
    readonly parts: NameParts,
    readonly places: Uint32Array,
  ) {
    this.alike = new Float64Array(places.length);
  }
}
