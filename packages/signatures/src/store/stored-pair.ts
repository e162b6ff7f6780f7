import type { NameDifference } from '@tracefit/model';
import type { ValueReader } from './value-reader';
import type { PairPlaces, ValuesReader } from './values-frame';

/** A name that two kernels of a store do not have alike; what it is on them is read when it is asked for, each time anew. */
export class StoredPair<T> implements NameDifference<T> {
  /** @param readItem reads what it is on one of them */
  constructor(
    readonly values: ValuesReader<unknown>,
    readonly name: string,
    readonly places: PairPlaces,
    readonly readItem: (from: ValueReader, key: string) => T,
  ) {}

  get change(): NameDifference<T>['change'] {
    if (this.places.before < 0) return 'added';
    return this.places.after < 0 ? 'removed' : 'changed';
  }

  get before(): T | undefined {
    return this.#read(this.places.before);
  }

  get after(): T | undefined {
    return this.#read(this.places.after);
  }

  #read(place: number): T | undefined {
    return place < 0 ? undefined : this.readItem(this.values.at(place), this.name);
  }
}
