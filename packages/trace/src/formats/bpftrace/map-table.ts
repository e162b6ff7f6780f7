import type { CType, PathStep, Span } from '@tracefit/model';
import type { Run } from './run';
import { createLink, lost, maxAlternatives, own, stepsOf, tupleOf, type Link, type Value } from './value';

/** What probes put into maps. A value read in another probe keeps what a cast says of it, or belongs to its first probe. */
export interface MapTable {
  store(name: string, value: Value, keys: Value | undefined): void;
  load(name: string, reader: MapReader): Value;
  loadKey(name: string, reader: MapReader): Value;
}

/** Who reads a map, where, and all probes by index, since a value without a cast belongs to the one that stored it. */
export interface MapReader {
  readonly run: Run;
  readonly span: Span;
  readonly runs: readonly Run[];
}

/** A kernel value in a map: from its last cast on, or as the link it was. */
type Stored = { readonly type: CType; readonly steps: readonly PathStep[] } | { readonly link: Link };

/** A stored value: kernel values by what tells them apart, tuples by item, or nothing of the kernel. */
interface Cell {
  kernel: Map<string, Stored> | undefined;
  items: Cell[] | undefined;
  isLost: boolean;
}

export function createMapTable(): MapTable {
  const values = new Map<string, Cell>();
  const keys = new Map<string, Cell>();
  return {
    store(name, value, key) {
      put(cellOf(values, name), value);
      if (key) put(cellOf(keys, name), key);
    },
    load: (name, reader) => get(values.get(name), reader),
    loadKey: (name, reader) => get(keys.get(name), reader),
  };
}

function cellOf(cells: Map<string, Cell>, name: string): Cell {
  const found = cells.get(name);
  if (found) return found;
  const created: Cell = { kernel: undefined, items: undefined, isLost: false };
  cells.set(name, created);
  return created;
}

function put(cell: Cell, value: Value): void {
  if (value.kind === 'lost' || value.kind === 'shifted') cell.isLost = true;
  else if (value.kind === 'kernel') for (const link of value.links) putLink(cell, link);
  else if (value.kind === 'tuple') {
    cell.items ??= [];
    for (const [index, item] of value.items.entries()) {
      const inner = (cell.items[index] ??= { kernel: undefined, items: undefined, isLost: false });
      put(inner, item);
    }
  }
}

function putLink(cell: Cell, link: Link): void {
  cell.kernel ??= new Map();
  const steps: PathStep[] = [];
  let type: CType | undefined;
  for (let at: Link | undefined = link; at && !type; at = at.before) {
    if (at.step?.kind === 'cast') ({ type } = at.step);
    else if (at.step) steps.push(at.step);
  }
  type ??= link.expected?.type ?? (link.base.kind === 'typed' ? link.base.type : undefined);
  const way = steps.reverse().map((step) => (step.kind === 'member' ? step.name : step.kind));
  const origin = type ?? { run: link.run.index, base: link.base };
  const key = JSON.stringify([origin, way]);
  if (cell.kernel.has(key)) return;
  if (cell.kernel.size >= maxAlternatives) cell.isLost = true;
  else cell.kernel.set(key, type ? { type, steps } : { link });
}

function get(cell: Cell | undefined, reader: MapReader): Value {
  if (!cell) return own;
  if (cell.isLost) return lost;
  if (cell.kernel) return { kind: 'kernel', links: [...cell.kernel.values()].map((stored) => linkOf(stored, reader)) };
  return cell.items ? tupleOf(cell.items.map((item) => get(item, reader))) : own;
}

/** A stored value once more; no use by itself, since the place that stored it has that. */
function linkOf(stored: Stored, { run, span, runs }: MapReader): Link {
  if ('type' in stored) {
    const base = { kind: 'typed', type: stored.type } as const;
    return repeat({ run, base, baseSpan: span, span, quiet: true }, stored.steps);
  }
  const { base, baseSpan, expected, span: at, run: owner } = stored.link;
  const first = { run: runs[owner.index] ?? owner, base, baseSpan, span: at, quiet: true };
  return repeat({ ...first, ...(expected ? { expected } : {}) }, stepsOf(stored.link));
}

function repeat(first: Parameters<typeof createLink>[0], steps: readonly PathStep[]): Link {
  return steps.reduce((before, step) => createLink({ ...first, before, step }), createLink(first));
}
