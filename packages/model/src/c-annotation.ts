import type { CReader } from './c-reader';
import { ignoredCalls, ignoredWords } from './c-word';

/** Passes over one storage class, function specifier or annotation. */
export function skipAnnotation(reader: CReader): boolean {
  const { text, kind } = reader.peek();
  if (kind !== 'word') return false;
  if (ignoredWords.has(text)) return reader.next().kind === 'word';
  if (!ignoredCalls.has(text) && text !== '__packed') return false;
  reader.next();
  if (text === '__packed') return true;
  skipParentheses(reader);
  return true;
}

/** Passes over annotations; true if one of them packs the type. */
export function skipAnnotations(reader: CReader): boolean {
  let packed = false;
  for (;;) {
    const token = reader.peek();
    if (token.text === '__packed') packed = true;
    const inParentheses = reader.peekSecond().text === '(' && ignoredCalls.has(token.text);
    if (inParentheses) {
      reader.next();
      packed = skipParentheses(reader).some((text) => text === 'packed' || text === '__packed__') || packed;
    } else if (!skipAnnotation(reader)) return packed;
  }
}

/** Passes over what stands in parentheses; gives the texts of its tokens. */
export function skipParentheses(reader: CReader): readonly string[] {
  const texts: string[] = [];
  reader.expect('(');
  for (let depth = 1; depth > 0;) {
    const token = reader.next();
    if (token.kind === 'end') {
      reader.fail('expected `)`');
      break;
    }
    if (token.text === '(') depth++;
    if (token.text === ')') depth--;
    texts.push(token.text);
  }
  return texts;
}
