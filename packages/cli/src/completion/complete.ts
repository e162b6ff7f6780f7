import type { AnyCommand, Commands } from '../command';

/** Something that can stand at the end of a command line, with a few words on it where there are. */
export interface Candidate {
  readonly word: string;
  readonly about: string;
}

/**
 * The values that a word of `--help` (`KERNEL`, `RULE`) stands for, of which those that begin with what is written count; none where they
 * are files or cannot be told.
 */
export type ValuesOf = (placeholder: string, beginning: string) => readonly Candidate[];

/**
 * What can stand at the end of a command line, told by the options and the synopsis that each command declares. Nothing
 * where the shell's own completion of files is wanted.
 *
 * @param words what stands behind `tracefit`, the last word as far as it is written
 */
export function complete(words: readonly string[], commands: Commands, valuesOf: ValuesOf): readonly Candidate[] {
  const [name = '', ...rest] = joinAssignments(words);
  if (rest.length === 0) return startingWith(name, [...commandNames(commands), ...topLevel]);
  if (name === 'help') return rest.length > 1 ? [] : startingWith(rest[0] ?? '', commandNames(commands));
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  return load ? completeFor(load(), rest, valuesOf) : [];
}

const topLevel: readonly Candidate[] = [
  { word: 'help', about: 'the help of a command' },
  { word: '--help', about: 'this help' },
  { word: '--version', about: 'the version' },
];

function commandNames(commands: Commands): readonly Candidate[] {
  return Object.entries(commands).map(([word, load]) => ({ word, about: load().summary }));
}

function completeFor(command: AnyCommand, words: readonly string[], valuesOf: ValuesOf): readonly Candidate[] {
  const current = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  if (before.includes('--')) return [];
  const assigned = /^--([^=]+)=(.*)$/.exec(current);
  if (assigned) {
    const [, option = '', value = ''] = assigned;
    const values = startingWith(value, optionValues(command, option, value, valuesOf));
    return values.map(({ word, about }) => ({ word: `--${option}=${word}`, about }));
  }
  const option = before.at(-1)?.startsWith('--') ? before.at(-1)?.slice(2) : undefined;
  if (option !== undefined && command.options[option]?.value !== undefined) {
    return startingWith(current, optionValues(command, option, current, valuesOf));
  }
  if (current.startsWith('-')) {
    const options = Object.entries(command.options);
    return startingWith(
      current,
      options.map(([word, { help }]) => ({ word: `--${word}`, about: help })),
    );
  }
  return startingWith(current, positionalValues(command, positionalsOf(command, before), current, valuesOf));
}

function optionValues(command: AnyCommand, name: string, current: string, valuesOf: ValuesOf): readonly Candidate[] {
  const option = Object.hasOwn(command.options, name) ? command.options[name] : undefined;
  if (option?.value === undefined) return [];
  return option.choices?.map((word) => ({ word, about: '' })) ?? valuesOf(option.value, current);
}

/** The words that are neither options nor their values. */
function positionalsOf(command: AnyCommand, words: readonly string[]): readonly string[] {
  return words.filter((word, at) => {
    if (word.startsWith('-')) return false;
    const before = words[at - 1] ?? '';
    return !before.startsWith('--') || command.options[before.slice(2)]?.value === undefined;
  });
}

/** What the synopses have at the next place: a word of their own (`write`), or the values of a placeholder. */
function positionalValues(
  command: AnyCommand,
  before: readonly string[],
  current: string,
  valuesOf: ValuesOf,
): readonly Candidate[] {
  const found = new Map<string, Candidate>();
  for (const synopsis of command.synopsis) {
    const places = synopsis.split(' ').filter((place) => !place.startsWith('-') && place !== '[OPTION]...');
    if (before.some((word, at) => isLiteral(places[at] ?? '') && places[at] !== word)) continue;
    const last = places.at(-1) ?? '';
    const place = places[before.length] ?? (last.endsWith('...') ? last : '');
    if (place === '') continue;
    const values = isLiteral(place)
      ? [{ word: place, about: '' }]
      : valuesOf(place.replace(/[[\]]|\.\.\.$/g, ''), current);
    for (const value of values) found.set(value.word, value);
  }
  return [...found.values()];
}

function isLiteral(place: string): boolean {
  return /^[a-z][a-z-]*$/.test(place);
}

function startingWith(beginning: string, candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.filter(({ word }) => word.startsWith(beginning));
}

/** bash takes `--format=text` for three words; this makes one of them. */
function joinAssignments(words: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const [at, word] of words.entries()) {
    const isValue = words[at - 1] === '=' && (words[at - 2]?.startsWith('--') ?? false);
    if ((word === '=' && words[at - 1]?.startsWith('--')) || isValue) joined.push(`${joined.pop() ?? ''}${word}`);
    else joined.push(word);
  }
  return joined;
}
