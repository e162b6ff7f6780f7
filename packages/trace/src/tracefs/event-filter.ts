import { indexWithin, type Fail } from './command-lines';
import { parseKernelNumber } from './kernel-number';

/** A field that a filter compares, by offsets in the text. */
export interface FilterField {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** What it is compared with: text asks for a field of text, a number for another. */
  readonly with: 'text' | 'number' | 'cpus' | 'function';
  /** The number it is asked to be, or not to be, in decimal; 0 is nothing more often than a number of something. */
  readonly number?: string;
  /** The function's name, where it is one. */
  readonly functionName?: { readonly name: string; readonly start: number; readonly end: number };
}

/** Longest text a filter compares with (`MAX_FILTER_STR_VAL`). */
const maxText = 256;

/**
 * Reads a filter of trace events between two offsets: comparisons `FIELD OP VALUE` with `&&`, `||`, `!` and parentheses
 * (`predicate_parse` and `parse_pred`, kernel/trace/trace_events_filter.c). Answers the fields it compares; reading ends at
 * the first mistake.
 */
export function parseEventFilter(text: string, start: number, end: number, fail: Fail): readonly FilterField[] {
  const fields: FilterField[] = [];
  let depth = 0;
  let at = skipSpace(text, start, end);
  if (at === end) {
    fail(start, end, 'the filter is empty');
    return fields;
  }
  for (;;) {
    // In front of a comparison.
    while (at < end && (text[at] === '(' || (text[at] === '!' && text[at + 1] !== '=') || isSpace(text[at]))) {
      if (text[at] === '(') depth++;
      at++;
    }
    const comparison = parseComparison(text, at, end, fail);
    if (!comparison) return fields;
    fields.push(comparison.field);
    at = comparison.end;
    // Behind it.
    while (at < end && (text[at] === ')' || isSpace(text[at]))) {
      if (text[at] === ')' && --depth < 0) {
        fail(at, at + 1, 'there is no parenthesis to close');
        return fields;
      }
      at++;
    }
    if (at === end) {
      if (depth > 0) fail(end, end, 'a parenthesis is not closed');
      return fields;
    }
    if (!text.startsWith('&&', at) && !text.startsWith('||', at)) {
      fail(at, end, 'expected && or ||');
      return fields;
    }
    at += 2;
  }
}

function isSpace(character: string | undefined): boolean {
  return character !== undefined && /\s/.test(character);
}

function skipSpace(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isSpace(text[at])) at++;
  return at;
}

function parseComparison(
  text: string,
  start: number,
  end: number,
  fail: Fail,
): { readonly field: FilterField; readonly end: number } | undefined {
  const name = match(/\w+/y, text, start, end);
  if (name === undefined) return fail(start, end, 'expected the name of a field');
  const nameEnd = start + name.length;
  const kind = match(/\.(?:ustring|function)/y, text, nameEnd, end) ?? '';
  const opAt = skipSpace(text, nameEnd + kind.length, end);
  const op = match(/~|!=|==|<=?|>=?|&(?!&)/y, text, opAt, end);
  if (op === undefined) return fail(opAt, end, 'expected one of == != < <= > >= & ~');
  const valueAt = skipSpace(text, opAt + op.length, end);
  const field = { name, start, end: nameEnd };
  if (kind === '.function') return parseFunction(text, valueAt, end, op, field, fail);
  const quote = text[valueAt];
  if (valueAt < end && (quote === '"' || quote === "'")) {
    if (!['~', '==', '!='].includes(op)) return fail(opAt, valueAt, `text is not compared with ${op}`);
    const close = indexWithin(text, quote, valueAt + 1, end);
    if (close < 0) return fail(valueAt, end, 'the text is not closed');
    if (close - valueAt > maxText) return fail(valueAt, close + 1, `the text is longer than ${maxText} bytes`);
    return { field: { ...field, with: 'text' }, end: close + 1 };
  }
  const cpus = match(/CPUS\{[^}]+\}/y, text, valueAt, end);
  if (cpus !== undefined) return { field: { ...field, with: 'cpus' }, end: valueAt + cpus.length };
  const number = match(/-?(?:0[xX][0-9a-fA-F]+|[0-9]+)(?!\w)/y, text, valueAt, end);
  const value = number === undefined || op === '~' ? undefined : parseKernelNumber(number);
  if (number === undefined || value === undefined) return fail(valueAt, end, 'expected a number or text in quotes');
  const isTest = (op === '==' || op === '!=') && value !== 0;
  return {
    field: { ...field, with: 'number', ...(isTest ? { number: String(value) } : {}) },
    end: valueAt + number.length,
  };
}

function parseFunction(
  text: string,
  start: number,
  end: number,
  op: string,
  field: { readonly name: string; readonly start: number; readonly end: number },
  fail: Fail,
): { readonly field: FilterField; readonly end: number } | undefined {
  const value = match(/[^\s)]+/y, text, start, end);
  if (value === undefined || (op !== '==' && op !== '!=')) {
    return fail(start, end, 'expected == or != and a function or an address');
  }
  const functionEnd = start + value.length;
  const functionName = /^[0-9]/.test(value) ? undefined : { name: value, start, end: functionEnd };
  return { field: { ...field, with: 'function', ...(functionName && { functionName }) }, end: functionEnd };
}

function match(pattern: RegExp, text: string, at: number, end: number): string | undefined {
  pattern.lastIndex = 0;
  return pattern.exec(text.slice(at, end))?.[0];
}
