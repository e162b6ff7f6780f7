import type { Span } from '@tracefit/model';
import { parseBlock, parseImport, parseVariable } from './parse-block';
import { parseCPiece, looksLikeDefinition } from './c-piece';
import { parseExpression, parseUnary } from './parse-expression';
import { parseAttachPoint } from './parse-attach-point';
import { parseConfig } from './parse-config';
import { parseAnnotation } from './parse-type';
import { parseTypeof } from './parse-typeof';
import type { Cursor } from './token';
import { firstCursor } from './lexer';
import { createReader, type Grammar, type Lexer, type Reader } from './reader';
import type {
  CPieceNode,
  ConfigNode,
  Expression,
  ImportNode,
  ParameterNode,
  ProbeNode,
  RawAttachPoint,
  RoutineNode,
  Script,
} from './syntax-tree';

const grammar: Grammar = { block: parseBlock, expression: parseExpression, unary: parseUnary };

/** The parts of a script while it is read. */
interface Parts {
  readonly c: CPieceNode[];
  readonly config: ConfigNode[];
  readonly imports: ImportNode[];
  readonly macros: RoutineNode[];
  readonly functions: RoutineNode[];
  readonly probes: ProbeNode[];
}

/**
 * Reads a script ("Program-level grammar" in docs/language_parsing.md). The order of its sections is not asked for: it
 * changed between versions, and tells nothing of the kernel.
 */
export function parseScript(
  text: string,
  lexer?: Lexer,
): { readonly script: Script; readonly problems: Reader['problems'] } {
  const reader = createReader(text, grammar, firstCursor, lexer);
  const parts: Parts = { c: [], config: [], imports: [], macros: [], functions: [], probes: [] };
  skipShebang(reader);
  while (reader.peek().kind !== 'end' && !reader.gaveUp()) {
    parseItem(reader, parts);
    if (reader.failed()) reader.recoverItem();
  }
  return { script: parts, problems: reader.problems };
}

/** Reads an expression out of the middle of a text, for `#define`s; `undefined` where it is none up to `end`. */
export function parseExpressionAt(text: string, from: Cursor, end: number): Expression | undefined {
  const reader = createReader(text.slice(0, end), grammar, from);
  const expression = parseExpression(reader);
  return reader.problems.length > 0 || reader.peek().kind !== 'end' ? undefined : expression;
}

function skipShebang(reader: Reader): void {
  if (!reader.text.startsWith('#!')) return;
  const end = reader.text.indexOf('\n');
  if (end < 0) reader.moveTo({ at: reader.text.length, line: 1, lineStart: 0 });
  else reader.moveTo({ at: end + 1, line: 2, lineStart: end + 1 });
}

function parseItem(reader: Reader, parts: Parts): void {
  const { kind, text } = reader.peek();
  if (text === '#') return void parts.c.push(parseCPiece(reader, 'directive'));
  if (kind !== 'word') return void parts.probes.push(parseProbe(reader));
  switch (text) {
    case 'struct':
    case 'union':
    case 'enum':
      if (looksLikeDefinition(reader)) return void parts.c.push(parseCPiece(reader, 'definition'));
      break;
    case 'config':
      if (reader.peek(1).text === '=') return void parts.config.push(...parseConfig(reader));
      break;
    case 'import': {
      const { line } = reader.peek();
      parts.imports.push(parseImport(reader));
      // What was meant to be imported ends with its line.
      if (reader.failed()) reader.recoverLine(line);
      return;
    }
    case 'macro':
      return void parts.macros.push(parseRoutine(reader));
    case 'fn':
      return void parts.functions.push(parseRoutine(reader));
    case 'let':
      if (reader.peek(1).kind === 'map') return parseMapDeclaration(reader);
  }
  parts.probes.push(parseProbe(reader));
}

/** `attach points /predicate/ { ... }` */
function parseProbe(reader: Reader): ProbeNode {
  const first = reader.peek();
  const problemsBefore = reader.problems.length;
  const attachPoints: RawAttachPoint[] = [];
  do {
    if (attachPoints.length > 0 && (reader.at('/') || reader.at('{'))) break;
    attachPoints.push(parseAttachPoint(reader));
  } while (reader.take(','));
  let predicate: Expression | undefined;
  if (reader.take('/')) {
    predicate = parseExpression(reader);
    reader.expect('/');
  }
  const body = parseBlock(reader);
  const holes: Span[] = reader.problems.slice(problemsBefore).map((problem) => problem.span);
  return { attachPoints, ...(predicate ? { predicate } : {}), body, holes, span: reader.since(first) };
}

/** `macro name($a, @b, c) { ... }` and `fn name($a : type, ...) : type { ... }` */
function parseRoutine(reader: Reader): RoutineNode {
  const isFunction = reader.next().text === 'fn';
  const name = reader.next();
  if (name.kind !== 'word') reader.fail('expected a name', name);
  const parameters: ParameterNode[] = [];
  // Before 0.24 a macro without parameters was written without parentheses.
  if (isFunction || reader.at('(')) {
    reader.expect('(');
    while (!reader.at(')') && !reader.failed()) {
      parameters.push(isFunction ? parseTypedParameter(reader) : parseMacroParameter(reader));
      if (!reader.take(',')) break;
    }
    reader.expect(')');
  }
  if (isFunction) {
    reader.expect(':');
    parseAnnotation(reader, parseTypeof);
  }
  const body = parseBlock(reader);
  return { name: name.text, parameters, body, span: reader.since(name) };
}

function parseTypedParameter(reader: Reader): ParameterNode {
  const { name, span } = parseVariable(reader);
  reader.expect(':');
  return { name, sigil: '$', type: parseAnnotation(reader, parseTypeof), span };
}

function parseMacroParameter(reader: Reader): ParameterNode {
  const token = reader.next();
  if (token.kind === 'word') return { name: token.text, sigil: '', span: token };
  if (token.kind !== 'variable' && token.kind !== 'map') reader.fail('expected `$name`, `@name` or a name', token);
  return { name: token.text.slice(1), sigil: token.text.charAt(0), span: token };
}

/** `let @name = hash(100);` */
function parseMapDeclaration(reader: Reader): void {
  reader.next();
  reader.next();
  reader.expect('=');
  const type = reader.next();
  if (type.kind !== 'word') reader.fail('expected the type of a map', type);
  reader.expect('(');
  const size = reader.next();
  if (size.kind !== 'number') reader.fail('expected the number of entries', size);
  reader.expect(')');
  reader.take(';');
}
