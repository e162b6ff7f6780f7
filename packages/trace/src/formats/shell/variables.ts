import { concatTexts, pieceOf, standIn, unknownPiece, type MappedText, type Part } from '../../embedded/mapped-text';
import type { BlockStep, ShellCommand, ShellWord, WordPart } from './syntax';

/** What is known of the variables at one point of a script. */
export interface Variables {
  /** The text of words with a blank between them. */
  expandAll(words: readonly ShellWord[]): MappedText;
  /** The text of a word. */
  expand(word: ShellWord): MappedText;
}

/** The variables of a script while it is gone through. */
export interface ScriptVariables extends Variables {
  /** For each combination of the values that the variables of a command may have; one where each has one value. */
  viewsOf(command: ShellCommand): readonly Variables[];
  /** Takes the assignments of a command into account. */
  assign(command: ShellCommand): void;
  /** Takes what a `read` reads into account, line by line; `undefined`: only the running script knows. */
  read(command: ShellCommand, lines: MappedText | undefined): void;
  /** Begins and ends what may not run. */
  step(step: BlockStep): void;
  /** Does something where `$1`, `$2` .. are these words. */
  withWords(words: readonly MappedText[], inside: () => void): void;
  /** Drops the first of `$1`, `$2` .., so many. */
  shift(count: number): void;
}

/** A variable with more values than this has none. */
const maxValues = 64;
/** A command is looked at no more often than this for the values its variables may have. */
const maxViews = 64;
/** Variables that are followed in one script. */
const maxVariables = 1000;

const assignment = /^([A-Za-z_]\w*)(\+?)=/;
const declares: ReadonlySet<string> = new Set(['export', 'local', 'readonly', 'declare', 'typeset']);

/** The values a variable may have; `undefined`: only the running script knows. */
type Values = readonly MappedText[] | undefined;
type Known = ReadonlyMap<string, Values>;

/** A block that is open: what was known in front of it, and behind its branches so far. */
interface Block {
  readonly before: Known;
  readonly branches: Known[];
  /** Whether one of its branches is bound to run. */
  complete: boolean;
}

/** Variables of a script, of which none is known at first. */
export function createVariables(source: MappedText): ScriptVariables {
  let known: Known = new Map();
  const blocks: Block[] = [];
  const textOf = (word: ShellWord) => source.text.slice(word.start, word.end);

  const set = (name: string, values: Values) => {
    if (known.has(name) || known.size < maxVariables) known = new Map(known).set(name, values);
  };

  const assignWord = (word: ShellWord): boolean => {
    const [whole, name = '', adds] = assignment.exec(textOf(word)) ?? [];
    if (whole === undefined) return false;
    const earlier = adds === '' ? [undefined] : known.get(name);
    const values = chooseValues([word], known).flatMap((choice) => {
      const all = viewVariables(source, known, choice).expand(word);
      const value = { value: pieceOf(all, whole.length, all.text.length) };
      return (earlier ?? []).map((before) => concatTexts(before ? [{ value: before }, value] : [value]));
    });
    set(name, earlier && values.length <= maxValues ? values : undefined);
    return true;
  };

  const setWords = (words: readonly MappedText[]) => {
    for (const [at, name] of positional.slice(0, 9).entries()) {
      const word = words[at];
      set(name, word && !isUnknown(word) ? [word] : undefined);
    }
    const all = concatTexts(
      words.flatMap((word, at) => (at === 0 ? [{ value: word }] : [{ value: blankBefore(word) }, { value: word }])),
    );
    const whole = words.some(isUnknown) ? undefined : [all];
    set('@', whole);
    set('*', whole);
  };

  /** What a loop goes over: `in WORD ..`; without words in quotes, a variable's value is split at its blanks. */
  const loopValues = (words: readonly ShellWord[]): Values => {
    if (words.length < 2 || textOf(words[0] ?? { parts: [], start: 0, end: 0 }) !== 'in') return undefined;
    const values = words.slice(1).flatMap((word) => {
      const isSplit = /^\$\w+$|^\$\{\w+\}$|^\$[@*]$/.test(textOf(word)) || /^"\$@"$/.test(textOf(word));
      return chooseValues([word], known).flatMap((choice) => {
        const text = viewVariables(source, known, choice).expand(word);
        return isSplit ? splitText(text, /\S+/g) : [text];
      });
    });
    const isKnown =
      values.length <= maxValues && values.every((value) => !isUnknown(value) && !/[*?[{]/.test(value.text));
    return isKnown ? values : undefined;
  };

  return {
    expandAll: (words) => viewVariables(source, known, new Map()).expandAll(words),
    expand: (word) => viewVariables(source, known, new Map()).expand(word),
    viewsOf: (command) => {
      const used = wordsOf(command);
      return chooseValues(used, known).map((choice) => viewVariables(source, known, choice));
    },
    assign: ({ words }) => {
      const [first = '', second] = words.slice(0, 2).map(textOf);
      if ((first === 'for' || first === 'select') && second !== undefined) set(second, loopValues(words.slice(2)));
      else if (first !== 'read') {
        for (const word of words.slice(declares.has(first) ? 1 : 0)) if (!assignWord(word)) return;
      }
    },
    read: ({ words }, lines) => {
      const names = words
        .slice(1)
        .map(textOf)
        .filter((name) => /^[A-Za-z_]\w*$/.test(name));
      const read = lines && splitText(lines, /[^\n]+/g);
      const isKnown = read !== undefined && read.length > 0 && read.length <= maxValues && !read.some(isUnknown);
      for (const [at, name] of names.entries()) {
        set(name, isKnown ? read.flatMap((line) => field(line, at, at === names.length - 1) ?? []) : undefined);
      }
    },
    withWords: (words, inside) => {
      const before = known;
      const depth = blocks.length;
      setWords(words);
      inside();
      blocks.length = Math.min(blocks.length, depth);
      for (const name of positional) set(name, before.get(name));
    },
    shift: (count) => {
      const words = positional.slice(0, 9).map((name) => known.get(name)?.[0]);
      if (words[0]) setWords(words.slice(count).flatMap((word) => word ?? []));
    },
    step: (step) => {
      if (step === 'open') blocks.push({ before: known, branches: [], complete: false });
      const block = blocks.at(-1);
      if (!block || step === 'open') return;
      block.branches.push(known);
      if (step === 'else') block.complete = true;
      if (step !== 'close') known = block.before;
      else {
        blocks.pop();
        known = merge(block.complete ? block.branches : [block.before, ...block.branches]);
      }
    },
  };
}

/** The words of a function's call, and all of them as one. */
const positional = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '@', '*'];

/** How many commands in front of a pipe may hand on what they write. */
const maxLinks = 16;

/** All words of a command and of those whose output it is handed. */
function wordsOf({ words, redirects, pipedFrom }: ShellCommand, links = maxLinks): readonly ShellWord[] {
  const own = [...words, ...redirects.flatMap(({ target, body }) => (body ? [target, body] : [target]))];
  return pipedFrom && links > 0 ? [...wordsOf(pipedFrom, links - 1), ...own] : own;
}

function isUnknown(text: MappedText): boolean {
  return text.unknownIn(0, text.text.length).length > 0;
}

function splitText(text: MappedText, pattern: RegExp): readonly MappedText[] {
  return [...text.text.matchAll(pattern)].map(({ index, 0: piece }) => pieceOf(text, index, index + piece.length));
}

/** A field of a line; the last variable takes the rest. */
function field(line: MappedText, at: number, isLast: boolean): MappedText | undefined {
  const found = [...line.text.matchAll(/\S+/g)];
  const start = found[at]?.index;
  const last = isLast ? found.at(-1) : found[at];
  return start === undefined || !last ? undefined : pieceOf(line, start, last.index + last[0].length);
}

/** A blank that stands where a word begins. */
function blankBefore(word: MappedText): MappedText {
  return pieceOf(word, 0, 0, ' ');
}

/** @param chosen one of several values, by name */
function viewVariables(source: MappedText, known: Known, chosen: ReadonlyMap<string, MappedText>): Variables {
  const valueOf = ({ name = '', fallback, start, end }: Extract<WordPart, { kind: 'variable' }>) => {
    if (!known.has(name)) return fallback === undefined ? undefined : pieceOf(source, start, end, fallback);
    const values = known.get(name);
    return chosen.get(name) ?? (values?.length === 1 ? values[0] : undefined);
  };

  const expandPart = (part: WordPart, before: string): Part => {
    const { start, end } = part;
    if (part.kind === 'text' && part.text.length === end - start) return { value: pieceOf(source, start, end) };
    if (part.kind === 'text' || part.kind === 'escape') return { value: pieceOf(source, start, end, part.text) };
    const value = part.kind === 'variable' ? valueOf(part) : undefined;
    if (value) return { value, site: pieceOf(source, start, end) };
    return { value: unknownPiece(source, start, end, standIn(before)) };
  };

  const expandAll = (words: readonly ShellWord[]): MappedText => {
    const parts: Part[] = [];
    let before = '';
    for (const [index, word] of words.entries()) {
      const last = words[index - 1];
      if (last) parts.push({ value: pieceOf(source, last.end, word.start, ' ') });
      before = last ? `${before} ` : '';
      for (const part of word.parts) {
        const text = expandPart(part, before);
        parts.push(text);
        before = (before + text.value.text.slice(-16)).slice(-16);
      }
    }
    return concatTexts(parts);
  };

  return { expandAll, expand: (word) => expandAll([word]) };
}

/** Every combination of the values of those variables that have several. */
function chooseValues(words: readonly ShellWord[], known: Known): readonly ReadonlyMap<string, MappedText>[] {
  let choices: readonly ReadonlyMap<string, MappedText>[] = [new Map()];
  const names = new Set(words.flatMap(({ parts }) => parts.map((part) => (part.kind === 'variable' ? part.name : ''))));
  for (const name of names) {
    const values = name === undefined ? undefined : known.get(name);
    if (name === undefined || !values || values.length < 2 || choices.length * values.length > maxViews) continue;
    choices = choices.flatMap((choice) => values.map((value) => new Map(choice).set(name, value)));
  }
  return choices;
}

/** What is known where several ways meet: the values of each. */
function merge(ways: readonly Known[]): Known {
  const merged = new Map<string, Values>();
  for (const way of new Set(ways)) {
    for (const [name, values] of way) merged.set(name, merged.has(name) ? unite(merged.get(name), values) : values);
  }
  return merged;
}

function unite(left: Values, right: Values): Values {
  if (!left || !right) return undefined;
  const all = new Map([...left, ...right].map((value) => [value.text, value]));
  return all.size <= maxValues ? [...all.values()] : undefined;
}
