import type { AnyCommand } from '../src/command';
import { commands } from '../src/commands';
import { exitCodeWords } from '../src/exit-code';
import { about, examples, optionText } from '../src/help';

/** The manual page, man(7), of the same declarations and words as `--help`. */
export function renderManPage(version: string): string {
  const all = Object.values(commands).map((load) => load());
  const lines = [
    '.\\" Made by "npm run docs".',
    `.TH TRACEFIT 1 "" "tracefit ${version}" "User Commands"`,
    '.SH NAME',
    'tracefit \\- check trace definitions against kernels that are not running',
    '.SH SYNOPSIS',
    ...spaced(
      ['COMMAND [OPTION]...', 'help COMMAND', '--version'].map((synopsis) => [`.B tracefit`, roff(synopsis)]),
      '.br',
    ),
    '.SH DESCRIPTION',
    roff(about),
    '.SH COMMANDS',
    ...all.flatMap(commandSection),
    '.SH EXIT STATUS',
    ...exitCodeWords.flatMap(([code, words]) => tagged(String(code), words)),
    '.SH ENVIRONMENT',
    ...tagged('TRACEFIT_STORE', 'a signature store of your own, as with --store'),
    ...tagged('NO_COLOR, FORCE_COLOR', 'whether there are colours, where --color does not say'),
    '.SH FILES',
    ...tagged('tracefit.config.yaml', 'the configuration, here or above, up to the root of the repository'),
    ...tagged('tracefit.baseline.yaml', 'known findings, which do not fail'),
    ...tagged('trace.lock.yaml', 'what definitions rely on, written down'),
    '.SH EXAMPLES',
    ...examples.flatMap(([line, words]) => tagged(line, words)),
    '',
  ];
  return lines.join('\n');
}

function commandSection({ name, summary, synopsis, details, options }: AnyCommand): readonly string[] {
  return [
    `.SS ${roff(name)}`,
    `${roff(upperFirst(summary))}.`,
    '.PP',
    ...spaced(
      synopsis.map((each) => [`.B tracefit ${roff(name)}`, roff(each)]),
      '.br',
    ),
    ...prose(details),
    ...Object.entries(options).flatMap(([option, declared]) => tagged(...optionText(option, declared))),
  ];
}

/** Paragraphs; lines that are indented stand as they are. */
function prose(details: readonly string[]): readonly string[] {
  return details.flatMap((text, at) => {
    if (!text.startsWith(' ')) return ['.PP', roff(text)];
    const begins = !(details[at - 1] ?? '').startsWith(' ');
    const ends = !(details[at + 1] ?? '').startsWith(' ');
    return [...(begins ? ['.PP', '.nf'] : []), roff(text), ...(ends ? ['.fi'] : [])];
  });
}

function tagged(tag: string, text: string): readonly string[] {
  return ['.TP', `.B ${roff(tag)}`, roff(text)];
}

function spaced(groups: readonly (readonly string[])[], between: string): readonly string[] {
  return groups.flatMap((lines, at) => (at === 0 ? lines : [between, ...lines]));
}

function upperFirst(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

/** Text as it can stand on a line of its own, and behind a macro. */
function roff(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('"', '\\(dq')
    .replaceAll("'", '\\(aq')
    .replaceAll('~', '\\(ti')
    .replaceAll('^', '\\(ha')
    .replaceAll('`', '\\(ga');
  return escaped.startsWith('.') ? `\\&${escaped}` : escaped;
}
