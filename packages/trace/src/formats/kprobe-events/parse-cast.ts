import { indexWithin, isIdentifier } from '../../tracefs/command-lines';
import type { ParseContext } from './parse-context';
import type { FetchSteps, parseFetch } from './parse-fetch';
import { parseFieldsBehindArrow } from './parse-fields';
import type { FieldName } from './syntax';

/**
 * `(STRUCT)FETCHARG->FIELD..`, `(STRUCT)(FETCHARG)->FIELD..`, and with `(STRUCT,MEMBER)` the struct around the member that
 * FETCHARG points at (`handle_typecast`, Linux 7.3; fields of events only from 7.1).
 */
export function parseCast(
  context: ParseContext,
  start: number,
  end: number,
  parse: typeof parseFetch,
): FetchSteps | undefined {
  const { text } = context;
  if (context.site === 'user') return context.fail(start, end, "a program's probe knows no types of the kernel");
  const close = indexWithin(text, ')', start, end);
  if (close < 0) return context.fail(end, end, 'the parenthesis is not closed');
  const type = parseCastType(context, start + 1, close);
  if (!type) return undefined;
  const target = findTarget(context, close + 1, end);
  if (!target) return undefined;
  const inner = parse(context, target.start, target.end);
  if (!inner) return undefined;
  const path = parseFieldsBehindArrow(context, target.fields, end);
  return path && { fetch: { kind: 'cast', ...type, inner: inner.fetch, path, start, end }, steps: inner.steps + 1 };
}

function parseCastType(
  context: ParseContext,
  start: number,
  end: number,
): { readonly struct: FieldName; readonly container?: readonly FieldName[] } | undefined {
  const inside = context.text.slice(start, end);
  const comma = inside.indexOf(',');
  const name = comma < 0 ? inside : inside.slice(0, comma);
  if (!isIdentifier(name)) return context.fail(start, end, 'expected the name of a struct, without "struct"');
  const struct = { name, start, end: start + name.length };
  if (comma < 0) return { struct };
  const arrow = inside.indexOf('->');
  if (arrow >= 0) return context.fail(start + arrow, end, 'a member inside of the struct is not behind ->');
  const members = inside.slice(comma + 1).split('.');
  if (!members.every(isIdentifier)) return context.fail(start + comma + 1, end, 'expected a member of the struct');
  let at = start + comma + 1;
  const container = members.map((member) => {
    const field = { name: member, start: at, end: at + member.length };
    at = field.end + 1;
    return field;
  });
  return { struct, container };
}

/** What is cast, and where the members behind its arrow begin. */
function findTarget(
  context: ParseContext,
  start: number,
  end: number,
): { readonly start: number; readonly end: number; readonly fields: number } | undefined {
  const { text } = context;
  const rest = text.slice(start, end);
  const nested = /^(?:\(|[+-]|this_cpu_(?:read|ptr)\()/.exec(rest);
  if (nested) {
    const open = indexWithin(text, '(', start, end);
    if (open < 0) return context.fail(start, end, 'a dereference needs parentheses: +OFFSET(WHAT)');
    const close = matchingParenthesis(text, open, end);
    if (close === undefined) return context.fail(end, end, 'the parenthesis is not closed');
    if (!text.startsWith('->', close + 1) || close + 2 >= end) {
      return context.fail(close + 1, end, 'a cast needs a member behind it: (STRUCT)VALUE->MEMBER');
    }
    const bare = rest.startsWith('(');
    return { start: bare ? start + 1 : start, end: bare ? close : close + 1, fields: close + 3 };
  }
  if (/^@[^+-]*[+-][0-9]/.test(rest)) {
    return context.fail(start, end, 'a symbol with an offset needs parentheses behind a cast');
  }
  const arrow = rest.indexOf('-');
  if (arrow < 0 || rest[arrow + 1] !== '>') {
    return context.fail(end, end, 'a cast needs a member behind it: (STRUCT)VALUE->MEMBER');
  }
  return { start, end: start + arrow, fields: start + arrow + 2 };
}

function matchingParenthesis(text: string, open: number, end: number): number | undefined {
  let depth = 0;
  for (let at = open; at < end; at++) {
    if (text[at] === '(') depth++;
    if (text[at] === ')' && --depth === 0) return at;
  }
  return undefined;
}
