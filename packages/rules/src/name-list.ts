/** How many names are told of a long list. */
const most = 3;

/** Names as a clause has them: `` `a`, `b` and 5 more ``. */
export function listNames(names: readonly string[]): string {
  const told = names.slice(0, most).map((name) => `\`${name}\``);
  const rest = names.length - told.length;
  const last = rest > 0 ? `${rest} more` : told.pop();
  return told.length === 0 ? (last ?? '') : `${told.join(', ')} and ${last ?? ''}`;
}
