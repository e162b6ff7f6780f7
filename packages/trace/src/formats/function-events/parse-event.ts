import { isIdentifier, type Fail, type Piece, type Word } from '../../tracefs/command-lines';
import { parseKernelNumber } from '../../tracefs/kernel-number';
import type { Atom, AtomName, FunctionEvent, Item, Step } from './syntax';
import { readTokens, type Tokens } from './tokens';

const sized = ['u', 's', 'x'].flatMap((letter) => [8, 16, 32, 64].map((bits) => `${letter}${bits}`));
const atoms: ReadonlySet<string> = new Set(['long', 'int', 'short', 'char', 'size_t', 'symbol', 'string', ...sized]);

/**
 * Reads `FUNCTION(ARG, ARG)`, one function below for each rule of the proposal's grammar (function-based-events.rst,
 * trace_event_ftrace.c). A mistake ends the line, as it ended the kernel's states: the token is told and what was expected.
 */
export function parseFunctionEvent(text: string, line: Piece, fail: Fail): FunctionEvent | undefined {
  const tokens = readTokens(text, line);
  const func = tokens.next();
  if (!func) return undefined;
  if (!isIdentifier(func.text)) return unexpected(func, tokens, fail, 'the name of a function');
  if (!take(tokens, '(', fail)) return undefined;
  const args: (readonly Item[])[] = [];
  if (tokens.peek()?.text === ')') tokens.next();
  else {
    for (;;) {
      const items = parseArg(tokens, fail);
      if (!items) return undefined;
      args.push(items);
      const separator = tokens.next();
      if (separator?.text === ')') break;
      if (separator?.text !== ',') return unexpected(separator, tokens, fail, ', or ) or | or a step');
    }
  }
  const extra = tokens.next();
  if (extra) return fail(extra.start, tokens.end, 'nothing may follow the closing parenthesis');
  return { func, args, start: line.start, end: line.end };
}

function unexpected(token: Word | undefined, tokens: Tokens, fail: Fail, wanted: string): undefined {
  if (token) return fail(token.start, token.end, `expected ${wanted}, not ${token.text}`);
  return fail(tokens.end, tokens.end, `expected ${wanted}, the line ends here`);
}

function take(tokens: Tokens, text: string, fail: Fail): boolean {
  const token = tokens.next();
  if (token?.text !== text) unexpected(token, tokens, fail, text);
  return token?.text === text;
}

/** `ITEM | ITEM ..`: several readings of one argument. */
function parseArg(tokens: Tokens, fail: Fail): readonly Item[] | undefined {
  const items: Item[] = [];
  for (;;) {
    const item = parseItem(tokens, fail);
    if (!item) return undefined;
    items.push(item);
    if (tokens.peek()?.text !== '|') return items;
    const pipe = tokens.next();
    if (item.kind === 'null') return unexpected(pipe, tokens, fail, ', or ) behind NULL');
  }
}

function parseItem(tokens: Tokens, fail: Fail): Item | undefined {
  const first = tokens.peek();
  if (first?.text === 'NULL') {
    tokens.next();
    return { kind: 'null', start: first.start, end: first.end };
  }
  const atom = parseAtom(tokens, fail);
  if (!atom) return undefined;
  let count: number | undefined;
  if (tokens.peek()?.text === '[') {
    const open = tokens.next();
    if (atom.name === 'string') return unexpected(open, tokens, fail, 'a name, since there are no arrays of strings');
    count = parseNumber(tokens, fail, 'a number of elements above 0', 1);
    if (count === undefined || !take(tokens, ']', fail)) return undefined;
  }
  return parseTarget(tokens, atom, count, fail);
}

function parseAtom(tokens: Tokens, fail: Fail): Atom | undefined {
  const first = tokens.next();
  const isUnsigned = first?.text === 'unsigned';
  const name = isUnsigned ? tokens.next() : first;
  if (!first || !name || !isAtom(name.text)) return unexpected(name, tokens, fail, 'a type');
  return { name: name.text, isUnsigned, start: first.start, end: name.end };
}

function isAtom(text: string): text is AtomName {
  return atoms.has(text);
}

/** What is read: a name with steps, a name and an address, an address. */
function parseTarget(tokens: Tokens, atom: Atom, count: number | undefined, fail: Fail): Item | undefined {
  const array = count === undefined ? {} : { count };
  const token = tokens.next();
  if (token?.text === '$' || token?.text.startsWith('0x')) return parseMemory(tokens, token, atom, array, fail);
  if (!token || !isIdentifier(token.text)) return unexpected(token, tokens, fail, 'a name, $SYMBOL or 0xADDRESS');
  const steps: Step[] = [];
  for (;;) {
    const sign = tokens.peek();
    if (sign?.text === '=' && steps.at(-1)?.kind !== 'index') return parseAssigned(tokens, atom, array, fail);
    if (sign?.text !== '+' && sign?.text !== '[') {
      return { kind: 'value', atom, ...array, name: token, steps, start: atom.start, end: tokens.passed() };
    }
    const step = parseStep(tokens, fail);
    if (!step) return undefined;
    steps.push(step);
  }
}

/** `+N` or `[N]`. */
function parseStep(tokens: Tokens, fail: Fail): Step | undefined {
  const adds = tokens.next()?.text === '+';
  const number = parseNumber(tokens, fail, adds ? 'a number of bytes' : 'an index', 0);
  if (number === undefined || (!adds && !take(tokens, ']', fail))) return undefined;
  return adds ? { kind: 'add', bytes: number } : { kind: 'index', elements: number };
}

/** `= $SYMBOL` and `= 0xADDRESS`. */
function parseAssigned(tokens: Tokens, atom: Atom, array: { readonly count?: number }, fail: Fail): Item | undefined {
  tokens.next();
  const token = tokens.next();
  if (token?.text === '$' || token?.text.startsWith('0x')) return parseMemory(tokens, token, atom, array, fail);
  return unexpected(token, tokens, fail, '$SYMBOL or 0xADDRESS');
}

function parseMemory(
  tokens: Tokens,
  token: Word,
  atom: Atom,
  array: { readonly count?: number },
  fail: Fail,
): Item | undefined {
  const place = { kind: 'memory' as const, atom, ...array, start: atom.start };
  if (token.text === '$') {
    const symbol = tokens.next();
    if (!symbol || !isIdentifier(symbol.text)) return unexpected(symbol, tokens, fail, 'the name of a symbol');
    return { ...place, symbol, end: symbol.end };
  }
  if (parseKernelNumber(token.text) === undefined) return unexpected(token, tokens, fail, 'an address');
  return { ...place, end: token.end };
}

function parseNumber(tokens: Tokens, fail: Fail, what: string, least: number): number | undefined {
  const token = tokens.next();
  const value = token && parseKernelNumber(token.text);
  if (value === undefined || value < least) return unexpected(token, tokens, fail, what);
  return value;
}
