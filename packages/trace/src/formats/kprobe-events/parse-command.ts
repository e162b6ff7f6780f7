import { byteLength, isIdentifier, type Fail, type Word } from '../../tracefs/command-lines';
import { parseKernelNumber } from '../../tracefs/kernel-number';
import { parseSyntheticEvent } from '../../tracefs/synthetic-event';
import { parseArg } from './parse-arg';
import type { ParseContext } from './parse-context';
import { isWildcard, mayBeEntry, parsePlace } from './parse-place';
import type { RawCommand } from './split-commands';
import type { Command, EventName, Place, ProbeCommand, Site } from './syntax';

/** Longest name of a group or an event, with its end (`MAX_EVENT_NAME_LEN`). */
const maxEventName = 64;
/** Most instances of a return probe (`KRETPROBE_MAXACTIVE_MAX`, `RETHOOK_MAXACTIVE_MAX`). */
const maxMaxactive = 4096;
/** Most arguments (`MAX_TRACE_ARGS`). */
const maxArgs = 128;

/** Reads one command; what is wrong is told to `fail`. `undefined`: not even its kind or place could be read. */
export function parseCommand(text: string, raw: RawCommand, fail: Fail): Command | undefined {
  const [head, place] = raw.words;
  if (!head) return undefined;
  const { start } = head;
  const end = raw.words.at(-1)?.end ?? head.end;
  if (head.text.startsWith('-') || head.text.startsWith('!')) return parseDelete(head, end, fail);
  if (head.text.startsWith('s:')) return parseSynthetic(text, head, raw.words.slice(1), fail);
  const letter = head.text[0];
  if (letter !== 'p' && letter !== 'r' && letter !== 'f' && letter !== 't' && letter !== 'e') {
    return fail(start, head.end, 'expected a command: p, r, f, t, e, s: or -:');
  }
  if (!place) return fail(end, end, 'expected what to probe');
  return parseProbe(text, letter, head, place, raw.words.slice(2), end, fail);
}

/** `s:[synthetic/]EVENT FIELDS` */
function parseSynthetic(text: string, head: Word, words: readonly Word[], fail: Fail): Command | undefined {
  const prefix = head.text.startsWith('s:synthetic/') ? 's:synthetic/' : 's:';
  const name = { text: head.text.slice(prefix.length), start: head.start + prefix.length, end: head.end };
  const event = parseSyntheticEvent(text, name, words, fail);
  return event && { kind: 'synthetic', event, start: head.start, end: event.end };
}

function parseDelete(head: Word, end: number, fail: Fail): Command | undefined {
  const name = /^[-!](?:[a-z][0-9]*)?:(.*)$/s.exec(head.text)?.[1];
  if (name === undefined || name === '') return fail(head.start, head.end, 'expected -:[GROUP/]EVENT');
  return { kind: 'delete', start: head.start, end };
}

function parseProbe(
  text: string,
  letter: ProbeCommand['letter'],
  head: Word,
  placeWord: Word,
  rest: readonly Word[],
  end: number,
  fail: Fail,
): ProbeCommand | undefined {
  let broken = false;
  const failHere: Fail = (from, to, message) => {
    broken = true;
    return fail(from, to, message);
  };
  const condition = letter === 'e' ? rest.findIndex((word) => word.text === 'if') : -1;
  const argWords = condition < 0 ? rest : rest.slice(0, condition);
  const maxactive = parseMaxactive(letter, head, failHere);
  const place = parsePlace(letter, placeWord, argWords, failHere);
  if (!place) return undefined;
  if (letter === 'f' && maxactive && place.kind === 'symbol' && !place.isReturn) {
    failHere(maxactive.start, maxactive.end, 'only a return probe has a number of instances');
  }
  const event = parseEventName(head, failHere);
  const context: ParseContext = {
    text,
    site: siteOf(place),
    fprobe: letter === 'f' || letter === 't',
    wildcard: letter === 'f' && place.kind === 'symbol' && isWildcard(place.symbol.text),
    fail: failHere,
  };
  const args = parseArgs(context, argWords);
  const filterWords = condition < 0 ? [] : rest.slice(condition + 1);
  if (condition >= 0 && filterWords.length === 0) failHere(end, end, 'expected a filter after "if"');
  const filter = filterWords[0] && { start: filterWords[0].start, end };
  return {
    kind: 'probe',
    letter,
    place,
    args,
    start: head.start,
    end,
    broken,
    ...(maxactive && { maxactive }),
    ...(event && { event }),
    ...(filter && { filter }),
  };
}

function siteOf(place: Place): Site {
  switch (place.kind) {
    case 'symbol':
      if (place.isReturn) return 'return';
      return mayBeEntry(place.offset ?? 0) ? 'entry' : 'inside';
    // The kernel does not ask whether a function begins at an address.
    case 'address':
      return 'inside';
    case 'tracepoint':
      return 'tracepoint';
    case 'event':
      return 'event';
    case 'file':
      return 'user';
  }
}

function parseArgs(context: ParseContext, words: readonly Word[]): ProbeCommand['args'] {
  const extra = words[maxArgs];
  if (extra) context.fail(extra.start, extra.end, `an event has at most ${maxArgs} arguments`);
  const used = new Set<string>();
  const starred = words.filter((word) => word.text.startsWith('$arg*'));
  if (starred[1]) context.fail(starred[1].start, starred[1].end, '$arg* stands twice');
  return words.slice(0, maxArgs).map((word, index) => parseArg(context, word, index, used));
}

/** The number in `r10:event` (trace_kprobe.c, trace_fprobe.c). */
function parseMaxactive(letter: ProbeCommand['letter'], head: Word, fail: Fail): ProbeCommand['maxactive'] | undefined {
  const colon = head.text.indexOf(':');
  const digits = head.text.slice(1, colon < 0 ? undefined : colon);
  if (!/^[0-9]/.test(digits) || letter === 'e') return undefined;
  const start = head.start + 1;
  const end = start + digits.length;
  if (letter === 'p' || letter === 't') {
    return fail(start, end, 'only a return probe has a number of instances');
  }
  const count = parseKernelNumber(digits);
  if (count === undefined || count === 0) return fail(start, end, `${digits} is no number of instances`);
  if (count > maxMaxactive) return fail(start, end, `a probe has at most ${maxMaxactive} instances`);
  return { count, start, end };
}

/** `:[GRP/][EVENT]` (`traceprobe_parse_event_name`, trace_probe.c). */
function parseEventName(head: Word, fail: Fail): EventName | undefined {
  const colon = head.text.indexOf(':');
  if (colon < 0) return undefined;
  const start = head.start + colon + 1;
  const name = head.text.slice(colon + 1);
  const slash = name.includes('/') ? name.indexOf('/') : name.indexOf('.');
  const group = slash < 0 ? undefined : { text: name.slice(0, slash), start, end: start + slash };
  if (group) {
    if (group.text === '') return fail(start, head.end, 'there is no group in front of /');
    if (byteLength(group.text) >= maxEventName) return fail(start, group.end, 'the name of the group is too long');
    if (!/^[A-Za-z_-][A-Za-z0-9_-]*$/.test(group.text))
      return fail(start, group.end, `${group.text} is no name of a group`);
  }
  const event = { text: name.slice(slash + 1), start: start + slash + 1, end: head.end };
  if (event.text === '') {
    return group ? { group, start, end: head.end } : fail(start, head.end, 'there is no name behind the colon');
  }
  if (byteLength(event.text) >= maxEventName) return fail(event.start, event.end, 'the name of the event is too long');
  if (!isIdentifier(event.text)) return fail(event.start, event.end, `${event.text} is no name of an event`);
  return { event, start, end: head.end, ...(group && { group }) };
}
