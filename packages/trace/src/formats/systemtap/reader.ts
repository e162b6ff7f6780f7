import type { ParseProblem } from '@tracefit/model';
import type { SpanMaker } from '../../span-maker';
import type { Token } from './lexer';
import type { Piece } from './syntax-tree';

/** Deeper nesting is refused, so that neither the parser nor a walker of the tree runs out of stack. */
export const maxDepth = 100;

/** After that many problems the rest of a file is not read. */
const maxProblems = 100;

/** Leaves the functions that read; caught where a list of statements or definitions goes on. */
export class Unreadable extends Error {}

/** The state of one reading of tokens. */
export interface Reader {
  readonly problems: ParseProblem[];
  peek(ahead?: number): Token;
  next(): Token;
  /** Whether the next token reads so and is no text. */
  at(...texts: readonly string[]): boolean;
  take(...texts: readonly string[]): boolean;
  expect(text: string): void;
  last(): Token;
  /** From a place up to the token that was taken last. */
  since(first: Piece): Piece;
  /** Reads something that stands one level deeper. */
  nest<T>(read: () => T): T;
  fail(message: string): never;
  /** Reads with `read`; where that fails, goes on behind the statement, and gives `undefined`. */
  attempt<T>(read: () => T, scope: 'statement' | 'item'): T | undefined;
  isOver(): boolean;
}

export function createReader(tokens: readonly Token[], span: SpanMaker): Reader {
  const problems: ParseProblem[] = [];
  const end: Token = tokens.at(-1) ?? { kind: 'end', text: '', start: 0, end: 0 };
  let position = 0;
  let depth = 0;
  let last: Token = { ...end, start: 0, end: 0 };

  const reader: Reader = {
    problems,
    peek: (ahead = 0) => tokens[position + ahead] ?? end,
    next() {
      const token = reader.peek();
      if (token.problem !== undefined) fail(token.problem, token);
      if (token.kind !== 'end') position++;
      last = token;
      return token;
    },
    at(...texts) {
      const { kind, text } = reader.peek();
      return kind !== 'end' && kind !== 'string' && texts.includes(text);
    },
    take: (...texts) => reader.at(...texts) && reader.next() === last,
    expect(text) {
      if (!reader.take(text)) reader.fail(`expected \`${text}\``);
    },
    last: () => last,
    since: ({ start, end: first }) => ({ start, end: last.end > start ? last.end : Math.max(first, start) }),
    nest(read) {
      if (depth >= maxDepth) fail(`nested deeper than ${maxDepth} levels`, reader.peek());
      depth++;
      const made = read();
      depth--;
      return made;
    },
    fail(message) {
      const token = reader.peek();
      const found = token.kind === 'end' ? 'the end of the file' : `\`${shorten(token.text)}\``;
      return fail(`${message}, found ${found}`, token);
    },
    attempt(read, scope) {
      const before = { depth, position };
      try {
        return read();
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        depth = before.depth;
        skip(scope);
        if (position === before.position && reader.peek().kind !== 'end' && !reader.at('}')) position++;
        return undefined;
      }
    },
    isOver: () => reader.peek().kind === 'end' || problems.length > maxProblems,
  };
  return reader;

  function fail(message: string, token: Token): never {
    // A missing brace is missing for every block that is open.
    if (problems.length <= maxProblems && problems.at(-1)?.span.start !== token.start) {
      const isFull = problems.length === maxProblems;
      const said = isFull ? `more than ${maxProblems} problems, the rest of the file is not read` : message;
      problems.push({ kind: 'syntax', message: said, span: span(token.start, token.end) });
    }
    throw new Unreadable(message);
  }

  /** `function` is a part of probe points too. */
  function beginsItem(text: string): boolean {
    return text === 'probe' || (/^(?:function|global|private)$/.test(text) && reader.peek(1).kind === 'word');
  }

  /** Goes behind the next `;` or block, or before the `}` of the block around; an item ends before the next one too. */
  function skip(scope: 'statement' | 'item'): void {
    for (let braces = 0; reader.peek().kind !== 'end'; position++) {
      const { text, kind } = reader.peek();
      if (kind === 'string') continue;
      if (braces === 0 && scope === 'item' && beginsItem(text)) return;
      if (text === '{') braces++;
      else if (text === '}') {
        if (braces === 0 && scope === 'statement') return;
        if (--braces <= 0) {
          position++;
          return;
        }
      } else if (text === ';' && braces === 0) {
        position++;
        return;
      }
    }
  }
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
