import type { Shape, ShapeItem } from './shape';

/** A line of what has changed: gone, new, or anything else worth saying. */
export interface Change {
  readonly sign: '-' | '+' | '~';
  readonly text: string;
}

/**
 * What has changed from one shape to the next, for shapes with parts: parts that went, came or are something else, how
 * many others only lie elsewhere, and the size. Undefined where one of them has no parts to compare.
 */
export function difference(before: Shape, after: Shape): readonly Change[] | undefined {
  if (!before.items || !after.items) return undefined;
  const old = new Map(before.items.map((item) => [item.name, item]));
  const now = new Map(after.items.map((item) => [item.name, item]));
  const gone = before.items.filter((item) => now.get(item.name)?.text !== item.text);
  const come = after.items.filter((item) => old.get(item.name)?.text !== item.text);
  const moved = after.items.filter((item) => hasMoved(old.get(item.name), item)).length;
  const resized = before.size !== undefined && after.size !== undefined && before.size !== after.size;
  return [
    ...gone.map((item): Change => ({ sign: '-', text: item.text })),
    ...come.map((item): Change => ({ sign: '+', text: item.text })),
    ...(moved === 0
      ? []
      : [{ sign: '~', text: `${moved} ${moved === 1 ? 'other lies' : 'others lie'} elsewhere` } as const]),
    ...(resized ? [{ sign: '~', text: `${before.size} bytes, now ${after.size}` } as const] : []),
  ];
}

function hasMoved(before: ShapeItem | undefined, after: ShapeItem): boolean {
  return before !== undefined && before.text === after.text && before.place !== after.place;
}
