import type { FunctionDifference } from '@tracefit/model';
import { readFunctionParts, type StoredFunction } from './function-topic';
import type { PairPlaces, ValuesReader } from './values-frame';

const dot = '.'.charCodeAt(0);

/** A function that two kernels of a store do not have alike. A class, since comparing two kernels makes hundreds of thousands. */
export class StoredFunctionPair implements FunctionDifference {
  readonly name: string;
  readonly before: StoredFunction | undefined;
  readonly after: StoredFunction | undefined;

  /** @param names all names of the block, of which it is number `at` */
  constructor(
    values: ValuesReader<unknown>,
    readonly names: readonly string[],
    readonly at: number,
    { before, after }: PairPlaces,
  ) {
    this.name = names[at] ?? '';
    this.before = before < 0 ? undefined : values.read(before, this.name, readFunctionParts);
    this.after = after < 0 ? undefined : values.read(after, this.name, readFunctionParts);
  }

  get change(): FunctionDifference['change'] {
    if (!this.before) return 'added';
    return this.after ? 'changed' : 'removed';
  }

  // Within a block the same prototypes, and the same symbols, have one number: they need not be read to be told alike.
  get sameProtos(): boolean {
    return this.before?.protosId === this.after?.protosId;
  }

  get sameSymbols(): boolean {
    return this.before?.symbolsId === this.after?.symbolsId;
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
