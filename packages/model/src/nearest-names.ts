/** Longest name that is compared; the comparison costs the product of the lengths. */
const longest = 80;

/**
 * The names that were most likely meant by a mistyped one, best first: at most `limit`, none where nothing is within
 * `furthest` steps, a third of the letters if not given. Nearness is the number of letters to insert, drop, change or swap (optimal string alignment), case aside.
 */
export function nearestNames(
  name: string,
  names: readonly string[],
  limit = 3,
  furthest = Math.max(1, Math.floor(name.length / 3)),
): readonly string[] {
  const wanted = name.toLowerCase();
  if (wanted === '' || wanted.length > longest) return [];
  const near: { readonly name: string; readonly steps: number }[] = [];
  for (const candidate of names) {
    if (candidate.length > longest) continue;
    const lower = candidate.toLowerCase();
    const steps = lower.startsWith(wanted) || wanted.startsWith(lower) ? 1 : distance(wanted, lower);
    if (steps <= furthest) near.push({ name: candidate, steps });
  }
  near.sort((a, b) => a.steps - b.steps || (a.name < b.name ? -1 : 1));
  return near.slice(0, limit).map((entry) => entry.name);
}

function distance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let steps = Math.min(
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        steps = Math.min(steps, (before[column - 2] ?? 0) + 1);
      }
      current.push(steps);
    }
    before = above;
    above = current;
  }
  return above[b.length] ?? 0;
}
