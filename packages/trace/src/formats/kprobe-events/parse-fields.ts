import { isIdentifier } from '../../tracefs/command-lines';
import type { ParseContext } from './parse-context';
import type { Fetch, FieldName } from './syntax';

/** A name with its members: an argument by name, or a field of an event. */
export function parseNamed(context: ParseContext, start: number, end: number): Fetch | undefined {
  const { text, site } = context;
  if (site === 'inside' || site === 'user') {
    return context.fail(start, end, 'arguments by name are there only where a kernel function begins or returns');
  }
  if (context.wildcard) return context.fail(start, end, 'a pattern has no arguments by name');
  const length = text.slice(start, end).search(/[.-]|$/);
  const name = text.slice(start, start + length);
  if (site === 'event' && start + length < end) {
    return context.fail(start, end, 'the kernel knows no type of a field, cast it: (STRUCT)FIELD->MEMBER');
  }
  const path = parseFields(context, start + length, end);
  if (!path) return undefined;
  if (!isIdentifier(name)) return context.fail(start, start + length, `${name} is no name`);
  return { kind: 'variable', name: { name, start, end: start + length }, path, start, end };
}

/** `->FIELD[->FIELD|.FIELD...]`, perhaps none (`parse_btf_field`); the first one must follow a pointer. */
export function parseFields(context: ParseContext, start: number, end: number): readonly FieldName[] | undefined {
  const first = context.text[start];
  if (start < end && first === '.') {
    return context.fail(start + 1, end, 'the value of a register is no struct, follow it with ->');
  }
  return parseFieldChain(context, start, end);
}

/** `FIELD[->FIELD|.FIELD...]` behind the arrow of a cast. */
export function parseFieldsBehindArrow(
  context: ParseContext,
  start: number,
  end: number,
): readonly FieldName[] | undefined {
  const length = context.text.slice(start, end).search(/[.-]|$/);
  const name = context.text.slice(start, start + length);
  if (!isIdentifier(name)) return context.fail(start, start + length, 'expected the name of a member');
  const rest = parseFieldChain(context, start + length, end);
  return rest && [{ name, start, end: start + length }, ...rest];
}

function parseFieldChain(context: ParseContext, start: number, end: number): readonly FieldName[] | undefined {
  const { text } = context;
  const fields: FieldName[] = [];
  let at = start;
  while (at < end) {
    const separator = text[at] === '.' ? 1 : text.startsWith('->', at) && at + 1 < end ? 2 : 0;
    if (separator === 0) return context.fail(at, end, 'expected -> or . and the name of a member');
    const from = at + separator;
    const length = text.slice(from, end).search(/[.-]|$/);
    const name = text.slice(from, from + length);
    if (!isIdentifier(name)) return context.fail(from, from + length, 'expected the name of a member');
    fields.push({ name, start: from, end: from + length });
    at = from + length;
  }
  return fields;
}
