import { firstNotBefore } from '@tracefit/model';

/** The names that a pattern of `*`, `?` and `[...]` matches; `names` sorted by code unit. */
export function matchNames(pattern: string, names: readonly string[]): readonly string[] {
  const literal = literalStart(pattern);
  const found: string[] = [];
  for (let at = firstNotBefore(names, literal); at < names.length; at++) {
    const name = names[at] ?? '';
    if (!name.startsWith(literal)) break;
    if (matchGlob(pattern, name)) found.push(name);
  }
  return found;
}

/** What all names that a pattern matches begin with. */
export function literalStart(pattern: string): string {
  return /^[^*?[\\]*/.exec(pattern)?.[0] ?? '';
}

/**
 * Whether a name matches a glob as lib/glob.c reads one. Only the last `*` is ever tried again, so the time is at most
 * the product of the lengths.
 */
export function matchGlob(pattern: string, name: string): boolean {
  let at = 0;
  let in_ = 0;
  let retry: { readonly pattern: number; name: number } | undefined;
  while (in_ < name.length) {
    if (pattern[at] === '*') {
      retry = { pattern: ++at, name: in_ };
      continue;
    }
    const next = at < pattern.length ? matchOne(pattern, at, name[in_] ?? '') : undefined;
    if (next !== undefined) {
      at = next;
      in_++;
      continue;
    }
    if (!retry) return false;
    at = retry.pattern;
    in_ = ++retry.name;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}

/** Where the pattern goes on after it took one letter; `undefined` where it does not take it. */
function matchOne(pattern: string, at: number, letter: string): number | undefined {
  const sign = pattern[at];
  if (sign === '?') return at + 1;
  if (sign === '[') {
    const end = pattern.indexOf(']', at + 2);
    if (end > 0) return inClass(pattern.slice(at + 1, end), letter) ? end + 1 : undefined;
  }
  return sign === letter ? at + 1 : undefined;
}

function inClass(text: string, letter: string): boolean {
  const negated = text.startsWith('!') || text.startsWith('^');
  let hit = false;
  for (let at = negated ? 1 : 0; at < text.length; at++) {
    const from = text[at] ?? '';
    const to = text[at + 1] === '-' && at + 2 < text.length ? (text[(at += 2)] ?? '') : from;
    if (from <= letter && letter <= to) hit = true;
  }
  return hit !== negated;
}
