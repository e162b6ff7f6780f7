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
  const reach = Math.min(furthest, longest);
  const rows: Rows = [new Uint8Array(longest + 3), new Uint8Array(longest + 3), new Uint8Array(longest + 3)];
  const near: { readonly name: string; readonly steps: number }[] = [];
  for (const candidate of names) {
    if (candidate.length > longest) continue;
    const lower = candidate.toLowerCase();
    const steps = continues(wanted, lower) || continues(lower, wanted) ? 1 : distance(wanted, lower, reach, rows);
    if (steps <= reach) near.push({ name: candidate, steps });
  }
  near.sort((a, b) => a.steps - b.steps || (a.name < b.name ? -1 : 1));
  return near.slice(0, limit).map((entry) => entry.name);
}

/** Whether a name is another with something behind it, or a word before it: `fl_type` and `type`. Two letters say nothing. */
function continues(longer: string, shorter: string): boolean {
  return shorter.length > 2 && (longer.startsWith(shorter) || longer.endsWith(`_${shorter}`));
}

/** Rows of the table of steps, used again for each pair of names: this is asked of all 100,000 names of a kernel. */
type Rows = readonly [Uint8Array, Uint8Array, Uint8Array];

/**
 * The steps from one name to another; `furthest + 1` for all that is further. Only the band of the table that can lead to
 * an end within reach is filled, and no row after one in which nothing is within reach.
 */
function distance(a: string, b: string, furthest: number, rows: Rows): number {
  const beyond = furthest + 1;
  if (Math.abs(a.length - b.length) > furthest) return beyond;
  let [before, above, current] = rows;
  for (let column = 0; column <= Math.min(b.length, beyond); column++) above[column] = column;
  for (let row = 1; row <= a.length; row++) {
    const from = Math.max(1, row - furthest);
    const to = Math.min(b.length, row + furthest);
    current[from - 1] = from === 1 ? row : beyond;
    let least = current[from - 1] ?? beyond;
    const letter = a.charCodeAt(row - 1);
    for (let column = from; column <= to; column++) {
      const other = b.charCodeAt(column - 1);
      let steps = (above[column - 1] ?? beyond) + (letter === other ? 0 : 1);
      steps = Math.min(steps, (above[column] ?? beyond) + 1, (current[column - 1] ?? beyond) + 1);
      if (row > 1 && column > 1 && letter === b.charCodeAt(column - 2) && a.charCodeAt(row - 2) === other) {
        steps = Math.min(steps, (before[column - 2] ?? beyond) + 1);
      }
      current[column] = steps;
      least = Math.min(least, steps);
    }
    current[to + 1] = beyond;
    if (least > furthest) return beyond;
    [before, above, current] = [above, current, before];
  }
  return above[b.length] ?? beyond;
}
