import type { CType, Guard, PathStep, Span, ValueBase, ValueUse } from '@tracefit/model';

/** What was read from the kernel: a base and the members followed from it. */
export interface Link {
  readonly base: ValueBase;
  readonly baseSpan: Span;
  readonly path: readonly PathStep[];
  readonly expected?: NonNullable<ValueUse['expected']>;
}

/** A link that the code evaluates; it is a use of the kernel, unless another link goes further from it. */
export interface Read extends Link {
  readonly span: Span;
  readonly guards: readonly Guard[];
  readonly reads?: ValueUse['reads'];
  extended: boolean;
}

/** What an expression may stand for, as far as the kernel goes; none for what is SystemTap's own. */
export type Value = readonly Read[];

/** More values that a variable may hold are given up. */
export const maxAlternatives = 8;

export function eitherOf(left: Value, right: Value): Value {
  return [...new Set([...left, ...right])];
}

/** The type behind pointers and qualifiers. */
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

/** A link up to some member, to tell whether another is the same or goes further. */
export function keysOf(link: Link): readonly string[] {
  const { base } = link;
  const start = base.kind === 'arg_name' || base.kind === 'symbol' ? `${base.kind} ${base.name}` : base.kind;
  const expected = link.expected?.type ? JSON.stringify(link.expected.type) : '';
  const typed = base.kind === 'typed' ? JSON.stringify(base.type) : '';
  const keys = [`${start}${typed}${expected}`];
  for (const step of link.path) {
    const said = step.kind === 'member' ? step.name : step.kind === 'cast' ? JSON.stringify(step.type) : step.kind;
    keys.push(`${keys.at(-1) ?? ''} ${said}`);
  }
  return keys;
}

/** The use that a read stands for. */
export function useOf(
  read: Read,
): ValueUse | { readonly kind: 'type'; readonly type: CType; readonly span: Span } | undefined {
  const { base, baseSpan, path, expected, span, reads } = read;
  if (base.kind === 'typed' && path.length === 0) {
    return namesType(base.type) ? { kind: 'type', type: innermost(base.type), span } : undefined;
  }
  const last = path.at(-1);
  const isAs = last?.kind === 'cast' && reads === undefined;
  return {
    kind: 'value',
    base,
    baseSpan,
    path: isAs ? path.slice(0, -1) : path,
    span,
    ...(expected ? { expected } : {}),
    ...(reads ? { reads } : isAs ? { reads: { kind: 'as', type: last.type } } : {}),
  };
}
