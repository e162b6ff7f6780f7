import { joinTexts, valueText, verbatim, type SourceText } from '../../../c/source-text';

/** A string literal of Python taken apart (lexical analysis, 2.4.1). */
export interface Literal {
  readonly raw: boolean;
  readonly format: boolean;
  /** The text between the quotes, by offsets in the file. */
  readonly start: number;
  readonly end: number;
}

export function readLiteral(source: string, start: number, end: number): Literal | undefined {
  const text = source.slice(start, Math.min(end, start + 6));
  const match = /^([a-zA-Z]{0,2})("""|'''|"|')/.exec(text);
  const [, prefix = '', quote = ''] = match ?? [];
  if (!match) return undefined;
  const from = start + prefix.length + quote.length;
  const lower = prefix.toLowerCase();
  return {
    raw: lower.includes('r'),
    format: lower.includes('f'),
    start: from,
    end: Math.max(from, end - quote.length),
  };
}

const single: Readonly<Record<string, string>> = {
  n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v', '\\': '\\', "'": "'", '"': '"',
}; // prettier-ignore

/** The value of a part of a literal; text without escapes stands there letter by letter. */
export function literalText(source: string, start: number, end: number, raw: boolean): SourceText {
  const text = source.slice(start, end);
  if (raw || !text.includes('\\')) return verbatim(text, start);
  const parts: SourceText[] = [];
  let from = 0;
  for (let at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', from)) {
    parts.push(verbatim(text.slice(from, at), start + from));
    const escape =
      /^\\(?:\r?\n|x[\da-fA-F]{2}|u[\da-fA-F]{4}|[0-7]{1,3}|[^])/.exec(text.slice(at, at + 6))?.[0] ?? '\\';
    parts.push(valueText(unescaped(escape), start + at, start + at + escape.length));
    from = at + escape.length;
  }
  parts.push(verbatim(text.slice(from), start + from));
  return joinTexts(parts);
}

function unescaped(escape: string): string {
  const rest = escape.slice(1);
  if (rest.startsWith('\n') || rest.startsWith('\r\n')) return '';
  if (/^[xu][\da-fA-F]+$/.test(rest)) return String.fromCharCode(parseInt(rest.slice(1), 16));
  if (/^[0-7]+$/.test(rest)) return String.fromCharCode(parseInt(rest, 8));
  return single[rest] ?? escape;
}
