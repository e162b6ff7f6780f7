import { lexShell, type Token } from './lex';
import type { BlockStep, Redirect, ShellCommand, ShellWord } from './syntax';

/** Words in front of a command that are no part of it, and what they begin or end. */
const keywords: ReadonlyMap<string, BlockStep | undefined> = new Map<string, BlockStep | undefined>([
  ...['if', 'for', 'while', 'until', 'case', 'select', '{'].map((word) => [word, 'open'] as const),
  ...['fi', 'done', 'esac', '}'].map((word) => [word, 'close'] as const),
  ['elif', 'branch'],
  ['else', 'else'],
  ...['then', 'do', '!', 'function'].map((word) => [word, undefined] as const),
]);

/** The simple commands of a script, in the order of the text. */
export function parseCommands(text: string): readonly ShellCommand[] {
  const commands: ShellCommand[] = [];
  let words: ShellWord[] = [];
  let redirects: Redirect[] = [];
  let waiting: Extract<Token, { kind: 'redirect' }> | undefined;
  let pipedFrom: ShellCommand | undefined;
  let steps: BlockStep[] = [];
  // Whether the last command decides if this one runs.
  let decided = false;

  const finish = (end: string) => {
    if (decided) steps.push('open');
    const rest = takeKeywords(text, words, steps);
    if (words.length > 0 || redirects.length > 0) {
      const start = words[0]?.start ?? redirects[0]?.start ?? 0;
      const stop = Math.max(words.at(-1)?.end ?? start, redirects.at(-1)?.target.end ?? start);
      const command = { words: rest, redirects, steps, start, end: stop, ...(pipedFrom && { pipedFrom }) };
      commands.push(command);
      pipedFrom = /^\|&?$/.test(end) ? command : undefined;
      steps = decided ? ['close'] : [];
      decided = end === '&&' || end === '||';
    }
    // What follows is the next pattern of a `case`.
    if (end.startsWith(';;') || end === ';&') steps.push('branch');
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
    else if (token.text !== '\n' || words.length > 0 || redirects.length > 0) finish(token.text);
  }
  finish('');
  return commands;
}

function redirectTo(token: Extract<Token, { kind: 'redirect' }>, target: ShellWord): Redirect {
  const { op, start, body } = token;
  return { op, target, start, end: target.end, ...(body && { body }) };
}

/** The words behind the keywords; what these begin and end is added to `steps`. */
function takeKeywords(text: string, words: readonly ShellWord[], steps: BlockStep[]): readonly ShellWord[] {
  let first = 0;
  for (; first < words.length; first++) {
    const word = textOf(text, words[first]);
    if (!keywords.has(word)) break;
    const step = keywords.get(word);
    if (step) steps.push(step);
    if (word === 'function') {
      // The name of the function is no command.
      first++;
      continue;
    }
    // `for NAME in ..` is no command, but the name matters.
    if (word === 'for' || word === 'case' || word === 'select') return words.slice(first);
  }
  return words.slice(first);
}

function textOf(text: string, word: ShellWord | undefined): string {
  return word ? text.slice(word.start, word.end) : '';
}
