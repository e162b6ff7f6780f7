import type { CType, Guard, PathStep, Span, ValueBase, ValueUse } from '@tracefit/model';
import type { Run } from './run';

/**
 * What an expression stands for, as far as the kernel goes. `own`: a value of bpftrace's, whose parts are no matter of
 * the kernel. `lost`: it may come from the kernel, and nobody knows how. `shifted`: pointer arithmetic on something.
 * `args`: the probe's arguments by name.
 */
export type Value =
  | { readonly kind: 'own' | 'lost' | 'args' }
  | { readonly kind: 'shifted'; readonly links: readonly Link[] }
  | { readonly kind: 'kernel'; readonly links: readonly Link[] }
  | { readonly kind: 'tuple'; readonly items: readonly Value[]; readonly depth: number }
  | { readonly kind: 'record'; readonly fields: ReadonlyMap<string, Value>; readonly depth: number };

export const own: Value = { kind: 'own' };
export const lost: Value = { kind: 'lost' };

/** What was read from the kernel: a base, or a step further from another link. The last links of all chains are the uses. */
export interface Link {
  /** The probe it is read in, which is not that of the code where a map carried it. */
  readonly run: Run;
  readonly base: ValueBase;
  readonly baseSpan: Span;
  readonly span: Span;
  readonly expected?: NonNullable<ValueUse['expected']>;
  readonly reads?: NonNullable<ValueUse['reads']>;
  readonly before?: Link;
  readonly step?: PathStep;
  readonly steps: number;
  readonly guards: readonly Guard[];
  /** Set once another link goes further from here. */
  extended: boolean;
  /** No use by itself, only where another link goes further. */
  readonly quiet?: boolean;
}

/** More alternatives than these are given up, aloud. */
export const maxAlternatives = 8;

/** Longer chains of members are given up, aloud. */
export const maxSteps = 64;

/** Tuples nested deeper become `lost`. */
const maxTupleDepth = 8;

/** A new chain, noted as a use of its probe. */
export function createLink(link: Omit<Link, 'extended' | 'steps' | 'guards'>): Link {
  if (link.before) link.before.extended = true;
  const steps = (link.before?.steps ?? 0) + (link.step ? 1 : 0);
  const created: Link = { ...link, steps, guards: link.run.guards, extended: false };
  created.run.links.push(created);
  return created;
}

/** A link one step further; `baseSpan` and what is expected of the base stay. */
export function goFurther(before: Link, step: PathStep, span: Span): Link {
  const { run, base, baseSpan, expected } = before;
  return createLink({ run, base, baseSpan, span, ...(expected ? { expected } : {}), before, step });
}

/** What pointer arithmetic makes of a value; numbers stay numbers. */
export function shift(value: Value): Value {
  return value.kind === 'kernel' ? { kind: 'shifted', links: value.links } : value;
}

export function kernelValue(...links: readonly Link[]): Value {
  return { kind: 'kernel', links };
}

export function tupleOf(items: readonly Value[]): Value {
  const depth = 1 + Math.max(0, ...items.slice(0, 1000).map(depthOf));
  return depth > maxTupleDepth || items.length > 1000 ? lost : { kind: 'tuple', items, depth };
}

export function recordOf(fields: ReadonlyMap<string, Value>): Value {
  const depth = 1 + [...fields.values()].reduce((most, value) => Math.max(most, depthOf(value)), 0);
  return depth > maxTupleDepth ? lost : { kind: 'record', fields, depth };
}

function depthOf(value: Value): number {
  return value.kind === 'tuple' || value.kind === 'record' ? value.depth : 0;
}

/** A value that is one of two: what the kernel gives wins over what it does not, two kernel values are both kept. */
export function eitherOf(left: Value | undefined, right: Value | undefined): Value {
  if (!left || left === right) return right ?? own;
  if (!right) return left;
  if (left.kind === 'kernel' && right.kind === 'kernel') {
    const links = [...new Set([...left.links, ...right.links])];
    return links.length > maxAlternatives ? lost : { kind: 'kernel', links };
  }
  if (left.kind === 'tuple' && right.kind === 'tuple' && left.items.length === right.items.length) {
    return tupleOf(left.items.map((item, index) => eitherOf(item, right.items[index])));
  }
  const order = ['lost', 'kernel', 'tuple', 'record', 'shifted', 'args', 'own'];
  return order.indexOf(left.kind) <= order.indexOf(right.kind) ? left : right;
}

/** The type behind pointers, arrays and qualifiers. */
export function innermost(type: CType): CType {
  let at = type;
  for (;;) {
    if (at.kind === 'ptr') at = at.to;
    else if (at.kind === 'array' || at.kind === 'const' || at.kind === 'volatile' || at.kind === 'restrict') at = at.of;
    else return at;
  }
}

/** Whether a type is of the kernel by name. */
export function namesType(type: CType): boolean {
  return ['struct', 'union', 'enum', 'typedef'].includes(innermost(type).kind);
}

/** The steps from the base to the end of a chain. */
export function stepsOf(link: Link): PathStep[] {
  const steps: PathStep[] = [];
  for (let at: Link | undefined = link; at; at = at.before) if (at.step) steps.push(at.step);
  return steps.reverse();
}
