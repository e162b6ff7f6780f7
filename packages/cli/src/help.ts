import { padText, wrapWords } from '@tracefit/reporters';
import type { Option } from './args/options';
import type { AnyCommand } from './command';
import { commands } from './commands';
import { exitCodeWords } from './exit-code';

/** Help is laid out for this many columns, whatever the terminal: it is also read in files. */
const width = 96;

/** What the command is, in a sentence. */
export const about =
  'tracefit checks trace definitions (bpftrace scripts, kprobe events, ...) against kernels that are not running.';

/** Command lines, and what they do. */
export const examples: readonly (readonly [string, string])[] = [
  ['tracefit check tools/', 'all definitions in a directory, all bundled kernels'],
  ['tracefit check unlink.bt --target "debian >= 6.1"', 'the kernels that a query selects'],
  ['tracefit check unlink.bt --target ./vmlinuz', 'a kernel image that is not running here'],
  ['tracefit check unlink.bt --target running', 'the kernel that is'],
  ['tracefit show vfs_unlink', 'what it is on each kernel'],
];

/** `tracefit --help`. */
export function renderHelp(): string {
  return lines([
    about,
    '',
    'usage:',
    '  tracefit COMMAND [OPTION]...',
    '  tracefit help COMMAND',
    '  tracefit --version',
    '',
    'commands:',
    ...columns(Object.values(commands).map((load) => [load().name, load().summary])),
    '',
    'examples:',
    ...columns(examples),
    '',
    ...exitCodes(),
  ]);
}

/** What `--help` says of an option: how it is written, and what it does. */
export function optionText(name: string, option: Option): readonly [string, string] {
  return [
    `--${name}${option.value === undefined ? '' : ` ${option.value}`}`,
    `${option.help}${option.multiple ? '; repeatable' : ''}`,
  ];
}

/** `tracefit COMMAND --help`. */
export function renderCommandHelp(command: AnyCommand): string {
  const options = Object.entries(command.options).map(([name, option]) => optionText(name, option));
  return lines([
    command.summary,
    '',
    'usage:',
    ...command.synopsis.map((synopsis) => `  tracefit ${command.name} ${synopsis}`.trimEnd()),
    '',
    ...(command.details.length === 0 ? [] : [...prose(command.details), '']),
    'options:',
    ...columns(options),
    '',
    ...exitCodes(),
  ]);
}

function exitCodes(): readonly string[] {
  return ['exit codes:', ...columns(exitCodeWords.map(([code, words]) => [String(code), words]))];
}

/** Paragraphs wrapped, a blank line between them; indented lines as they stand, close to the paragraph above. */
function prose(paragraphs: readonly string[]): readonly string[] {
  return paragraphs.flatMap((text, at) => {
    if (text.startsWith(' ')) return [text];
    return [...(at === 0 ? [] : ['']), ...wrapWords(text, width)];
  });
}

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const first = Math.max(...rows.map(([left]) => left.length));
  return rows.flatMap(([left, right]) =>
    wrapWords(right, width - first - 4).map((line, at) => `  ${padText(at === 0 ? left : '', first)}  ${line}`),
  );
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
