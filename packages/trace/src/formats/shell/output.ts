import { concatTexts, pieceOf, type MappedText, type Part } from '../../embedded/mapped-text';
import type { ShellCommand, ShellWord } from './syntax';
import type { Variables } from './variables';

/** Programs that run the command behind them; their options with a value, and how many words stand before the command. */
const runners: ReadonlyMap<string, { readonly valued: RegExp; readonly words: number }> = new Map([
  ...['exec', 'command', 'builtin', 'nohup', 'busybox', 'time'].map(
    (name) => [name, { valued: /^$/, words: 0 }] as const,
  ),
  ['sudo', { valued: /^-[ugpChRT]$/, words: 0 }],
  ['doas', { valued: /^-[uC]$/, words: 0 }],
  ['env', { valued: /^-[uC]$/, words: 0 }],
  ['nice', { valued: /^-n$/, words: 0 }],
  ['timeout', { valued: /^-[ks]$/, words: 1 }],
]);

/** Programs that run a command somewhere else, or in another way; it stands behind options and names that only they know. */
const hosts =
  /^(?:.*\/)?(?:chroot|chrt|crictl|docker|ionice|kubectl|nerdctl|nsenter|oc|podman|runuser|setsid|ssh|stdbuf|systemd-run|taskset|unshare|watch|xargs)$/;

/** Programs that trace, and shells. */
const traces =
  /^(?:.*\/)?(?:bpftrace|perf|trace-cmd|lttng|ply|dtrace|stap|(?:ba|da|a|k|z)?sh|tee|\w+-bpfcc|argdist|func(?:count|latency|slower)|stackcount)$/;

const assignment = /^[A-Za-z_]\w*\+?=/;

/** The words of a command without what only runs it: `X=1`, `sudo -E`, `env X=1`, `timeout 5`, `docker run IMAGE`. */
export function withoutRunners(command: ShellCommand, variables: Variables): readonly ShellWord[] {
  let { words } = command;
  for (;;) {
    const behind = words.findIndex(({ parts: [first] }) => first?.kind !== 'text' || !assignment.test(first.text));
    if (behind > 0) words = words.slice(behind);
    const name = wordText(words[0], variables);
    if (hosts.test(name)) {
      const at = words.findIndex((word, index) => index > 0 && traces.test(wordText(word, variables)));
      if (at < 0) return words;
      words = words.slice(at);
      continue;
    }
    const runner = runners.get(name);
    if (!runner) return words;
    let next = 1;
    for (; next < words.length; next++) {
      const word = wordText(words[next], variables);
      if (runner.valued.test(word)) next++;
      else if (!/^-|^[A-Za-z_]\w*=/.test(word)) break;
    }
    words = words.slice(next + runner.words);
  }
}

export function wordText(word: ShellWord | undefined, variables: Variables): string {
  return word ? variables.expand(word).text : '';
}

export interface OutputOptions {
  /** Whether `echo` replaces `\n` without being told. */
  readonly echoEscapes: boolean;
  /** How many commands may still hand on what another writes; 16 unless told. */
  readonly links?: number;
}

/**
 * What a command writes to its output, as far as the script says it: `echo`, `printf`, `cat` of a here-document, `tee`.
 * `undefined`: only the running script knows.
 */
export function findOutput(
  command: ShellCommand,
  variables: Variables,
  options: OutputOptions,
): MappedText | undefined {
  const [name, ...words] = withoutRunners(command, variables);
  switch (wordText(name, variables)) {
    case 'echo':
      return echo(words, variables, options.echoEscapes);
    case 'printf':
      return printf(words, variables);
    case 'cat':
      // Only its input, or a file of another place.
      return words.every((word) => wordText(word, variables) === '-')
        ? findInput(command, variables, options)
        : undefined;
    case 'tee':
      return findInput(command, variables, options);
    default:
      return undefined;
  }
}

/** What a command reads: a here-document, a here-string, a pipe. */
export function findInput(command: ShellCommand, variables: Variables, options: OutputOptions): MappedText | undefined {
  for (const { op, target, body } of command.redirects) {
    if (body) return variables.expand(body);
    if (op === '<<<') return variables.expand(target);
    if (op === '<') return undefined;
  }
  const { links = 16 } = options;
  if (!command.pipedFrom || links === 0) return undefined;
  return findOutput(command.pipedFrom, variables, { ...options, links: links - 1 });
}

function echo(words: readonly ShellWord[], variables: Variables, always: boolean): MappedText {
  let first = 0;
  let escapes = always;
  for (; /^-[neE]+$/.test(wordText(words[first], variables)); first++) {
    if (wordText(words[first], variables).includes('e')) escapes = true;
  }
  const text = variables.expandAll(words.slice(first));
  return escapes ? unescape(text) : text;
}

/** The words that one stands for: `"$@"` is each of those that a function was called with. */
function eachOf(word: ShellWord, variables: Variables): readonly MappedText[] {
  const [only, ...others] = word.parts;
  if (only?.kind !== 'variable' || only.name !== '@' || others.length > 0) return [variables.expand(word)];
  const values: MappedText[] = [];
  for (let at = 1; at <= 9; at++) {
    const value = variables.expand({ ...word, parts: [{ ...only, name: String(at) }] });
    if (value.unknownIn(0, value.text.length).length > 0) break;
    values.push(value);
  }
  return values.length > 0 ? values : [variables.expand(word)];
}

/** `printf FORMAT ARGUMENTS`, where the format has nothing but `%s`, `%d` and `%%`. */
function printf(words: readonly ShellWord[], variables: Variables): MappedText | undefined {
  const format = words[0] && variables.expand(words[0]);
  if (!format) return undefined;
  const values = words.slice(1).flatMap((word) => eachOf(word, variables));
  const parts: Part[] = [];
  let taken = 0;
  // The format is used again while there are arguments that it takes.
  do {
    const before = taken;
    for (const found of format.text.matchAll(/%[sd%]|\\[nt\\"]|[^%\\]+|[\s\S]/g)) {
      const [piece] = found;
      const end = found.index + piece.length;
      if (piece === '%') return undefined;
      if (piece === '%s' || piece === '%d')
        parts.push({ value: values[taken++] ?? pieceOf(format, found.index, end, '') });
      else parts.push({ value: pieceOf(format, found.index, end, piece === '%%' ? '%' : escapes.get(piece)) });
    }
    if (taken === before) break;
  } while (taken < values.length);
  return concatTexts(parts);
}

/** The text with `\n`, `\t` and `\\` replaced. */
function unescape(text: MappedText): MappedText {
  const pieces = [...text.text.matchAll(/\\[nt\\]|[^\\]+|\\/g)].map((found) => {
    const [piece] = found;
    return { value: pieceOf(text, found.index, found.index + piece.length, escapes.get(piece)) };
  });
  return concatTexts(pieces);
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['\\n', '\n'],
  ['\\t', '\t'],
  ['\\\\', '\\'],
  ['\\"', '"'],
]);
