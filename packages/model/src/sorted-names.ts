/** The place of the first name that is not before `key`; `names` sorted by code unit. */
export function firstNotBefore(names: readonly string[], key: string): number {
  let low = 0;
  let high = names.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((names[middle] ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
