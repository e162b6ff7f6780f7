import type { Rewriting } from './rewrite';

/** A variable that is given a value; it has no sign in front, and all probes share it. */
const assignment =
  /(?<![\w@$.>:`])([A-Za-z_]\w{0,99})(?:\[[^\]]{0,200}\])?\s{0,99}(?:(?:[-+*/%&|^]|<<|>>)?=(?!=)|\+\+|--)|(?:\+\+|--)([A-Za-z_]\w{0,99})(?![\w>.-])/g;

/** Most variables that are told from other words. */
const maxVariables = 200;

/** Rules that write variables without a sign as bpftrace's maps, in languages where such a variable is shared by all probes. */
export function globalVariables(text: string): readonly Rewriting[] {
  const names = new Set<string>();
  for (const [, given = '', counted = ''] of text.matchAll(assignment)) {
    if (names.size < maxVariables) names.add(given || counted);
  }
  names.delete('');
  // A function may be called like a variable.
  const pattern = /(?<![\w@$.>:`])[A-Za-z_]\w*\b(?!\s{0,99}\()/y;
  return names.size === 0 ? [] : [{ pattern, meaning: ([word]) => (names.has(word) ? `@${word}` : word) }];
}
