import { byteLength, indexWithin, isIdentifier, type Word } from '../../tracefs/command-lines';
import type { ParseContext } from './parse-context';
import { parseFetch } from './parse-fetch';
import { parseType } from './parse-type';
import type { Fetch, FetchArg, FetchType } from './syntax';

/** Longest name of an argument, longest expression (`MAX_ARG_NAME_LEN`, `MAX_ARGSTR_LEN` of 7.3), in bytes. */
const maxName = 32;
const maxBody = 255;

/** Fields that every such event has of its own (`reserved_field_names`, trace_probe.c). */
const reserved: ReadonlySet<string> = new Set([
  'common_type',
  'common_flags',
  'common_preempt_count',
  'common_pid',
  'common_tgid',
  '__probe_ip',
  '__probe_ret_ip',
  '__probe_func',
]);

/**
 * Reads `[NAME=]FETCHARG[:TYPE]` (`traceprobe_parse_probe_arg`). What is wrong is told to the context; the answer holds
 * what could be read all the same.
 *
 * @param index its number, from 0
 * @param used the names of the arguments before this one; the name of this one is added
 */
export function parseArg(context: ParseContext, word: Word, index: number, used: Set<string>): FetchArg {
  const { start, end } = word;
  if (word.text.startsWith('$arg*')) {
    if (context.site === 'inside' || context.site === 'user' || context.site === 'event') {
      context.fail(start, end, '$arg* is there only where a function begins or returns');
      return { start, end };
    }
    if (context.wildcard) context.fail(start, end, 'a pattern has no arguments by name');
    return { start, end, fetch: { kind: 'all_args', start, end } };
  }
  const equals = word.text.indexOf('=');
  if (equals < 0) useDefaultName(context, word, index, used);
  const name = equals < 0 ? undefined : { text: word.text.slice(0, equals), start, end: start + equals };
  if (name && !checkName(context, name, used)) return { start, end };
  const body = start + equals + 1;
  const length = byteLength(word.text.slice(equals + 1));
  if (length > maxBody) {
    context.fail(body, end, `the expression has ${length} bytes, the kernel reads at most ${maxBody}`);
    return { start, end, ...(name && { name }) };
  }
  if (length === 0) {
    context.fail(body, body, 'there is no expression behind the name');
    return { start, end, ...(name && { name }) };
  }
  return { start, end, ...(name && { name }), ...parseBody(context, body, end, name !== undefined) };
}

/**
 * Without a name an argument is called `argN`; by name, or by number where the kernel knows the name, it is called that
 * (`generate_probe_arg_name`), which only kernels of some configurations do.
 */
function useDefaultName(context: ParseContext, word: Word, index: number, used: Set<string>): void {
  const name = /^[^:]*/.exec(word.text)?.[0] ?? '';
  if (/^\$arg[0-9]/.test(name)) return;
  const text = isIdentifier(name) ? name : `arg${index + 1}`;
  if (used.has(text)) context.fail(word.start, word.end, `the name ${text} is used twice`);
  used.add(text);
}

function checkName(context: ParseContext, name: Word, used: Set<string>): boolean {
  const { start, end, text } = name;
  let wrong: string | undefined;
  if (byteLength(text) > maxName) wrong = `the name has more than ${maxName} bytes`;
  else if (text === '') wrong = 'there is no name in front of =';
  else if (!isIdentifier(text)) wrong = `${text} is no name`;
  else if (reserved.has(text)) wrong = `${text} is a field of every event`;
  else if (used.has(text)) wrong = `the name ${text} is used twice`;
  if (wrong !== undefined) context.fail(start, end, wrong);
  else used.add(text);
  return wrong === undefined;
}

function parseBody(
  context: ParseContext,
  start: number,
  end: number,
  named: boolean,
): { readonly fetch?: Fetch; readonly type?: FetchType } {
  const colon = indexWithin(context.text, ':', start, end);
  const split = colon < 0 ? end : colon;
  const text = context.text.slice(start, split);
  const isText = context.site !== 'event' && (/^\$comm$/i.test(text) || text.startsWith('\\"'));
  let type: FetchType | undefined;
  if (split < end) {
    type = parseType(context, split + 1, end);
    if (!type) return {};
    if (isText && (type.name !== 'string' || type.count !== undefined)) {
      context.fail(type.start, type.end, 'text has the type string');
      return {};
    }
  }
  const read = parseFetch(context, start, split);
  if (!read) return type ? { type } : {};
  if (type) {
    const wrong = wrongType(context, read.fetch, type, named);
    if (wrong !== undefined) context.fail(type.start, type.end, wrong);
  }
  return { fetch: read.fetch, ...(type && { type }) };
}

/** Why the kernel stores no value of this kind with this type (`finalize_fetch_insn`); `undefined`: it does. */
function wrongType(context: ParseContext, fetch: Fetch, type: FetchType, named: boolean): string | undefined {
  const inMemory = fetch.kind === 'deref' || fetch.kind === 'address' || fetch.kind === 'symbol';
  const memory = inMemory || fetch.kind === 'file_offset' || (fetch.kind === 'this_cpu' && fetch.read);
  // The type of an argument by name, of a member or of a return value is the kernel's; so is the one of `$argN`
  // without a name, which stands for the argument's name.
  const ofKernel = ['variable', 'retval', 'cast', 'current'].includes(fetch.kind) || (fetch.kind === 'arg' && !named);
  const typed = ofKernel && context.site !== 'user';
  const field = fetch.kind === 'field';
  if (type.name === 'symstr') {
    const value = memory || typed || field || ['register', 'stack', 'arg'].includes(fetch.kind);
    return value ? undefined : 'symstr takes an address';
  }
  const isText = type.name === 'string' || type.name === 'ustring';
  if (isText && !memory && !typed && !field && !['immediate', 'comm', 'text'].includes(fetch.kind)) {
    return `${type.name} takes memory: dereference the value, as in +0(${context.text.slice(fetch.start, fetch.end)})`;
  }
  const inUserMemory = fetch.kind === 'deref' && fetch.user;
  const member = typed && 'path' in fetch && fetch.path.length > 0;
  if (type.count !== undefined && !isText && (inUserMemory || !(memory || member))) {
    return 'only memory of the kernel is read as an array';
  }
  return undefined;
}
