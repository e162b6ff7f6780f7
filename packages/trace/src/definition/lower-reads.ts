import {
  parseCType,
  type CType,
  type Guard,
  type ParseProblem,
  type Span,
  type Use,
  type ValueBase,
  type ValueUse,
} from '@tracefit/model';
import { countOf, itemsOf, textOf, valueOf, type Located, type LocatedScalar } from '../data/located';
import { lowerConditions } from './lower-condition';
import { parseField, parsePath } from './parse-field';

/** All that a probe reads and relies on. */
export function lowerReads(probe: Located, problems: ParseProblem[]): readonly Use[] {
  const args = itemsOf(valueOf(probe, 'args')).flatMap((arg) => lowerArg(arg, problems));
  const retval = valueOf(probe, 'retval');
  const returned =
    retval?.kind === 'map' ? lowerValue(retval, { kind: 'retval' }, keySpanOf(probe, 'retval'), problems) : [];
  return [
    ...args,
    ...returned,
    ...named(probe, 'eventFields', problems, ({ text, span }, guards) => [
      { kind: 'value', base: { kind: 'event_field', name: text.text }, path: [], baseSpan: span, span, ...guards },
    ]),
    ...itemsOf(valueOf(probe, 'fields')).flatMap((field) => lowerField(field, problems)),
    ...named(probe, 'types', problems, (name, guards) => {
      const type = typeOf(name, problems);
      return type ? [{ kind: 'type', type, span: name.span, ...guards }] : [];
    }),
    ...named(probe, 'enumConstants', problems, ({ text, span }, guards) => [
      { kind: 'enumval', name: text.text, span, ...guards },
    ]),
    ...named(probe, 'symbols', problems, ({ text, span }, guards) => [
      { kind: 'symbol', name: text.text, span, ...guards },
    ]),
  ];
}

interface Guarded {
  readonly guards?: readonly Guard[];
}

function guardsOf(item: Located, problems: ParseProblem[]): Guarded {
  const guards = lowerConditions(valueOf(item, 'when'), problems);
  return guards.length > 0 ? { guards } : {};
}

/** The names of a list; each may be a map with the name and a `when`. */
function named(
  probe: Located,
  key: string,
  problems: ParseProblem[],
  lower: (name: LocatedScalar, guards: Guarded) => readonly Use[],
): readonly Use[] {
  return itemsOf(valueOf(probe, key)).flatMap((item) => {
    const name = textOf(item) ?? textOf(valueOf(item, 'name'));
    return name ? lower(name, guardsOf(item, problems)) : [];
  });
}

function lowerArg(arg: Located, problems: ParseProblem[]): readonly Use[] {
  const position = valueOf(arg, 'position');
  const count = countOf(position);
  const register = textOf(valueOf(arg, 'register'));
  const name = textOf(valueOf(arg, 'name'));
  if (position && count !== undefined && count > 0) {
    return lowerValue(arg, { kind: 'arg', index: count - 1 }, position.span, problems);
  }
  if (register) return lowerValue(arg, { kind: 'register', name: register.text.text }, register.span, problems);
  if (name) return lowerValue(arg, { kind: 'arg_name', name: name.text.text }, name.span, problems);
  const isUnknown = [position, valueOf(arg, 'register'), valueOf(arg, 'name')].some(
    (value) => value?.kind === 'unknown',
  );
  if (arg.kind === 'map' && !isUnknown) {
    problems.push({ kind: 'syntax', message: 'expected `position`, `name` or `register`', span: arg.span });
  }
  return [];
}

/** A value by what it starts from: it is read itself, and the members from it on. */
function lowerValue(item: Located, base: ValueBase, baseSpan: Span, problems: ParseProblem[]): readonly Use[] {
  const guards = guardsOf(item, problems);
  const expected = expectation(item, base, problems);
  const value: ValueUse = { kind: 'value', base, path: [], baseSpan, span: baseSpan, ...expected, ...guards };
  const members = itemsOf(valueOf(item, 'fields')).flatMap((entry): readonly Use[] => {
    const text = textOf(entry);
    if (!text) return [];
    const path = parsePath(text.text, 0);
    if (!path)
      problems.push({ kind: 'syntax', message: 'expected members, as in `f_path.dentry->d_name`', span: text.span });
    return path ? [{ ...value, path, span: text.span }] : [];
  });
  return members.length > 0 ? members : [value];
}

/** What the definition says that a value is: a type, or the name of an argument that is read by its place. */
function expectation(item: Located, base: ValueBase, problems: ParseProblem[]): Pick<ValueUse, 'expected'> {
  const typeText = textOf(valueOf(item, 'type'));
  const nameText = base.kind === 'arg' || base.kind === 'register' ? textOf(valueOf(item, 'name')) : undefined;
  if (typeText?.value === 'string') return { expected: { by: 'string', span: typeText.span } };
  const type = typeText && typeOf(typeText, problems);
  const named = nameText ? { name: nameText.text.text } : {};
  if (typeText && type) {
    const span = nameText?.span ?? typeText.span;
    return { expected: { by: 'declaration', type, ...named, span } };
  }
  return nameText ? { expected: { by: 'name', ...named, span: nameText.span } } : {};
}

function typeOf(text: LocatedScalar, problems: ParseProblem[]): CType | undefined {
  const { type } = parseCType(text.text.text);
  if (!type) problems.push({ kind: 'syntax', message: `not a type of C: \`${text.text.text}\``, span: text.span });
  return type;
}

function lowerField(item: Located, problems: ParseProblem[]): readonly Use[] {
  const text = textOf(item) ?? textOf(valueOf(item, 'field'));
  if (!text) return [];
  const field = parseField(text.text);
  if (!field) {
    problems.push({
      kind: 'syntax',
      message: 'expected a member of a type, as in `struct file.f_mode`',
      span: text.span,
    });
    return [];
  }
  const { type, typeSpan, path } = field;
  const base = { kind: 'typed', type: { kind: 'ptr', to: type } } as const;
  return [{ kind: 'value', base, path, baseSpan: typeSpan, span: text.span, ...guardsOf(item, problems) }];
}

function keySpanOf(map: Located, key: string): Span {
  const entry = map.kind === 'map' ? map.entries.find((each) => each.key === key) : undefined;
  return entry?.keySpan ?? map.span;
}
