/** Sets of kernels, each kept once as runs of places: first, last, first, last ... */
export interface KernelSets {
  readonly sets: readonly (readonly number[])[];
  readonly others: readonly string[];
  /** The number of the set of these kernels. */
  add(ids: readonly string[]): number;
}

/** @param order ids of the kernels in the order of their places; others get places behind them */
export function kernelSets(order: readonly string[]): KernelSets {
  const places = new Map(order.map((id, at) => [id, at]));
  const others: string[] = [];
  const sets: number[][] = [];
  const numbers = new Map<string, number>();
  const placeOf = (id: string): number => {
    const place = places.get(id) ?? places.size;
    if (place === places.size) {
      places.set(id, place);
      others.push(id);
    }
    return place;
  };
  return {
    sets,
    others,
    add(ids) {
      const set = runs([...new Set(ids.map(placeOf))].sort((a, b) => a - b));
      const key = set.join(' ');
      const number = numbers.get(key) ?? sets.push(set) - 1;
      numbers.set(key, number);
      return number;
    },
  };
}

function runs(places: readonly number[]): number[] {
  const ends: number[] = [];
  for (const place of places) {
    if (ends.at(-1) === place - 1) ends[ends.length - 1] = place;
    else ends.push(place, place);
  }
  return ends;
}
