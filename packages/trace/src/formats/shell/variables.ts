import { mapSegments, standIn, type MappedText, type Segment } from './mapped-text';
import type { ShellCommand, ShellWord } from './syntax';

/** What is known of the variables at one point of a script. */
export interface Variables {
  /** The text of words with a blank between them. */
  expandAll(words: readonly ShellWord[]): MappedText;
  /** The text of a word. */
  expand(word: ShellWord): MappedText;
  /** Takes the assignments of a command into account. */
  assign(command: ShellCommand): void;
}

const assignment = /^([A-Za-z_]\w*)(\+?)=/;
const declares: ReadonlySet<string> = new Set(['export', 'local', 'readonly', 'declare', 'typeset']);

/** Variables of a script, of which none is known at first. */
export function createVariables(source: MappedText): Variables {
  /** A value, or that there are several. */
  const values = new Map<string, string | undefined>();

  const segments = (word: ShellWord, before: string): readonly Segment[] => {
    const found: Segment[] = [];
    let text = before;
    for (const part of word.parts) {
      const { start, end } = part;
      let segment: Segment;
      if (part.kind === 'text') segment = { text: part.text, start, end, verbatim: part.text.length === end - start };
      else if (part.kind === 'escape') segment = { text: part.text, start, end, verbatim: false };
      else {
        const value = part.kind === 'variable' ? lookUp(part.name, part.fallback) : undefined;
        const unknown = source.text.slice(start, end);
        segment =
          value === undefined
            ? { text: standIn(text), start, end, verbatim: false, unknown }
            : { text: value, start, end, verbatim: false };
      }
      found.push(segment);
      text = (text + segment.text).slice(-16);
    }
    return found;
  };

  const lookUp = (name: string | undefined, fallback: string | undefined): string | undefined => {
    if (name === undefined) return undefined;
    return values.has(name) ? values.get(name) : fallback;
  };

  const expandAll = (words: readonly ShellWord[]): MappedText => {
    const all: Segment[] = [];
    let before = '';
    for (const [index, word] of words.entries()) {
      const blank = words[index - 1];
      if (blank) all.push({ text: ' ', start: blank.end, end: word.start, verbatim: false });
      const next = segments(word, index > 0 ? `${before} ` : '');
      for (const segment of next) all.push(segment);
      before = next
        .map((segment) => segment.text)
        .join('')
        .slice(-16);
    }
    return mapSegments(source, all);
  };

  const set = (name: string, value: string | undefined, sure: boolean) => {
    const same = !values.has(name) || values.get(name) === value;
    values.set(name, sure || same ? value : undefined);
  };

  const expand = (word: ShellWord) => expandAll([word]);

  return {
    expandAll,
    expand,
    assign({ words, depth }) {
      const [first, second] = words.map((word) => source.text.slice(word.start, word.end));
      // A loop's variable has many values, and what is read comes from elsewhere.
      if ((first === 'for' || first === 'select') && second !== undefined) return set(second, undefined, true);
      if (first === 'read') {
        for (const word of words.slice(1)) set(source.text.slice(word.start, word.end), undefined, true);
        return;
      }
      for (const word of words.slice(declares.has(first ?? '') ? 1 : 0)) {
        const [whole, name = '', adds] = assignment.exec(source.text.slice(word.start, word.end)) ?? [];
        if (whole === undefined) return;
        const value = expand(word);
        const known = adds === '' && value.unknownIn(0, value.text.length).length === 0;
        set(name, known ? value.text.slice(whole.length) : undefined, depth === 0);
      }
    },
  };
}

/** Whether a word is an assignment. */
export function isAssignment(text: string): boolean {
  return assignment.test(text);
}
