import type { Requirement } from '@tracefit/model';
import type { SpanMaker } from '../../span-maker';
import { byteLength, type Piece } from '../../tracefs/command-lines';
import { features, newMaxNesting, oldMaxBody, type FeatureName } from './requirements';
import type { Fetch, FetchArg, ProbeCommand } from './syntax';

/** What a command needs of the kernel to be read at all, each with the first place that needs it. */
export function findRequirements(command: ProbeCommand, text: string, spanAt: SpanMaker): readonly Requirement[] {
  const found = new Map<FeatureName, Piece>();
  const need = (name: FeatureName, piece: Piece) => {
    if (!found.has(name)) found.set(name, piece);
  };
  needOfHead(command, text, need);
  for (const arg of command.args) needOfArg(arg, command, text, need);
  const needed = [...found].map(([name, piece]) => ({ ...features[name], span: spanAt(piece.start, piece.end) }));
  return [...needed, ...needOfPrototype(command, found, spanAt)];
}

/** What the kernel finds by the function's prototype, and refuses where BTF does not describe the function. */
const throughPrototype: readonly FeatureName[] = ['args_by_name', 'args_at_return_by_name', 'all_args'];

function needOfPrototype(
  { letter, place, args }: ProbeCommand,
  found: ReadonlyMap<FeatureName, Piece>,
  spanAt: SpanMaker,
): readonly Requirement[] {
  const feature = throughPrototype.find((each) => found.has(each));
  const piece = feature && found.get(feature);
  if (!feature || !piece || letter === 'e' || place.kind !== 'symbol' || place.symbol.text.includes('*')) return [];
  const name = place.symbol.text;
  const all = args.some(({ fetch }) => fetch?.kind === 'all_args');
  const known = { kind: 'prototype_known' as const, name, ...(all && { args: true as const }) };
  // Where the kernel does not read it at all, that is told already.
  const condition = { kind: 'any' as const, of: [{ kind: 'not' as const, of: features[feature].condition }, known] };
  const what = all ? `arguments of \`${name}\` for $arg* to stand for` : `the prototype of \`${name}\` in BTF`;
  return [{ what, condition, span: spanAt(piece.start, piece.end) }];
}

type Need = (name: FeatureName, piece: Piece) => void;

function needOfHead(command: ProbeCommand, text: string, need: Need): void {
  const { letter, place, event, filter } = command;
  const head = { start: command.start, end: command.start + 1 };
  if (letter === 'f') need('function_probes', head);
  if (letter === 't') need('tracepoint_probes', head);
  if (letter === 'e') need('event_probes', head);
  if (filter) need('event_filters', filter);
  if (event?.group && !event.event) need('group_only', event);
  if (event?.group?.text.includes('-') === true) need('hyphen', event.group);
  if (event?.group && text[event.group.end] === '.') need('dot', event);
  if (command.maxactive && letter === 'f') need('instances', command.maxactive);
  const suffix = text.slice(place.start, place.end).endsWith('%return');
  if (letter === 'p' && suffix) need('return_suffix', { start: place.end - '%return'.length, end: place.end });
}

function needOfArg(arg: FetchArg, command: ProbeCommand, text: string, need: Need): void {
  const { fetch, type } = arg;
  if (type) {
    if (type.count !== undefined) need('arrays', type);
    if (type.name === 'char') need('char', type);
    if (type.name === 'symstr') need('symstr', type);
    if (type.name === 'ustring') need('user_memory', type);
    if (type.name.startsWith('%')) need('paths', type);
    const isText = type.name === 'string' || type.name === 'ustring';
    // Without types these are values in registers, and the kernel refuses to take them for memory.
    const throughType = fetch?.kind === 'retval' || (fetch?.kind === 'arg' && !arg.name);
    if (isText && throughType && command.place.kind !== 'file') need('text_of_type', type);
  }
  if (!fetch) return;
  const bytes = byteLength(text.slice(fetch.start, type?.end ?? fetch.end));
  if (bytes > oldMaxBody) need('long', fetch);
  if (nesting(fetch) > newMaxNesting) need('deep', fetch);
  needOfFetch(fetch, command, need);
}

function nesting(fetch: Fetch): number {
  return 'inner' in fetch ? nesting(fetch.inner) + 1 : 0;
}

function needOfFetch(fetch: Fetch, command: ProbeCommand, need: Need): void {
  const returns = command.place.kind === 'symbol' && command.place.isReturn;
  switch (fetch.kind) {
    case 'arg':
      need(returns ? 'args_at_return' : 'args', fetch);
      return;
    case 'all_args':
      need(returns ? 'args_at_return_by_name' : 'all_args', fetch);
      return;
    case 'retval':
      if (fetch.path.length > 0) need('members', fetch);
      return;
    case 'variable':
      if (command.letter === 'e') need('bare_fields', fetch);
      else need(returns ? 'args_at_return_by_name' : 'args_by_name', fetch);
      if (fetch.path.length > 0) need('members', fetch);
      return;
    case 'current':
      need('current', fetch);
      if (fetch.path.length > 0) need('members', fetch);
      return;
    case 'cast': {
      const plainField = command.letter === 'e' && !fetch.container && fetch.inner.kind === 'variable';
      need(plainField ? 'typed_fields' : 'casts', fetch);
      if (!plainField) needOfFetch(fetch.inner, command, need);
      return;
    }
    case 'deref':
      if (fetch.user) need('user_memory', fetch);
      needOfFetch(fetch.inner, command, need);
      return;
    case 'this_cpu':
      need('this_cpu', fetch);
      needOfFetch(fetch.inner, command, need);
      return;
    case 'immediate':
    case 'text':
      need('immediates', fetch);
      return;
    case 'register':
    case 'stack_pointer':
    case 'stack':
    case 'comm':
    case 'address':
    case 'file_offset':
    case 'symbol':
    case 'field':
  }
}
