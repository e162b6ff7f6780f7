import { joinTexts, sliceText, valueText, type SourceText } from '../../../c/source-text';
import type { Place } from '../python/syntax';
import { givenWord, keyOf, unknownWord, type PyValue } from './value';

/** A value as `str()` gives it; what is not known is a word that says so. */
export function textOf(value: PyValue, place: Place): SourceText {
  const made = (text: string) => valueText(text, place.start, place.end);
  switch (value.kind) {
    case 'text':
      return value.value;
    case 'number':
      return made(String(value.value));
    case 'constant':
      return made(value.value === undefined ? 'None' : value.value ? 'True' : 'False');
    case 'unknown':
      return made(value.given === true ? givenWord : unknownWord);
    default:
      return made(unknownWord);
  }
}

/** `format % values` */
export function formatPercent(format: SourceText, values: PyValue, place: Place): SourceText {
  const parts: SourceText[] = [];
  const list = values.kind === 'list' ? values.items : [values];
  let from = 0;
  let next = 0;
  for (const match of format.text.matchAll(/%(?:\((\w+)\))?([-+ #0]*\d*(?:\.\d+)?)[lh]?([a-zA-Z%])/g)) {
    const [whole, name, , letter] = match;
    parts.push(sliceText(format, from, match.index));
    from = match.index + whole.length;
    if (letter === '%') {
      parts.push(sliceText(format, from - 1, from));
      continue;
    }
    const value =
      name === undefined ? list[next++] : values.kind === 'dict' ? values.entries.get(`"${name}`)?.value : undefined;
    parts.push(value ? shown(value, letter ?? 's', place) : textOf({ kind: 'unknown', text: '' }, place));
  }
  parts.push(sliceText(format, from, format.text.length));
  return joinTexts(parts);
}

function shown(value: PyValue, letter: string, place: Place): SourceText {
  if (value.kind === 'number' && (letter === 'x' || letter === 'X'))
    return valueText(value.value.toString(16), place.start, place.end);
  if (value.kind === 'constant' && letter === 'd')
    return valueText(value.value === true ? '1' : '0', place.start, place.end);
  return textOf(value, place);
}

/** `format.format(..)`: fields by number and by name. */
export function formatBraces(
  format: SourceText,
  args: readonly PyValue[],
  named: ReadonlyMap<string, PyValue>,
  place: Place,
): SourceText {
  const parts: SourceText[] = [];
  let from = 0;
  let next = 0;
  for (const match of format.text.matchAll(/\{\{|\}\}|\{(\w*)([^{}]*)\}/g)) {
    const [whole, name, rest] = match;
    parts.push(sliceText(format, from, match.index));
    from = match.index + whole.length;
    if (name === undefined) {
      parts.push(sliceText(format, from - 1, from));
      continue;
    }
    const value = name === '' ? args[next++] : /^\d+$/.test(name) ? args[Number(name)] : named.get(name);
    const item = /^\[(?:'|")?(\w+)(?:'|")?\]/.exec(rest ?? '')?.[1];
    parts.push(textOf(item === undefined ? (value ?? unknown) : (itemOf(value, item) ?? unknown), place));
  }
  parts.push(sliceText(format, from, format.text.length));
  return joinTexts(parts);
}

const unknown: PyValue = { kind: 'unknown', text: '' };

function itemOf(value: PyValue | undefined, name: string): PyValue | undefined {
  if (value?.kind === 'list') return value.items[Number(name)];
  return value?.kind === 'dict'
    ? value.entries.get(keyOf({ kind: 'text', value: valueText(name, 0, 0) }))?.value
    : undefined;
}
