import { pieceOf, type MappedText, type Part } from './mapped-text';

/** A word or sign of one language and what another writes for it. */
export interface Rewriting {
  /** Sticky (`y`). It is tried where a word or a sign begins, outside of quoted text and comments. */
  readonly pattern: RegExp;
  readonly meaning: (found: RegExpExecArray) => string;
  /** What it means has names that do not stand there, so its place has no length. */
  readonly unnamed?: true;
}

/** What stays as it is: comments, quoted text, words, blanks, one sign. */
const verbatim = /\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|\w+|\s+|[\s\S]/suy;

/** A piece of a text with its words written as another language does; places stay those of the text. */
export function rewrite(source: MappedText, start: number, end: number, rules: readonly Rewriting[]): readonly Part[] {
  const text = source.text.slice(0, end);
  const parts: Part[] = [];
  let from = start;
  for (let at = start; at < end;) {
    const rule = rules.find(({ pattern }) => {
      pattern.lastIndex = at;
      return pattern.test(text);
    });
    if (rule) rule.pattern.lastIndex = at;
    const found = rule?.pattern.exec(text);
    if (rule && found && found[0] !== '') {
      if (at > from) parts.push({ value: pieceOf(source, from, at) });
      const next = at + found[0].length;
      parts.push({ value: pieceOf(source, at, rule.unnamed ? at : next, rule.meaning(found)) });
      at = next;
      from = at;
    } else {
      verbatim.lastIndex = at;
      at += verbatim.exec(text)?.[0].length ?? 1;
    }
  }
  if (end > from) parts.push({ value: pieceOf(source, from, end) });
  return parts;
}

/** Rules for words that are only called by another name; a member of that name stays. */
export function renamings(names: Readonly<Record<string, string>>): readonly Rewriting[] {
  const pattern = new RegExp(`(?<!->|[.@$])(?:${Object.keys(names).join('|')})\\b`, 'y');
  return [{ pattern, meaning: ([word]) => names[word] ?? word }];
}
