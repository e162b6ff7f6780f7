import { indexWithin, isIdentifier, type Piece } from '../../tracefs/command-lines';
import { parseDecimal, parseKernelLong, parseKernelNumber } from '../../tracefs/kernel-number';
import { isRegister } from '../../tracefs/registers';
import type { ParseContext } from './parse-context';
import { parseFields, parseNamed } from './parse-fields';
import { parseCast } from './parse-cast';
import type { Fetch } from './syntax';

/** The kernel's program for one argument has 16 steps, one of them the end (`FETCH_INSN_MAX`, trace_probe.h). */
const lastStep = 15;

/** Slots of the stack that any kernel may have: 32 KB of stack in words of 8 bytes (`PARAM_MAX_STACK`). */
const maxStack = 4096;

/** A fetch and how many steps of the kernel's program it takes before it is stored. */
export interface FetchSteps {
  readonly fetch: Fetch;
  readonly steps: number;
}

/**
 * Reads FETCHARG between two offsets (`parse_probe_arg`, kernel/trace/trace_probe.c). An argument has at most 255 bytes,
 * which bounds the nesting.
 */
export function parseFetch(context: ParseContext, start: number, end: number): FetchSteps | undefined {
  const { text } = context;
  const rest = text.slice(start, end);
  const perCpu = /^this_cpu_(read|ptr)\(/.exec(rest);
  if (perCpu) return parseThisCpu(context, start, end, perCpu[0].length, perCpu[1] === 'read');
  switch (rest[0]) {
    case '$':
      return simple(parseVariable(context, start, end));
    case '%':
      return simple(parseRegister(context, start, end));
    case '@':
      return parseMemory(context, start, end);
    case '+':
    case '-':
      return parseDereference(context, start, end);
    case '\\':
      return simple(parseImmediate(context, start, end));
    case '(':
      return parseCast(context, start, end, parseFetch);
    default:
      if (/^[A-Za-z_]/.test(rest)) return simple(parseNamed(context, start, end));
      return context.fail(start, end, rest === '' ? 'there is nothing to fetch' : `cannot fetch "${rest}"`);
  }
}

function simple(fetch: Fetch | undefined): FetchSteps | undefined {
  return fetch && { fetch, steps: 1 };
}

/** `$...` (`parse_probe_vars`). */
function parseVariable(context: ParseContext, start: number, end: number): Fetch | undefined {
  const { text, site } = context;
  const name = text.slice(start + 1, end);
  if (name === 'comm' || name === 'COMM') return { kind: 'comm', start, end };
  if (site === 'event') return parseField(context, start, end);
  const current = /^current(?![A-Za-z0-9_])/.exec(name);
  if (current) {
    const path = parseFields(context, start + 1 + current[0].length, end);
    return path && { kind: 'current', path, start, end };
  }
  if (name.startsWith('retval')) return parseRetval(context, start, end);
  if (name.startsWith('stack')) return parseStack(context, start, end);
  if (name.startsWith('arg')) return parseArg(context, start, end);
  return context.fail(start, end, `there is no variable $${name}`);
}

/** `$FIELD` of an event; members are there only behind a cast. */
function parseField(context: ParseContext, start: number, end: number): Fetch | undefined {
  const name = context.text.slice(start + 1, end);
  if (!isIdentifier(name)) return context.fail(start, end, 'expected the name of a field after $, and nothing else');
  return { kind: 'field', name: { name, start: start + 1, end }, start, end };
}

function parseRetval(context: ParseContext, start: number, end: number): Fetch | undefined {
  if (context.site !== 'return' && context.site !== 'user') {
    return context.fail(start, end, '$retval is there only when a function returns');
  }
  const after = start + '$retval'.length;
  if (/^[A-Za-z0-9_]/.test(context.text.slice(after, end))) {
    return context.fail(start, end, `there is no variable ${context.text.slice(start, end)}`);
  }
  const path = parseFields(context, after, end);
  return path && { kind: 'retval', path, start, end };
}

function parseStack(context: ParseContext, start: number, end: number): Fetch | undefined {
  const digits = context.text.slice(start + '$stack'.length, end);
  if (digits === '') return { kind: 'stack_pointer', start, end };
  if (!/^[0-9]+$/.test(digits)) return context.fail(start, end, `there is no variable $stack${digits}`);
  const slot = parseDecimal(digits);
  if (slot === undefined || slot > maxStack) return context.fail(start, end, `no stack has a slot ${digits}`);
  return { kind: 'stack', slot, start, end };
}

function parseArg(context: ParseContext, start: number, end: number): Fetch | undefined {
  const { site } = context;
  const digits = context.text.slice(start + '$arg'.length, end);
  if (digits === '*') return context.fail(start, end, '$arg* stands alone, without a name, a type or a dereference');
  if (!/^[0-9]+$/.test(digits)) return context.fail(start, end, `there is no variable $arg${digits}`);
  const number = parseDecimal(digits);
  if (number === undefined || number === 0 || number > maxStack) {
    return context.fail(start, end, `no function has an argument ${digits}, they count from 1`);
  }
  if (site === 'inside' || site === 'user') {
    return context.fail(start, end, 'arguments are there only where a function begins or returns');
  }
  return { kind: 'arg', index: number - 1, start, end };
}

function parseRegister(context: ParseContext, start: number, end: number): Fetch | undefined {
  if (context.fprobe || context.site === 'event') {
    return context.fail(start, end, 'registers are there only in kprobes, kretprobes and uprobes');
  }
  const name = context.text.slice(start + 1, end);
  if (!isRegister(name)) return context.fail(start, end, `no architecture has a register %${name}`);
  return { kind: 'register', name, start, end };
}

/** `@ADDR`, `@SYM[+|-OFFS]`, `@+FILEOFFS`: memory, so it is dereferenced. */
function parseMemory(context: ParseContext, start: number, end: number): FetchSteps | undefined {
  const { text, site } = context;
  const body = text.slice(start + 1, end);
  if (/^[0-9]/.test(body)) {
    if (parseKernelNumber(body) === undefined) return context.fail(start, end, `${body} is no address`);
    return { fetch: { kind: 'address', start, end }, steps: 2 };
  }
  if (body.startsWith('+')) {
    if (site !== 'user') return context.fail(start, end, 'an offset in a file means nothing in the kernel');
    if (parseKernelNumber(body) === undefined) return context.fail(start, end, `${body} is no offset`);
    return { fetch: { kind: 'file_offset', start, end }, steps: 2 };
  }
  if (site === 'user') return context.fail(start, end, "the kernel's symbols are not there in a program's probe");
  const name = /^[^+-]*/.exec(body)?.[0] ?? '';
  const tail = body.slice(name.length);
  const offset = tail === '' ? 0 : parseKernelNumber(tail);
  if (name === '' || offset === undefined)
    return context.fail(start, end, `expected @SYMBOL, @SYMBOL+OFFSET or @ADDRESS`);
  const symbol = { name, start: start + 1, end: start + 1 + name.length };
  return { fetch: { kind: 'symbol', symbol, offset, start, end }, steps: 3 };
}

/** `+|-[u]OFFS(FETCHARG)`. The kernel takes the last `)` for the end and what follows it for nothing. */
function parseDereference(context: ParseContext, start: number, end: number): FetchSteps | undefined {
  const { text } = context;
  const user = text[start + 1] === 'u';
  const open = indexWithin(text, '(', start, end);
  if (open < 0) return context.fail(start, end, 'a dereference needs parentheses: +OFFSET(WHAT)');
  const digits = text.slice(start + (user ? 2 : 1), open);
  // The kernel leaves out a + in front, and takes another sign behind it.
  const offset = parseKernelLong(text[start] === '-' ? `-${digits}` : digits);
  if (offset === undefined) return context.fail(start, open, `${text.slice(start, open)} is no offset`);
  const inner = parseInner(context, open + 1, end);
  if (!inner) return undefined;
  const { fetch, ignored } = inner;
  const deref = { kind: 'deref' as const, offset, user, inner: fetch, start, end, ...(ignored && { ignored }) };
  return { fetch: deref, steps: inner.steps + 1 };
}

function parseThisCpu(
  context: ParseContext,
  start: number,
  end: number,
  length: number,
  read: boolean,
): FetchSteps | undefined {
  if (context.site === 'user' || context.site === 'event') {
    return context.fail(start, end, 'per-CPU variables are there only in probes of kernel functions');
  }
  const inner = parseInner(context, start + length, end);
  if (!inner) return undefined;
  const { fetch, ignored } = inner;
  const perCpu = { kind: 'this_cpu' as const, read, inner: fetch, start, end, ...(ignored && { ignored }) };
  return { fetch: perCpu, steps: inner.steps + (read ? 2 : 1) };
}

/** What stands in the parentheses of a dereference, from behind the opening one. */
function parseInner(
  context: ParseContext,
  start: number,
  end: number,
): (FetchSteps & { readonly ignored?: Piece }) | undefined {
  const close = start + context.text.slice(start, end).lastIndexOf(')');
  if (close < start) return context.fail(end, end, 'the parenthesis is not closed');
  const inner = parseFetch(context, start, close);
  if (!inner) return undefined;
  if (inner.fetch.kind === 'comm' || inner.fetch.kind === 'text') {
    return context.fail(start, close, 'text cannot be dereferenced');
  }
  if (inner.steps + 1 > lastStep) return context.fail(start, close, 'too many dereferences, one in another');
  return close + 1 < end ? { ...inner, ignored: { start: close + 1, end } } : inner;
}

/** `\IMM` and `\"TEXT"`. */
function parseImmediate(context: ParseContext, start: number, end: number): Fetch | undefined {
  const body = context.text.slice(start + 1, end);
  if (body.startsWith('"')) {
    if (body.length >= 2 && body.endsWith('"')) return { kind: 'text', start, end };
    return context.fail(end, end, 'the text is not closed with "');
  }
  const sign = /^[+-]/.test(body) ? 1 : 0;
  if (/^[0-9]/.test(body.slice(sign)) && parseKernelNumber(body) !== undefined)
    return { kind: 'immediate', start, end };
  return context.fail(start + 1, end, `${body} is no number`);
}
