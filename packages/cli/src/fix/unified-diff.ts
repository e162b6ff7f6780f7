/** Unchanged lines around a change. */
const context = 3;

/** The unified diff of two texts with the same number of lines, as `patch` and `git apply -p0` take it; empty where they are the same. */
export function unifiedDiff(path: string, before: string, after: string): string {
  const old = linesOf(before);
  const now = linesOf(after);
  const changed = old.flatMap((line, at) => (line === now[at] ? [] : [at]));
  if (changed.length === 0) return '';
  const hunks = groupNear(changed).map(({ first, last }) => {
    const start = Math.max(0, first - context);
    const end = Math.min(old.length, last + context + 1);
    const range = `${start + 1},${end - start}`;
    return `@@ -${range} +${range} @@\n${body(old.slice(start, end), now.slice(start, end))}`;
  });
  return `--- ${path}\n+++ ${path}\n${hunks.join('')}`;
}

/** Lines with their ends; the last may have none. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Changes whose surroundings touch are one hunk. */
function groupNear(changed: readonly number[]): readonly { readonly first: number; readonly last: number }[] {
  const groups: { first: number; last: number }[] = [];
  for (const at of changed) {
    const group = groups.at(-1);
    if (group && at - group.last <= 2 * context) group.last = at;
    else groups.push({ first: at, last: at });
  }
  return groups;
}

function body(old: readonly string[], now: readonly string[]): string {
  let text = '';
  for (let at = 0; at < old.length; at++) {
    if (old[at] === now[at]) {
      text += shown(' ', old[at]);
      continue;
    }
    let end = at;
    while (end < old.length && old[end] !== now[end]) end++;
    text += old
      .slice(at, end)
      .map((line) => shown('-', line))
      .join('');
    text += now
      .slice(at, end)
      .map((line) => shown('+', line))
      .join('');
    at = end - 1;
  }
  return text;
}

function shown(sign: string, line = ''): string {
  return line.endsWith('\n') ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`;
}
