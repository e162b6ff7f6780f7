import type { MappedText } from '../../embedded/mapped-text';
import type { EmbeddedDefinition } from '../../embedded/read-embedded';
import { userSpaceProbe } from './define-functions';
import { closing } from './define-trace';
import { closeHandler, openHandler, type ProbePoint, type Word } from './probe-point';
import { createProbeText } from './probe-text';

/**
 * A specifier of argdist: `{p|r|t|u}:[LIBRARY|CATEGORY]:FUNCTION(SIGNATURE)[:TYPES:VALUES[:FILTER]][#LABEL]`. What a return probe keeps
 * from the entry (`$entry(x)`) is a probe there.
 */
export function defineDistribution(source: MappedText): readonly EmbeddedDefinition[] {
  const text = source.text.replace(/#.*$/s, '');
  const found = /^\s*([prtu]):([^:]*):\s*([^:(]+)/.exec(text);
  if (!found) return [];
  const [head, type = '', scopeText = '', nameText = ''] = found;
  if (type === 'u' || (type !== 't' && scopeText !== '')) return [userSpaceProbe(source)];
  const name: Word = { text: nameText.trim(), start: head.length - nameText.length, end: head.length };
  const scopeStart = head.indexOf(':') + 1;
  const scope: Word = { text: scopeText, start: scopeStart, end: scopeStart + scopeText.length };
  const close = text[head.length] === '(' ? closing(text, head.length) : head.length;
  const signature = close > head.length ? { start: head.length + 1, end: close - 1 } : undefined;
  const [types, values, filter] = restOf(text, close);
  const kinds = (types?.text ?? '').split(',').map((kind) => kind.trim());
  const point: ProbePoint = { type, scope, name, offset: 0 };
  const wanted = [...(values ? splitValues(values) : []), ...(filter ? [filter] : [])].map((value, at) => ({
    ...value,
    isText: value !== filter && /^(?:const\s+)?char\s*\*$/.test(kinds[at] ?? ''),
  }));
  const kept = wanted.flatMap((value) => entriesOf(value));
  return [
    build(
      source,
      point,
      signature,
      wanted.filter(({ text: value }) => !value.includes('$entry(')),
    ),
    ...(kept.length > 0 ? [build(source, { ...point, type: 'p' }, signature, kept)] : []),
  ];
}

function build(
  source: MappedText,
  point: ProbePoint,
  signature: { readonly start: number; readonly end: number } | undefined,
  values: readonly (Word & { readonly isText: boolean })[],
): EmbeddedDefinition {
  const probe = createProbeText(source);
  openHandler(probe, point, signature);
  for (const { start, end, isText } of values) probe.value(start, end, isText);
  closeHandler(probe, point);
  return probe.define();
}

/** The parts behind the signature, which colons divide; the last may hold some itself (`a ? b : c`). */
function restOf(text: string, from: number): readonly (Word | undefined)[] {
  if (text[from] !== ':') return [];
  const parts: Word[] = [];
  let start = from + 1;
  for (let at = start; at <= text.length; at++) {
    if (at < text.length && (text[at] !== ':' || parts.length === 2)) continue;
    parts.push({ text: text.slice(start, at), start, end: at });
    start = at + 1;
  }
  return parts;
}

/** argdist splits its values at every comma. */
function splitValues({ text, start }: Word): readonly Word[] {
  let at = start;
  return text.split(',').map((value) => {
    const word = { text: value, start: at, end: at + value.length };
    at = word.end + 1;
    return word;
  });
}

function entriesOf({ text, start }: Word): readonly (Word & { readonly isText: boolean })[] {
  return [...text.matchAll(/\$entry\(([^()]*)\)/g)].map((found) => {
    const [, value = ''] = found;
    const at = start + found.index + '$entry('.length;
    return { text: value, start: at, end: at + value.length, isText: false };
  });
}
