import { joinTexts, replaceText, sliceText, valueText, type SourceText } from '../../../c/source-text';
import type { Place } from '../python/syntax';
import { formatBraces, textOf } from './format-text';
import { maxLength } from './machine';
import { none, type PyValue } from './value';

/** A method of a text; `undefined` where it is none that is followed. */
export function textMethod(
  text: SourceText,
  name: string,
  args: readonly PyValue[],
  named: ReadonlyMap<string, PyValue>,
  place: Place,
): PyValue | undefined {
  const [first, second, third] = args;
  const made = (value: SourceText): PyValue | undefined =>
    value.text.length <= maxLength ? { kind: 'text', value } : undefined;
  const truth = (value: boolean): PyValue => ({ kind: 'constant', value });
  switch (name) {
    case 'encode':
    case 'decode':
      return made(text);
    case 'format':
      return made(formatBraces(text, args, named, place));
    case 'substitute':
    case 'safe_substitute': {
      const names = [...named].map(([key, value]): readonly [string, PyValue] => [key, value]);
      if (first?.kind === 'dict')
        for (const { key, value } of first.entries.values())
          if (key.kind === 'text') names.push([key.value.text, value]);
      // `${name}` and `$name` are put in, the longer names first.
      const longest = names.sort(([a], [b]) => b.length - a.length);
      const spelled = longest.flatMap(([key, value]) => [[`\${${key}}`, value] as const, [`$${key}`, value] as const]);
      return made(
        spelled.reduce((whole, [word, value]) => replaceText(whole, word, textOf(value, place), Infinity), text),
      );
    }
    case 'replace': {
      if (first?.kind !== 'text' || !second) return undefined;
      return made(
        replaceText(text, first.value.text, textOf(second, place), third?.kind === 'number' ? third.value : Infinity),
      );
    }
    case 'join': {
      if (first?.kind !== 'list') return undefined;
      const parts = first.items.flatMap((item, at) => (at === 0 ? [textOf(item, place)] : [text, textOf(item, place)]));
      return made(joinTexts(parts));
    }
    case 'strip':
    case 'rstrip':
    case 'lstrip':
      return args.length === 0 ? made(strip(text, name)) : undefined;
    case 'upper':
      return made(valueText(text.text.toUpperCase(), place.start, place.end));
    case 'lower':
      return made(valueText(text.text.toLowerCase(), place.start, place.end));
    case 'startswith':
      return first?.kind === 'text' ? truth(text.text.startsWith(first.value.text)) : undefined;
    case 'endswith':
      return first?.kind === 'text' ? truth(text.text.endsWith(first.value.text)) : undefined;
    case 'isdigit':
      return truth(/^\d+$/.test(text.text));
    case 'find':
      return first?.kind === 'text' ? { kind: 'number', value: text.text.indexOf(first.value.text) } : undefined;
    case 'count':
      return first?.kind === 'text'
        ? { kind: 'number', value: text.text.split(first.value.text).length - 1 }
        : undefined;
    case 'split':
      return { kind: 'list', items: split(text, first?.kind === 'text' ? first.value.text : undefined) };
    case 'splitlines':
      return { kind: 'list', items: split(text, '\n') };
    case 'isspace':
      return none;
    default:
      return undefined;
  }
}

function strip(text: SourceText, name: string): SourceText {
  const start = name === 'rstrip' ? 0 : text.text.length - text.text.trimStart().length;
  const end = name === 'lstrip' ? text.text.length : text.text.trimEnd().length;
  return sliceText(text, start, end);
}

/** At a separator, or at blanks where there is none. */
function split(text: SourceText, separator: string | undefined): PyValue[] {
  const items: PyValue[] = [];
  const add = (start: number, end: number) => items.push({ kind: 'text', value: sliceText(text, start, end) });
  if (separator === undefined || separator === '') {
    for (const match of text.text.matchAll(/\S+/g)) add(match.index, match.index + match[0].length);
    return items;
  }
  let from = 0;
  for (let at = text.text.indexOf(separator); at >= 0; at = text.text.indexOf(separator, from)) {
    add(from, at);
    from = at + separator.length;
  }
  add(from, text.text.length);
  return items;
}
