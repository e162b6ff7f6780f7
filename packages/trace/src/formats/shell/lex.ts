import type { Piece } from '../../tracefs/command-lines';
import { readBody, readWord } from './read-word';
import type { ShellWord } from './syntax';

/** A token of the shell (POSIX, Shell Command Language, 2.3). */
export type Token =
  | { readonly kind: 'word'; readonly word: ShellWord }
  /** Ends or joins commands: a newline, `;`, `&`, `&&`, `||`, `|`, `(`, `)`. */
  | (Piece & { readonly kind: 'operator'; readonly text: string })
  /** `>`, `<<` ..; for a here-document `body` is filled in when its lines are met. */
  | (Piece & { readonly kind: 'redirect'; readonly op: string; body?: ShellWord });

const operator = /\|\||&&|\|&|;;&?|;&|[\n;&|()]/y;
const redirect = /[0-9]*(?:<<<|<<-?|<>|<&|>>|>\||>&|[<>])|&>>?/y;

/** The tokens of a script. Nothing is a mistake here: what is not closed goes to the end of the text. */
export function lexShell(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const waiting: { token: Extract<Token, { kind: 'redirect' }>; delimiter: string; quoted: boolean; tabs: boolean }[] =
    [];
  let hereOp: Extract<Token, { kind: 'redirect' }> | undefined;
  let at = 0;
  while (at < text.length) {
    const character = text[at];
    if (character === ' ' || character === '\t' || character === '\r') at++;
    else if (text.startsWith('\\\n', at)) at += 2;
    else if (character === '#') at = lineEnd(text, at);
    else {
      const found = match(redirect, text, at);
      const joins = found === undefined ? match(operator, text, at) : undefined;
      if (found !== undefined) {
        const op = found.replace(/^[0-9]+/, '');
        const token = { kind: 'redirect' as const, op, start: at, end: at + found.length };
        tokens.push(token);
        hereOp = op === '<<' || op === '<<-' ? token : undefined;
        at += found.length;
      } else if (joins !== undefined) {
        tokens.push({ kind: 'operator', text: joins, start: at, end: at + joins.length });
        at += joins.length;
        if (joins === '\n') {
          for (const here of waiting.splice(0)) at = readHere(text, at, here);
        }
      } else {
        const word = readWord(text, at);
        tokens.push({ kind: 'word', word });
        if (hereOp) {
          const raw = text.slice(word.start, word.end);
          const delimiter = raw.replace(/["'\\]/g, '');
          waiting.push({ token: hereOp, delimiter, quoted: delimiter !== raw, tabs: hereOp.op === '<<-' });
          hereOp = undefined;
        }
        at = Math.max(word.end, at + 1);
      }
    }
  }
  return tokens;
}

function readHere(
  text: string,
  start: number,
  here: { token: { body?: ShellWord }; delimiter: string; quoted: boolean; tabs: boolean },
): number {
  let at = start;
  while (at < text.length) {
    const end = lineEnd(text, at);
    const line = text.slice(at, end);
    if ((here.tabs ? line.replace(/^\t+/, '') : line) === here.delimiter) {
      here.token.body = readBody(text, start, at, here.quoted);
      return end;
    }
    at = end + 1;
  }
  here.token.body = readBody(text, start, text.length, here.quoted);
  return text.length;
}

function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline;
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
