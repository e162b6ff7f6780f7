import type { Span } from '@tracefit/model';
import type { Located, LocatedEntry } from '../../data/located';
import { concatTexts } from '../../embedded/mapped-text';
import { dataOf, scalarOf, textAt, type Value } from './value';

/** Functions of `@tracefit/define` that make a probe, and the word before the name of what they attach to. */
const probeWords: Readonly<Record<string, string>> = {
  kprobe: 'kprobe/',
  kretprobe: 'kretprobe/',
  ksyscall: 'ksyscall/',
  kretsyscall: 'kretsyscall/',
  fentry: 'fentry/',
  fexit: 'fexit/',
  lsm: 'lsm/',
  rawTracepoint: 'raw_tp/',
  tpBtf: 'tp_btf/',
  probe: '',
};

/** What a function of `@tracefit/define` returns; it stands at the places of its arguments. `undefined`: there is none. */
export function callOwn(name: string, args: readonly Value[], span: Span): Located | undefined {
  const [first, second, third] = args;
  switch (name) {
    case 'defineTrace':
      return merge([entry('traceDefinition', scalarOf(1, textAt('1', span), span))], first, span);
    case 'tracepoint': {
      const attach = joinTexts(['tracepoint/', first, '/', second], span);
      return merge([entry('attach', attach)], third, span);
    }
    case 'arg':
      return merge([...optional('position', first), ...optional('type', second)], third, span);
    case 'argNamed':
      return merge(optional('name', first), second, span);
    default: {
      const word = Object.hasOwn(probeWords, name) ? probeWords[name] : undefined;
      return word === undefined ? undefined : merge([entry('attach', joinTexts([word, first], span))], second, span);
    }
  }
}

/** The names of all of them. */
export const ownFunctions: readonly string[] = [
  ...Object.keys(probeWords),
  'defineTrace',
  'tracepoint',
  'arg',
  'argNamed',
];

function entry(key: string, value: Located): LocatedEntry {
  return { key, keySpan: value.span, value };
}

function optional(key: string, value: Value | undefined): readonly LocatedEntry[] {
  if (!value || value.kind === 'undefined') return [];
  return [entry(key, dataOf(value, { start: 0, end: 0, line: 1, column: 1 }))];
}

function merge(own: readonly LocatedEntry[], more: Value | undefined, span: Span): Located {
  if (!more || more.kind === 'undefined') return { kind: 'map', entries: own, span };
  if (more.kind !== 'map')
    return { kind: 'map', entries: [...own, { key: '...', keySpan: span, value: dataOf(more, span) }], span };
  const kept = own.filter(({ key }) => !more.entries.some((each) => each.key === key));
  return { kind: 'map', entries: [...kept, ...more.entries], span };
}

function joinTexts(parts: readonly (string | Value | undefined)[], span: Span): Located {
  const missing = parts.find((part) => typeof part !== 'string' && part?.kind !== 'scalar');
  if (missing !== undefined && typeof missing !== 'string') return dataOf(missing, span);
  const texts = parts.map((part) =>
    typeof part === 'string' ? textAt(part, span) : part?.kind === 'scalar' ? part.text : textAt('', span),
  );
  const text = concatTexts(texts.map((value) => ({ value })));
  return scalarOf(text.text, text, span);
}
