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

/** A block that is open: the function whose body it is, and its first command. */
interface OpenBlock {
  readonly function: string | undefined;
  readonly first: number;
}

/** The simple commands of a script, in the order of the text. */
export function parseCommands(text: string): readonly ShellCommand[] {
  const commands: ShellCommand[] = [];
  const open: OpenBlock[] = [];
  let words: ShellWord[] = [];
  let redirects: Redirect[] = [];
  let waiting: Extract<Token, { kind: 'redirect' }> | undefined;
  let pipedFrom: ShellCommand | undefined;
  let insteadOf: ShellCommand | undefined;
  let steps: BlockStep[] = [];
  let closed: OpenBlock | undefined;
  // The function whose body comes next.
  let head: string | undefined;
  // Whether the last command decides if this one runs.
  let decided = false;

  const step = (next: BlockStep) => {
    steps.push(next);
    if (next === 'open') open.push({ function: head, first: commands.length });
    if (next === 'open') head = undefined;
    if (next === 'close') closed = open.pop();
  };

  const finish = (end: string) => {
    if (decided) step('open');
    const rest = takeKeywords(text, words, step, (name) => (head = name));
    if (words.length > 0 || redirects.length > 0) {
      const start = words[0]?.start ?? redirects[0]?.start ?? 0;
      const stop = Math.max(words.at(-1)?.end ?? start, redirects.at(-1)?.target.end ?? start);
      const within = open.findLast((block) => block.function !== undefined)?.function;
      const ended = rest.length === 0 && redirects.length > 0 ? closed : undefined;
      const input = redirects.find(({ op, body }) => body ?? op === '<<<');
      const first = ended && commands[ended.first];
      if (ended && input && first) commands[ended.first] = { ...first, input };
      const block = ended && commands.slice(ended.first);
      const command: ShellCommand = {
        ...{ words: rest, redirects, steps, start, end: stop },
        ...(pipedFrom && { pipedFrom }),
        ...(insteadOf && { insteadOf }),
        ...(within !== undefined && { within }),
        ...(block && { block }),
      };
      commands.push(command);
      pipedFrom = /^\|&?$/.test(end) ? command : undefined;
      insteadOf = end === '||' ? command : undefined;
      steps = [];
      if (decided) step('close');
      decided = end === '&&' || end === '||';
    }
    // What follows is the next pattern of a `case`.
    if (end.startsWith(';;') || end === ';&') step('branch');
    words = [];
    redirects = [];
    waiting = undefined;
    closed = undefined;
  };

  const tokens = lexShell(text);
  for (const [at, token] of tokens.entries()) {
    if (token.kind === 'word') {
      if (waiting) redirects.push(redirectTo(waiting, token.word));
      else words.push(token.word);
      waiting = undefined;
    } else if (token.kind === 'redirect') waiting = token;
    else if (token.text === '(' && isFunctionHead(tokens, at, words)) {
      head = textOf(text, words.at(-1));
      words = [];
      // A pipe may go on in the next line.
    } else if (token.text !== '\n' || words.length > 0 || redirects.length > 0) finish(token.text);
  }
  finish('');
  return commands;
}

/** `NAME ()`, `function NAME ()`. */
function isFunctionHead(tokens: readonly Token[], at: number, words: readonly ShellWord[]): boolean {
  const next = tokens[at + 1];
  return (words.length === 1 || words.length === 2) && next?.kind === 'operator' && next.text === ')';
}

function redirectTo(token: Extract<Token, { kind: 'redirect' }>, target: ShellWord): Redirect {
  const { op, start, body } = token;
  return { op, target, start, end: target.end, ...(body && { body }) };
}

/** The words behind the keywords; `tell` is told what these begin and end, `head` the name of a function. */
function takeKeywords(
  text: string,
  words: readonly ShellWord[],
  tell: (step: BlockStep) => void,
  head: (name: string) => void,
): readonly ShellWord[] {
  let first = 0;
  for (; first < words.length; first++) {
    const word = textOf(text, words[first]);
    if (!keywords.has(word)) break;
    const step = keywords.get(word);
    if (step) tell(step);
    if (word === 'function') {
      // The name of the function is no command.
      first++;
      head(textOf(text, words[first]));
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
