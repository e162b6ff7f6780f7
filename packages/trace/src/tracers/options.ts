import { pieceOf, type MappedText } from '../embedded/mapped-text';

/** Options of a command line that take a value; all others are flags. */
export interface OptionTable {
  /** The letters of those that do. */
  readonly short: string;
  /** The long names of those that do, with a blank between them. */
  readonly long: string;
  /** Options may stand behind other words; else the first other word ends them. */
  readonly anywhere?: true;
}

/** An option as it is written, without its dashes. */
export interface Option {
  readonly name: string;
  readonly value?: MappedText;
}

export interface Options {
  readonly options: readonly Option[];
  /** The words that are no options. */
  readonly rest: readonly MappedText[];
}

/** Reads options as `getopt_long` does: `-e X`, `-eX`, `-ae X`, `--event X`, `--event=X`; `--` ends them. */
export function readOptions(words: readonly MappedText[], table: OptionTable): Options {
  const options: Option[] = [];
  const rest: MappedText[] = [];
  const long = new Set(table.long.split(' '));
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (!word) break;
    const { text } = word;
    if (text === '--') return { options, rest: [...rest, ...words.slice(at + 1)] };
    if (text.startsWith('--')) {
      const equals = text.indexOf('=');
      const name = text.slice(2, equals < 0 ? undefined : equals);
      const value = equals >= 0 ? pieceOf(word, equals + 1, text.length) : long.has(name) ? words[++at] : undefined;
      options.push({ name, ...(value && { value }) });
    } else if (text.startsWith('-') && text !== '-') {
      for (let letter = 1; letter < text.length; letter++) {
        const name = text.charAt(letter);
        if (!table.short.includes(name)) options.push({ name });
        else {
          const value = letter + 1 < text.length ? pieceOf(word, letter + 1, text.length) : words[++at];
          options.push({ name, ...(value && { value }) });
          break;
        }
      }
    } else if (table.anywhere) rest.push(word);
    else return { options, rest: words.slice(at) };
  }
  return { options, rest };
}
