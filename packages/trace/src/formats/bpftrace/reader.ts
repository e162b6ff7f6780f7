import type { ParseProblem, Span } from '@tracefit/model';
import { cursorBehind, firstCursor, lex } from './lexer';
import type { Block, Expression } from './syntax-tree';
import type { Cursor, Token } from './token';

/** Deeper nesting is refused, so that neither the parser nor a walker of the tree runs out of stack. */
export const maxDepth = 100;

/** After that many problems the rest of a file is not read. */
const maxProblems = 100;

/**
 * The state of one reading. After a failure every token is the end of the text, so each function that reads comes home
 * by itself; whoever holds a list of statements starts again with `recover`.
 */
export interface Reader {
  readonly text: string;
  readonly problems: ParseProblem[];
  /** The token `ahead` tokens after the next one. */
  peek(ahead?: number): Token;
  next(): Token;
  /** Whether the next token is a word, sign or sigil that reads so. */
  at(text: string): boolean;
  /** Takes the next token if it reads so. */
  take(text: string): boolean;
  expect(text: string): void;
  /** The token that was taken last. */
  last(): Token;
  /** The span from a token or tree node up to the token that was taken last. */
  since(first: Span): Span;
  /** Where the next token is looked for. */
  position(): Cursor;
  moveTo(cursor: Cursor): void;
  /** Counts nesting; where it is too deep it fails, and `leave` must not be called. */
  enter(): boolean;
  leave(): void;
  fail(message: string, span?: Span): void;
  failed(): boolean;
  /** Notes something bpftrace understands and tracefit does not; reading goes on. */
  unsupported(message: string, span: Span): void;
  /** Whether so many problems were found that reading stops. */
  gaveUp(): boolean;
  /** Goes on behind the next `;` or block, or before the `}` that closes the block around. */
  recover(): void;
  /** Goes on behind the next `;` or block outside of all blocks. */
  recoverItem(): void;
  /** Goes on behind a line. */
  recoverLine(line: number): void;
  readonly grammar: Grammar;
}

/** The rules that stand in a circle: blocks hold expressions, which hold blocks. */
export interface Grammar {
  block(reader: Reader): Block;
  expression(reader: Reader): Expression;
  unary(reader: Reader): Expression;
}

/** What gives the token at or after a place. */
export type Lexer = typeof lex;

/** A reader that starts at `from` and sees the text up to its end. */
export function createReader(text: string, grammar: Grammar, from: Cursor = firstCursor, lexer: Lexer = lex): Reader {
  const problems: ParseProblem[] = [];
  const queue: Token[] = [];
  let cursor = from;
  let last = emptyToken(from);
  let depth = 0;
  let end: Token | undefined;

  const reader: Reader = {
    text,
    problems,
    peek(ahead = 0) {
      if (end) return end;
      while (queue.length <= ahead) {
        const behind = queue.at(-1);
        queue.push(lexer(text, behind ? cursorBehind(behind) : cursor));
      }
      return queue[ahead] ?? last;
    },
    next() {
      const token = reader.peek();
      if (token.kind === 'end') return token;
      queue.shift();
      cursor = cursorBehind(token);
      last = token;
      if (token.problem !== undefined) reader.fail(token.problem, token);
      return token;
    },
    at(wanted) {
      const token = reader.peek();
      return token.text === wanted && token.kind !== 'end';
    },
    take(wanted) {
      return reader.at(wanted) && reader.next() === last;
    },
    expect(wanted) {
      if (!reader.take(wanted)) reader.fail(`expected \`${wanted}\``);
    },
    last: () => last,
    since: ({ start, line, column }) => ({ start, end: Math.max(start, last.end), line, column }),
    position: () => cursor,
    moveTo(place) {
      queue.length = 0;
      cursor = place;
      if (!end) last = emptyToken(place);
    },
    enter() {
      if (depth >= maxDepth) reader.fail(`nested deeper than ${maxDepth} levels`, reader.peek());
      else depth++;
      return !reader.failed();
    },
    leave() {
      depth--;
    },
    fail(message, span) {
      if (end) return;
      const token = reader.peek();
      const found = token.kind === 'end' ? 'the end of the file' : `\`${shorten(token.text)}\``;
      addProblem('syntax', span ? message : `${message}, found ${found}`, span ?? token);
      end = { ...emptyToken(cursor), kind: 'end' };
    },
    failed: () => end !== undefined,
    unsupported(message, span) {
      if (!end) addProblem('unsupported', message, span);
    },
    gaveUp: () => problems.length > maxProblems,
    recover() {
      start();
      skipStatement(reader);
    },
    recoverItem() {
      start();
      skipStatement(reader);
      if (reader.at('}')) takeQuietly(reader);
    },
    recoverLine(line) {
      start();
      while (reader.peek().kind !== 'end' && reader.peek().line <= line) takeQuietly(reader);
    },
    grammar,
  };
  return reader;

  function start() {
    end = undefined;
    if (reader.gaveUp()) reader.moveTo({ at: text.length, line: cursor.line, lineStart: cursor.lineStart });
  }

  function addProblem(kind: ParseProblem['kind'], message: string, span: Span) {
    // A missing brace is missing for every block that is open.
    if (problems.length > maxProblems || problems.at(-1)?.span.start === span.start) return;
    const { start, end: stop, line, column } = span;
    const full = problems.length === maxProblems;
    const kept = full ? `more than ${maxProblems} problems, the rest of the file is not read` : message;
    problems.push({ kind: full ? 'syntax' : kind, message: kept, span: { start, end: stop, line, column } });
  }
}

function skipStatement(reader: Reader): void {
  for (let braces = 0; ;) {
    const { kind, text } = reader.peek();
    if (kind === 'end' || (text === '}' && braces === 0)) return;
    takeQuietly(reader);
    if (text === '{') braces++;
    else if ((text === '}' && --braces === 0) || (text === ';' && braces === 0)) return;
  }
}

/** Takes a token without a word on what is wrong inside of it. */
function takeQuietly(reader: Reader): void {
  const token = reader.peek();
  reader.moveTo(cursorBehind(token));
}

function emptyToken({ at, line, lineStart }: Cursor): Token {
  return { kind: 'sign', text: '', start: at, end: at, line, column: at - lineStart + 1 };
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
