import type { Span } from '@tracefit/model';
import type { MappedText } from '../embedded/mapped-text';

/** Plain data (JSON's kinds) that was written in a file, with the places of its parts. */
export type Located = LocatedMap | LocatedList | LocatedScalar | LocatedUnknown;

export interface LocatedMap {
  readonly kind: 'map';
  readonly entries: readonly LocatedEntry[];
  readonly span: Span;
}

export interface LocatedEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Located;
}

export interface LocatedList {
  readonly kind: 'list';
  readonly items: readonly Located[];
  readonly span: Span;
}

export interface LocatedScalar {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** The value as text, each piece of it at its place. */
  readonly text: MappedText;
  readonly span: Span;
}

/** A value that is known only when the file is run; `reason` is a clause. */
export interface LocatedUnknown {
  readonly kind: 'unknown';
  readonly reason: string;
  readonly span: Span;
}

/** The value of a key; the first, where it is there twice. */
export function valueOf(map: Located | undefined, key: string): Located | undefined {
  return map?.kind === 'map' ? map.entries.find((entry) => entry.key === key)?.value : undefined;
}

/** The items of a list; none of anything else. */
export function itemsOf(value: Located | undefined): readonly Located[] {
  return value?.kind === 'list' ? value.items : [];
}

/** A scalar that holds text. */
export function textOf(value: Located | undefined): LocatedScalar | undefined {
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value : undefined;
}

/** A number, where the value is one that is whole and not negative. */
export function countOf(value: Located | undefined): number | undefined {
  if (value?.kind !== 'scalar' || typeof value.value !== 'number') return undefined;
  return Number.isSafeInteger(value.value) && value.value >= 0 ? value.value : undefined;
}

/** Whether the value is `true`. */
export function isTrue(value: Located | undefined): boolean {
  return value?.kind === 'scalar' && value.value === true;
}

/** All that is unknown in a value, itself included. */
export function unknownIn(value: Located | undefined): readonly LocatedUnknown[] {
  switch (value?.kind) {
    case 'map':
      return value.entries.flatMap((entry) => unknownIn(entry.value));
    case 'list':
      return value.items.flatMap(unknownIn);
    case 'scalar':
      return value.text
        .unknownIn(0, value.text.text.length)
        .map(({ name, span }) => ({ kind: 'unknown', reason: `the value of ${name} is not known`, span }));
    case 'unknown':
      return [value];
    case undefined:
      return [];
  }
}
