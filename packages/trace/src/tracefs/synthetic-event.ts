import type { Probe } from '@tracefit/model';
import type { SpanMaker } from '../span-maker';
import { isIdentifier, type Fail, type Piece, type Word } from './command-lines';

/** A field of a synthetic event; array and `unsigned` belong to the type. */
export interface SyntheticField extends Piece {
  readonly type: string;
  readonly name: string;
}

/** A synthetic event: a name and fields that other events' triggers fill. */
export interface SyntheticEvent extends Piece {
  readonly name: Word;
  readonly fields: readonly SyntheticField[];
  /** Something of it is wrong: the kernel refuses the whole command. */
  readonly broken: boolean;
}

/** Types of fields (`synth_field_size`, kernel/trace/trace_events_synth.c). */
const types: ReadonlySet<string> = new Set([
  ...['u8', 'u16', 'u32', 'u64', 's8', 's16', 's32', 's64', 'bool', 'pid_t', 'gfp_t'],
  ...['char', 'int', 'long'].flatMap((type) => [type, `unsigned ${type}`]),
]);

/** Most fields (`SYNTH_FIELDS_MAX`). */
const maxFields = 64;

/** Longest array of characters (`STR_VAR_LEN_MAX`). */
const maxText = 256;

/**
 * Reads `EVENT TYPE NAME[; TYPE NAME]..` (`__create_synth_event`, kernel/trace/trace_events_synth.c).
 *
 * @param name the event's name, without what a command has in front of it
 * @param words what follows the name
 */
export function parseSyntheticEvent(
  text: string,
  name: Word,
  words: readonly Word[],
  fail: Fail,
): SyntheticEvent | undefined {
  if (!isIdentifier(name.text)) return fail(name.start, name.end, 'expected the name of a synthetic event');
  let broken = false;
  const failHere: Fail = (start, end, message) => {
    broken = true;
    return fail(start, end, message);
  };
  const end = words.at(-1)?.end ?? name.end;
  const groups = splitFields(text, words);
  const fields = groups.flatMap((group) => parseFields(group, failHere));
  if (groups.length === 0) failHere(end, end, 'a synthetic event has at least one field: TYPE NAME');
  if (fields.length > maxFields) failHere(end, end, `a synthetic event has at most ${maxFields} fields`);
  return { name, fields, start: name.start, end, broken };
}

/** A synthetic event as a probe: by itself it touches nothing of the kernel, but not every kernel has them. */
export function lowerSyntheticEvent(event: SyntheticEvent, spanAt: SpanMaker): Probe {
  const span = spanAt(event.start, event.end);
  return {
    attach: { kind: 'always', name: event.name.text, span: spanAt(event.name.start, event.name.end) },
    uses: [],
    guards: [],
    requires: [
      {
        what: 'synthetic events',
        condition: {
          kind: 'all',
          of: [
            { kind: 'version', op: '>=', version: '5.10' },
            { kind: 'config_set', name: 'CONFIG_SYNTH_EVENTS' },
          ],
        },
        span,
      },
    ],
    unknowns: event.broken ? [{ reason: 'the kernel refuses the definition, it has a mistake', span }] : [],
    span,
  };
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
function parseFields(words: readonly Word[], fail: Fail): readonly SyntheticField[] {
  const fields: SyntheticField[] = [];
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

function parseField(words: readonly Word[], isUnsigned: boolean, fail: Fail): SyntheticField | undefined {
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
