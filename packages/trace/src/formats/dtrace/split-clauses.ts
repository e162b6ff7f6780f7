import type { Piece, Word } from '../../tracefs/command-lines';

/** `DESCRIPTION, .. /PREDICATE/ { .. }`; without a body, `headEnd` is `end`. */
export interface Clause extends Piece {
  readonly descriptions: readonly Word[];
  readonly headEnd: number;
  /** Why it is none. */
  readonly problem?: string;
}

const blank = /(?:\s+|\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*|#[^\n]*)+/y;
const heads = /[\w:*?.[\]$@-]+(?:\s*,\s*[\w:*?.[\]$@-]+)*/y;
const predicate = /\/(?![*/])[^{;]*\/\s*(?=\{)/y;
/** What no brace inside of is counted in. */
const token = /\/\*[\s\S]*?(?:\*\/|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|[^{}"'/]+|[\s\S]/suy;

/** As `token`, up to a semicolon. */
const part = /\/\*[\s\S]*?(?:\*\/|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|[^{}"'/;]+|[\s\S]/suy;

/** The clauses of a script in D, and what else stands at its top. */
export function* splitClauses(text: string): Generator<Clause> {
  let at = skip(blank, text, 0);
  while (at < text.length) {
    const start = at;
    const headEnd = skip(heads, text, at);
    const head = text.slice(start, headEnd);
    at = skip(blank, text, headEnd);
    at = skip(predicate, text, at);
    if (headEnd > start && text[at] === '{') {
      const end = closing(text, at);
      yield { start, end, headEnd, descriptions: splitHead(head, start) };
      at = end;
    } else if (headEnd > start && (text[at] === ';' || at >= text.length) && head.includes(':')) {
      yield { start, end: headEnd, headEnd, descriptions: splitHead(head, start) };
      at++;
    } else {
      const end = endOfDeclaration(text, start);
      const isDeclaration = declares.test(text.slice(start, end));
      const problem = isDeclaration ? {} : { problem: 'this is no clause, and is not understood' };
      yield { start, end, headEnd: end, descriptions: [], ...problem };
      at = end;
    }
    at = skip(blank, text, at);
  }
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}

/** A declaration of a variable or type of the script's own, which says nothing of the kernel: `self int depth;`, `struct x { .. };`. */
const declares =
  /^(?:(?:self|this|inline|typedef|extern|struct|union|enum)\s|(?:const\s+|unsigned\s+|signed\s+)*(?:char|short|int|long|string|void|u?int\d+_t|\w+_t)\b[\s*]+[A-Za-z_]\w*\s*(?:\[[^\]]*\]\s*)?[;,])/;

/** Behind the semicolon that ends what begins at an offset, outside of braces. */
function endOfDeclaration(text: string, start: number): number {
  for (let at = start; at < text.length;) {
    if (text[at] === ';') return at + 1;
    at = text[at] === '{' ? closing(text, at) : skip(part, text, at);
  }
  return text.length;
}

function splitHead(head: string, start: number): readonly Word[] {
  return [...head.matchAll(/[^\s,]+/g)].map((found) => ({
    text: found[0],
    start: start + found.index,
    end: start + found.index + found[0].length,
  }));
}

/** Behind the brace that closes the one at an offset. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length;) {
    if (text[at] === '{') depth++;
    if (text[at] === '}' && --depth === 0) return at + 1;
    at = skip(token, text, at);
  }
  return text.length;
}
