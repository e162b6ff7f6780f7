import { isIdentifier, type Fail, type Word } from '../../tracefs/command-lines';
import type { RawCommand } from './split-commands';
import type { SyntheticCommand } from './syntax';

/** Types of fields (`synth_field_size`, kernel/trace/trace_events_synth.c). */
const types: ReadonlySet<string> = new Set([
  ...['u8', 'u16', 'u32', 'u64', 's8', 's16', 's32', 's64', 'bool', 'pid_t', 'gfp_t'],
  ...['char', 'int', 'long'].flatMap((type) => [type, `unsigned ${type}`]),
]);

/** Most fields (`SYNTH_FIELDS_MAX`). */
const maxFields = 64;

/** Longest array of characters (`STR_VAR_LEN_MAX`). */
const maxText = 256;

/** Reads `s:[synthetic/]EVENT TYPE NAME[; TYPE NAME]..` (`create_synth_event`, trace_events_synth.c). */
export function parseSynthetic(text: string, raw: RawCommand, fail: Fail): SyntheticCommand | undefined {
  let broken = false;
  const failHere: Fail = (from, to, message) => {
    broken = true;
    return fail(from, to, message);
  };
  const [head] = raw.words;
  if (!head) return undefined;
  const prefix = head.text.startsWith('s:synthetic/') ? 's:synthetic/'.length : 's:'.length;
  const name = { text: head.text.slice(prefix), start: head.start + prefix, end: head.end };
  if (!isIdentifier(name.text)) return fail(name.start, name.end, 'expected s:[synthetic/]EVENT');
  const end = raw.words.at(-1)?.end ?? head.end;
  const groups = splitFields(text, raw.words.slice(1));
  const fields = groups.flatMap((words) => parseFields(words, failHere));
  if (groups.length === 0) failHere(end, end, 'a synthetic event has at least one field: TYPE NAME');
  if (fields.length > maxFields) failHere(end, end, `a synthetic event has at most ${maxFields} fields`);
  return { kind: 'synthetic', name, fields, start: head.start, end, broken };
}

/** The words of each field; `;` ends one, with or without white space around it. */
function splitFields(text: string, words: readonly Word[]): readonly (readonly Word[])[] {
  const fields: Word[][] = [[]];
  for (const word of words) {
    let from = word.start;
    for (let at = word.start; at <= word.end; at++) {
      if (at < word.end && text[at] !== ';') continue;
      if (at > from) fields.at(-1)?.push({ text: text.slice(from, at), start: from, end: at });
      if (at < word.end) fields.push([]);
      from = at + 1;
    }
  }
  return fields.filter((field) => field.length > 0);
}

/** `TYPE NAME`, or several of them without `;` (`parse_synth_field`); reading ends at a mistake. */
function parseFields(words: readonly Word[], fail: Fail): SyntheticCommand['fields'] {
  const fields: SyntheticCommand['fields'][number][] = [];
  let at = 0;
  while (at < words.length) {
    const count = words[at]?.text === 'unsigned' ? 3 : 2;
    const field = parseField(words.slice(at, at + count), count === 3, fail);
    if (!field) return fields;
    fields.push(field);
    at += count;
  }
  return fields;
}

function parseField(
  words: readonly Word[],
  isUnsigned: boolean,
  fail: Fail,
): SyntheticCommand['fields'][number] | undefined {
  const [type, name] = isUnsigned ? words.slice(1) : words;
  const start = words[0]?.start ?? 0;
  const end = words.at(-1)?.end ?? start;
  if (!type || !name) return fail(start, end, 'expected TYPE NAME');
  const [, member = '', behindName] = /^([^[]*)(\[[0-9]*\])?$/.exec(name.text) ?? [];
  if (!isIdentifier(member)) return fail(name.start, name.end, `${name.text} is no name`);
  const [, word = '', behindType] = /^([^[]*)(\[[0-9]*\])?$/.exec(type.text) ?? [];
  const array = behindName ?? behindType;
  const typeName = `${isUnsigned ? 'unsigned ' : ''}${word}`;
  const length = array === undefined ? 0 : Number(array.slice(1, -1));
  const known = array === undefined ? types.has(typeName) : isArray(typeName, length, array);
  if (!known) return fail(type.start, type.end, `there is no type ${typeName}${array ?? ''} for a field`);
  return { type: `${typeName}${array ?? ''}`, name: member, start, end };
}

/** Text of a fixed or any length, and the stack trace `long[]` or `unsigned long[]`. */
function isArray(type: string, length: number, array: string): boolean {
  if (type === 'char') return array === '[]' || (length > 0 && length <= maxText);
  return array === '[]' && (type === 'long' || type === 'unsigned long');
}
