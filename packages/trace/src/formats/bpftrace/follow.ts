import type { CType, PathStep, Span } from '@tracefit/model';
import { addUnknown, addUse, type Run } from './run';
import {
  createLink,
  eitherOf,
  goFurther,
  innermost,
  kernelValue,
  lost,
  maxSteps,
  namesType,
  own,
  stepsOf,
  type Link,
  type Value,
} from './value';

/** `value.name` or `value->name`, and `value.0` of a tuple. */
export function followMember(run: Run, value: Value, name: string, nameSpan: Span, span: Span): Value {
  switch (value.kind) {
    case 'kernel':
      return further(run, value.links, { kind: 'member', name, span: plain(nameSpan) }, span);
    case 'tuple':
      return value.items[Number(name)] ?? own;
    case 'record':
      return value.fields.get(name) ?? own;
    case 'args':
      return argumentByName(run, name, nameSpan, span);
    case 'own':
      return own;
    case 'shifted':
    case 'lost':
      return giveUp(run, value, nameSpan);
  }
}

/** `value[index]`; `constant` where the index is a number. */
export function followIndex(
  run: Run,
  value: Value,
  constant: bigint | undefined,
  bracketSpan: Span,
  span: Span,
): Value {
  switch (value.kind) {
    case 'kernel':
      return further(run, value.links, { kind: 'index', span: plain(bracketSpan) }, span);
    case 'tuple':
      if (constant !== undefined) return value.items[Number(constant)] ?? own;
      return value.items.reduce((left, right) => eitherOf(left, right), own);
    case 'shifted':
    case 'lost':
      return giveUp(run, value, bracketSpan);
    case 'record':
    case 'args':
    case 'own':
      return own;
  }
}

/** `*value` */
export function followPointer(run: Run, value: Value, opSpan: Span, span: Span): Value {
  if (value.kind === 'kernel') return further(run, value.links, { kind: 'deref', span: plain(opSpan) }, span);
  // `*(kaddr("avenrun") + 8)` is another element of the same variable.
  const isVariable =
    value.kind === 'shifted' && value.links.every(({ base, steps }) => base.kind === 'symbol' && steps === 0);
  if (isVariable) return further(run, value.links, { kind: 'index', span: plain(opSpan) }, span);
  return value.kind === 'shifted' || value.kind === 'lost' ? giveUp(run, value, opSpan) : own;
}

function further(run: Run, links: readonly Link[], step: PathStep, span: Span): Value {
  if (links.some((link) => link.steps >= maxSteps)) {
    addUnknown(run, `more than ${maxSteps} members are followed from one value`, step.span);
    return lost;
  }
  return kernelValue(...links.map((link) => goFurther(link, step, plain(span))));
}

function giveUp(run: Run, value: Value, span: Span): Value {
  const reason =
    value.kind === 'shifted'
      ? 'the result of pointer arithmetic is followed, and tracefit does not know what is there'
      : 'a value is followed, and tracefit does not know where it comes from';
  addUnknown(run, reason, span);
  return own;
}

/** `args.name`: a field of the tracepoint's record, or a parameter of the function by the kernel's own name. */
function argumentByName(run: Run, name: string, nameSpan: Span, span: Span): Value {
  const kind = run.provider === 'tracepoint' ? 'event_field' : 'arg_name';
  return kernelValue(createLink({ run, base: { kind, name }, baseSpan: plain(nameSpan), span: plain(span) }));
}

/** `(type)value`; `by` is `declaration` where a variable or parameter is declared so. */
export function castTo(run: Run, value: Value, type: CType, span: Span, by: 'cast' | 'declaration' = 'cast'): Value {
  const target = unqualified(type);
  if (target.kind === 'int' || target.kind === 'float') return readInteger(value, target.size, span);
  const isScalar = target.kind === 'enum' || target.kind === 'typedef';
  if (isScalar) {
    addUse(run, { kind: 'type', type: target, span: plain(span) });
    return value;
  }
  // `(void *)x` says nothing of what is there, and an array of integers is a copy of the bytes.
  if (innermost(target).kind === 'void') return value;
  if (target.kind === 'array' && !namesType(target)) return own;
  if (value.kind !== 'kernel') {
    const base = { kind: 'typed', type: target } as const;
    return kernelValue(createLink({ run, base, baseSpan: plain(span), span: plain(span) }));
  }
  return kernelValue(...value.links.map((link) => castLink(link, target, plain(span), by)));
}

/** The first cast of a value nothing was said of is an expectation; later ones are steps, unless they only say more. */
function castLink(link: Link, type: CType, span: Span, by: 'cast' | 'declaration'): Link {
  const { run, base, baseSpan } = link;
  if (link.steps === 0) {
    if (base.kind === 'typed') {
      if (!namesType(base.type))
        return createLink({ run, base: { kind: 'typed', type }, baseSpan, span, before: link });
    } else if (!link.expected?.type || !namesType(link.expected.type)) {
      return createLink({ run, base, baseSpan, span, expected: { type, by, span }, before: link });
    }
  }
  return goFurther(link, { kind: 'cast', type, span }, span);
}

/** `(uint32)value` reads that many bytes; 64 bits are what every value has. */
function readInteger(value: Value, size: number, span: Span): Value {
  if (value.kind !== 'kernel') return value.kind === 'shifted' ? value : own;
  if (size === 8) return value;
  const reads = { kind: 'integer', size } as const;
  return kernelValue(...value.links.map((link) => readLink(link, { reads }, span)));
}

/** `str(value)`: a bare argument is expected to be text, the end of a path is read as text. */
export function readString(value: Value, span: Span): void {
  if (value.kind !== 'kernel') return;
  for (const link of value.links) {
    const isBare = link.steps === 0 && !link.expected && link.base.kind !== 'typed';
    if (isBare) readLink(link, { expected: { by: 'string', span: plain(span) } }, span);
    else readLink(link, { reads: { kind: 'string' } }, span);
  }
}

/** `value == 3` */
export function compareWith(value: Value, number: bigint, span: Span): void {
  if (value.kind !== 'kernel') return;
  for (const link of value.links) {
    const { run, base, expected } = link;
    const said = expected ? { expected } : {};
    addUse(run, { kind: 'comparison', base, path: stepsOf(link), number: String(number), span: plain(span), ...said });
  }
}

function readLink(link: Link, said: Pick<Partial<Link>, 'expected' | 'reads'>, span: Span): Link {
  const { run, base, baseSpan, expected } = link;
  return createLink({
    run,
    base,
    baseSpan,
    span: plain(span),
    ...(expected ? { expected } : {}),
    before: link,
    ...said,
  });
}

function unqualified(type: CType): CType {
  return type.kind === 'const' || type.kind === 'volatile' || type.kind === 'restrict' ? unqualified(type.of) : type;
}

/** A span without what a token has beside it. */
export function plain({ start, end, line, column }: Span): Span {
  return { start, end, line, column };
}
