import type { SnapshotPart } from '@tracefit/model';
import type { NamedPart } from './merge-parts';

export interface NamedList<T> {
  readonly key: (item: T) => string;
  readonly get: (part: SnapshotPart) => readonly T[];
  /** Whether a name has one thing; else all of a name are one, in whatever order. */
  readonly one: boolean;
}

/**
 * Merges lists of named things: each name from the first part that has it, and of one part all things of a name.
 * @param differ called for each later part that has some of these names with other contents
 */
export function mergeNamed<T>(
  parts: readonly NamedPart[],
  list: NamedList<T>,
  differ: (first: NamedPart, other: NamedPart, names: readonly string[]) => void,
): readonly T[] {
  const having = parts.filter(({ part }) => list.get(part).length > 0);
  const [only, ...more] = having;
  if (!only) return [];
  if (more.length === 0) return list.get(only.part);

  const merged = new Map<string, { readonly items: T[]; readonly from: NamedPart }>();
  for (const named of having) {
    const different = new Map<NamedPart, string[]>();
    for (const [name, items] of group(list.get(named.part), list.key)) {
      const known = merged.get(name);
      if (!known) {
        merged.set(name, { items, from: named });
      } else if (text(known.items) !== text(items)) {
        different.set(known.from, [...(different.get(known.from) ?? []), name]);
      }
    }
    for (const [first, names] of different) differ(first, named, names);
  }
  return [...merged.values()].flatMap(({ items }) => items);
}

function group<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const known = groups.get(key(item));
    if (known) known.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

function text(items: readonly unknown[]): string {
  return items
    .map((item) => JSON.stringify(item))
    .sort()
    .join('\n');
}
