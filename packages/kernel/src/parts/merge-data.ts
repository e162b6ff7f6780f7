import type { DataSymbol } from '@tracefit/model';
import type { NamedPart } from './merge-parts';

/** Merges variables by name and module: the letter from one part, the type from another. */
export function mergeData(parts: readonly NamedPart[]): readonly DataSymbol[] {
  const having = parts.filter(({ part }) => part.data.length > 0);
  const [only, ...more] = having;
  if (!only) return [];
  if (more.length === 0) return only.part.data;
  const merged = new Map<string, DataSymbol>();
  for (const { part } of having) {
    for (const data of part.data) {
      const key = data.module === undefined ? data.name : `${data.name} ${data.module}`;
      merged.set(key, { ...data, ...merged.get(key) });
    }
  }
  return [...merged.values()];
}
