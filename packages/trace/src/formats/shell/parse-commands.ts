import { lexShell, type Token } from './lex';
import type { Redirect, ShellCommand, ShellWord } from './syntax';

/** Words that open and close what may run not at all, or more than once. */
const opens: ReadonlySet<string> = new Set(['if', 'for', 'while', 'until', 'case', 'select', '{']);
const closes: ReadonlySet<string> = new Set(['fi', 'done', 'esac', '}']);
/** Words in front of a command that are no part of it. */
const keywords: ReadonlySet<string> = new Set([...opens, ...closes, 'then', 'else', 'elif', 'do', '!', 'time']);

/** The simple commands of a script, in the order of the text. */
export function parseCommands(text: string): readonly ShellCommand[] {
  const commands: ShellCommand[] = [];
  let words: ShellWord[] = [];
  let redirects: Redirect[] = [];
  let waiting: Extract<Token, { kind: 'redirect' }> | undefined;
  let pipedFrom: ShellCommand | undefined;
  let depth = 0;

  const finish = (pipes: boolean) => {
    const rest = withoutKeywords(text, words);
    depth = Math.max(0, depth + blockChange(text, words));
    const start = words[0]?.start ?? redirects[0]?.start ?? 0;
    const end = Math.max(words.at(-1)?.end ?? start, redirects.at(-1)?.target.end ?? start);
    const command = { words: rest, redirects, depth, start, end, ...(pipedFrom && { pipedFrom }) };
    if (words.length > 0 || redirects.length > 0) commands.push(command);
    pipedFrom = pipes ? command : undefined;
    words = [];
    redirects = [];
    waiting = undefined;
  };

  for (const token of lexShell(text)) {
    if (token.kind === 'word') {
      if (waiting) redirects.push(redirectTo(waiting, token.word));
      else words.push(token.word);
      waiting = undefined;
    } else if (token.kind === 'redirect') waiting = token;
    // A pipe may go on in the next line.
    else if (token.text !== '\n' || words.length > 0 || redirects.length > 0) finish(/^\|&?$/.test(token.text));
  }
  finish(false);
  return commands;
}

function redirectTo(token: Extract<Token, { kind: 'redirect' }>, target: ShellWord): Redirect {
  const { op, start, body } = token;
  return { op, target, start, end: target.end, ...(body && { body }) };
}

function withoutKeywords(text: string, words: readonly ShellWord[]): readonly ShellWord[] {
  let first = 0;
  while (first < words.length && keywords.has(textOf(text, words[first]))) {
    const word = textOf(text, words[first]);
    // `for NAME in ..` and `case WORD in` are no commands, but the name matters.
    if (word === 'for' || word === 'case' || word === 'select') return words.slice(first);
    first++;
  }
  return words.slice(first);
}

function blockChange(text: string, words: readonly ShellWord[]): number {
  let change = 0;
  for (const word of words) {
    const raw = textOf(text, word);
    if (!keywords.has(raw)) return change;
    if (opens.has(raw)) change++;
    if (closes.has(raw)) change--;
  }
  return change;
}

function textOf(text: string, word: ShellWord | undefined): string {
  return word ? text.slice(word.start, word.end) : '';
}
