/**
 * Orders versions and releases as people do: numbers by value (`6.9` before `6.12`), a release candidate before its
 * release, the rest by code unit.
 */
export function compareReleases(a: string, b: string): number {
  const left = parts(a);
  const right = parts(b);
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const order = compareParts(left[at], right[at]);
    if (order !== 0) return order;
  }
  return 0;
}

function parts(text: string): readonly string[] {
  return text.match(/\d+|[^\d.]+/g) ?? [];
}

function compareParts(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return isCandidate(b) ? 1 : -1;
  if (b === undefined) return isCandidate(a) ? -1 : 1;
  const numbers = [Number(a), Number(b)] as const;
  if (!Number.isNaN(numbers[0]) && !Number.isNaN(numbers[1])) return Math.sign(numbers[0] - numbers[1]);
  // `6.1-rc1` against `6.1.1`: the candidate comes first; other words come after numbers.
  if (isCandidate(a) !== isCandidate(b)) return isCandidate(a) ? -1 : 1;
  if (!Number.isNaN(numbers[0])) return -1;
  if (!Number.isNaN(numbers[1])) return 1;
  return a < b ? -1 : 1;
}

function isCandidate(part: string | undefined): boolean {
  return part !== undefined && /^[-~_]rc$/.test(part);
}
