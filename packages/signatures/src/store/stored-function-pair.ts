import type { FunctionDifference } from '@tracefit/model';
import { readPartId, StoredFunction } from './function-topic';
import type { ValueReader } from './value-reader';
import type { PairPlaces, ValuesReader } from './values-frame';

const dot = '.'.charCodeAt(0);

/**
 * A function that two kernels of a store do not have alike: the numbers of its parts, of which nothing is made before it is asked for. A
 * class, since comparing two kernels makes hundreds of thousands.
 */
export class StoredFunctionPair implements FunctionDifference {
  readonly name: string;
  readonly from: ValueReader;
  readonly protosBefore: number;
  readonly symbolsBefore: number;
  readonly protosAfter: number;
  readonly symbolsAfter: number;

  /** @param names all names of the block, of which it is number `at` */
  constructor(
    values: ValuesReader<unknown>,
    readonly names: readonly string[],
    readonly at: number,
    readonly places: PairPlaces,
  ) {
    const { before, after } = places;
    this.name = names[at] ?? '';
    this.from = values.at(before < 0 ? after : before);
    this.protosBefore = before < 0 ? -1 : readPartId(this.from);
    this.symbolsBefore = before < 0 ? -1 : readPartId(this.from);
    if (before >= 0 && after >= 0) values.at(after);
    this.protosAfter = after < 0 ? -1 : readPartId(this.from);
    this.symbolsAfter = after < 0 ? -1 : readPartId(this.from);
  }

  get change(): FunctionDifference['change'] {
    if (this.places.before < 0) return 'added';
    return this.places.after < 0 ? 'removed' : 'changed';
  }

  get before(): StoredFunction | undefined {
    if (this.places.before < 0) return undefined;
    return new StoredFunction(this.from, this.name, this.protosBefore, this.symbolsBefore);
  }

  get after(): StoredFunction | undefined {
    if (this.places.after < 0) return undefined;
    return new StoredFunction(this.from, this.name, this.protosAfter, this.symbolsAfter);
  }

  // Within a block the same prototypes, and the same symbols, have one number: they need not be read to be told alike.
  get sameProtos(): boolean {
    return this.protosBefore === this.protosAfter;
  }

  get bothProtos(): boolean {
    return this.protosBefore >= 0 && this.protosAfter >= 0;
  }

  get sameSymbols(): boolean {
    return this.symbolsBefore === this.symbolsAfter;
  }

  get mayHaveClones(): boolean {
    for (let next = this.at + 1; next < this.names.length; next++) {
      const other = this.names[next] ?? '';
      if (!other.startsWith(this.name)) return false;
      const code = other.charCodeAt(this.name.length);
      if (code >= dot) return code === dot;
    }
    return true;
  }
}
