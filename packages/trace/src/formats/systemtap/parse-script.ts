import { parseExpression } from './parse-expression';
import { parseAliasName, parseProbePoints } from './parse-probe-point';
import { parseBlock } from './parse-statement';
import type { Reader } from './reader';
import type { AliasNode, FunctionNode, ProbeNode, Script, Statement } from './syntax-tree';

/** Reads a whole script; what cannot be read is a problem, and reading goes on at the next definition. */
export function parseScript(reader: Reader): Script {
  const probes: ProbeNode[] = [];
  const aliases: AliasNode[] = [];
  const functions: FunctionNode[] = [];
  while (!reader.isOver()) reader.attempt(() => parseItem(), 'item');
  return { probes, aliases, functions };

  function parseItem(): void {
    const first = reader.peek();
    if (first.kind === 'embedded' || reader.at(';')) {
      reader.next();
      return;
    }
    // The tapset's own macro for `private`, which older versions do not have.
    if (reader.peek().text === '@__private30') reader.next();
    reader.take('private');
    if (reader.take('global')) return parseGlobals(reader);
    if (reader.take('function')) {
      functions.push(parseFunction(reader));
      return;
    }
    if (reader.take('probe')) return parseProbe();
    // `private x` is a global.
    if (first.text === 'private') return parseGlobals(reader);
    reader.fail('expected `probe`, `function` or `global`');
  }

  function parseProbe(): void {
    const first = reader.last();
    const name = isAlias(reader) ? parseAliasName(reader) : [];
    const isEpilogue = name.length > 0 && reader.take('+=');
    if (name.length > 0 && !isEpilogue) reader.expect('=');
    const points = parseProbePoints(reader);
    const start = reader.peek();
    const body = reader.attempt(() => parseBlock(reader), 'item') ?? hole(reader, start);
    const second = name.length > 0 && reader.take(',') ? { second: parseBlock(reader) } : {};
    const probe = { points, body, ...reader.since(first) };
    if (name.length > 0) aliases.push({ ...probe, ...second, name, isEpilogue });
    else probes.push(probe);
  }
}

function hole(reader: Reader, start: { readonly start: number; readonly end: number }): Statement {
  return { kind: 'hole', ...reader.since(start) };
}

/** Whether `=` or `+=` stands before the end of the first probe point. */
function isAlias(reader: Reader): boolean {
  for (let ahead = 0; ; ahead++) {
    const { kind, text } = reader.peek(ahead);
    if (kind === 'end' || ahead > 200) return false;
    if (kind === 'string') continue;
    if (text === '=' || text === '+=') return true;
    if ([',', '{', '}', '?', '!', 'if', 'probe'].includes(text)) return false;
  }
}

/** `global a, b[100], c = 1, d%[10]` */
function parseGlobals(reader: Reader): void {
  do {
    if (reader.peek().kind !== 'word') reader.fail('expected the name of a variable');
    reader.next();
    reader.take('%');
    if (reader.take('[')) {
      parseExpression(reader);
      reader.expect(']');
    }
    if (reader.take('=')) parseExpression(reader);
  } while (reader.take(','));
  reader.take(';');
}

/** `NAME[:type] (a[:type], ..) [:priority] { .. }`, or C code for the body. */
function parseFunction(reader: Reader): FunctionNode {
  const first = reader.peek();
  if (first.kind !== 'word') reader.fail('expected the name of a function');
  reader.next();
  parseTypeName(reader);
  const params: string[] = [];
  reader.expect('(');
  if (!reader.take(')')) {
    do {
      if (reader.peek().kind !== 'word') reader.fail('expected the name of a parameter');
      params.push(reader.next().text);
      parseTypeName(reader);
    } while (reader.take(','));
    reader.expect(')');
  }
  parseTypeName(reader);
  const start = reader.peek();
  if (start.kind === 'embedded') {
    reader.next();
    return { name: first.text, params, body: { kind: 'embedded', ...reader.since(start) }, ...reader.since(first) };
  }
  const body = reader.attempt(() => parseBlock(reader), 'item') ?? hole(reader, start);
  return { name: first.text, params, body, ...reader.since(first) };
}

/** `:long`, or the number behind a function's parameters. */
function parseTypeName(reader: Reader): void {
  if (!reader.take(':')) return;
  if (reader.peek().kind !== 'word' && reader.peek().kind !== 'number') reader.fail('expected a type');
  reader.next();
}
