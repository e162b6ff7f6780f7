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
  /** Begins and ends what may not run. */
  step(step: BlockStep): void;
}

/** A variable with more values than this has none. */
const maxValues = 4;
/** A command is looked at no more often than this for the values its variables may have. */
const maxViews = 8;
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

  return {
    expandAll: (words) => viewVariables(source, known, new Map()).expandAll(words),
    expand: (word) => viewVariables(source, known, new Map()).expand(word),
    viewsOf: ({ words, redirects }) => {
      const used = [...words, ...redirects.flatMap(({ target, body }) => (body ? [target, body] : [target]))];
      return chooseValues(used, known).map((choice) => viewVariables(source, known, choice));
    },
    assign: ({ words }) => {
      const [first = '', second] = words.slice(0, 2).map(textOf);
      // A loop's variable has many values, and what is read comes from elsewhere.
      if ((first === 'for' || first === 'select') && second !== undefined) set(second, undefined);
      else if (first === 'read') for (const word of words.slice(1)) set(textOf(word), undefined);
      else {
        for (const word of words.slice(declares.has(first) ? 1 : 0)) if (!assignWord(word)) return;
      }
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
