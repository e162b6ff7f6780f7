import type { AttachKind, AttachPoint, Span } from '@tracefit/model';
import { matchesGlob } from '../../match-glob';
import { numberValue } from './lexer';
import { findProvider, kernelProviders, type ProviderName } from './providers';
import type { RawAttachPoint } from './syntax-tree';

/** An attach point with what tracefit cannot say about it. */
export interface LoweredAttachPoint {
  /** The function is not known, and so nothing of its arguments. */
  readonly dynamic?: true;
  readonly provider: ProviderName;
  readonly attach: AttachPoint;
  readonly unknown?: string;
  /** Attach points that one wildcard in the probe type stands for. */
  readonly group?: string;
}

/** What an attach point means; `problem` says why it means nothing. */
export interface AttachPointReading {
  readonly points: readonly LoweredAttachPoint[];
  readonly problem?: string;
}

/** The part of an attach point that follows from its provider, or why there is none. */
type Meaning = (Omit<AttachPoint, 'span'> & { readonly unknown?: string }) | { readonly problem: string };

/** Reads `[name=]provider:part:...` ("Probes" in docs/language.md). One wildcard in the provider means several points. */
export function lowerAttachPoint(raw: RawAttachPoint): AttachPointReading {
  const { parts, dynamic } = splitParts(raw.text);
  const [front = '', ...rest] = parts;
  const word = front.slice(front.indexOf('=') + 1);
  const provider = findProvider(word);
  const asWritten = raw.text.slice(raw.text.indexOf(':') + 1).split(':');
  if (dynamic) return lowerDynamic(raw.span, provider, asWritten);
  if (provider) {
    const isUserSpace = provider === 'uprobe' || provider === 'uretprobe' || provider === 'usdt';
    // `"fn.abc"+4` has its name in one piece.
    if (!isUserSpace && parts.some((part) => !raw.text.includes(part.split('+')[0] ?? ''))) {
      return { points: [], problem: 'a kernel name needs no quotes or escapes inside' };
    }
    const meaning = lowerProvider(provider, word, isUserSpace && rest.length > 0 ? asWritten : rest);
    return 'problem' in meaning
      ? { points: [], problem: meaning.problem }
      : { points: [withSpan(provider, meaning, raw.span)] };
  }
  if (!hasWildcard(word)) return { points: [], problem: `no probe type is named \`${shorten(word)}\`` };
  return lowerProviderWildcard(word, rest, raw.span);
}

function withSpan(
  provider: ProviderName,
  meaning: Exclude<Meaning, { problem: string }>,
  span: Span,
  group?: string,
): LoweredAttachPoint {
  const { unknown, ...attach } = meaning;
  return {
    provider,
    attach: { ...attach, span },
    ...(unknown === undefined ? {} : { unknown }),
    ...(group === undefined ? {} : { group }),
  };
}

/** Text from the command line decides what is probed, so nothing is said about it. */
function lowerDynamic(span: Span, provider: ProviderName | undefined, rest: readonly string[]): AttachPointReading {
  const unknown = 'the attach point depends on an argument of the command line';
  const attach = { kind: 'always', name: rest.join(':'), span } as const;
  return { points: [{ provider: provider ?? 'begin', attach, unknown, dynamic: true }] };
}

function lowerProviderWildcard(word: string, rest: readonly string[], span: Span): AttachPointReading {
  if (rest[0]?.includes('/') === true) {
    return { points: [withSpan('uprobe', userSpace('uprobe', rest), span)] };
  }
  const group = `${span.line}:${span.column}`;
  const points = kernelProviders
    .filter((provider) => matchesGlob(word, provider))
    .flatMap((provider) => {
      const meaning = lowerProvider(provider, provider, rest);
      return 'problem' in meaning ? [] : [withSpan(provider, meaning, span, group)];
    });
  return points.length > 0 ? { points } : { points, problem: `no probe type matches \`${shorten(word)}\` here` };
}

function lowerProvider(provider: ProviderName, word: string, rest: readonly string[]): Meaning {
  switch (provider) {
    case 'kprobe':
    case 'kretprobe':
      return lowerKprobe(provider, rest);
    case 'fentry':
    case 'fexit':
      return lowerFentry(provider, rest);
    case 'tracepoint':
      return lowerTracepoint(rest);
    case 'rawtracepoint':
      return lowerFunction('raw_tracepoint', rest, 'an event');
    case 'iter':
      return lowerIter(rest);
    case 'uprobe':
    case 'uretprobe':
      return rest.length > 0 ? userSpace('uprobe', rest) : { problem: `${provider} needs a program and a function` };
    case 'usdt':
      return rest.length > 0 ? userSpace('usdt', rest) : { problem: 'usdt needs a program and a probe' };
    case 'watchpoint':
      return {
        ...named('watchpoint', rest),
        unknown: 'a watchpoint at an address: tracefit does not know what is there',
      };
    case 'hardware':
      return {
        ...named('hardware', rest),
        unknown: 'a hardware event: whether the processor counts it is not known here',
      };
    case 'software':
      return rest.length > 0 ? named('software', rest) : { problem: 'expected the name of a software event' };
    case 'profile':
    case 'interval':
      return isTime(rest) ? named(provider, rest) : { problem: `expected how often, as in \`${provider}:s:1\`` };
    case 'begin':
    case 'end':
      if (rest.length > 0 && rest.join() !== '*') return { problem: `${provider} takes nothing behind it` };
      return named('always', [word]);
    case 'self':
    case 'test':
    case 'bench':
      if (rest.length !== (provider === 'self' ? 2 : 1)) return { problem: `expected a name behind \`${provider}:\`` };
      return named('always', [word, ...rest]);
  }
}

function named(kind: AttachKind, parts: readonly string[]): { kind: AttachKind; name: string } {
  return { kind, name: parts.join(':') };
}

/** `[unit:]number`; nanoseconds where the unit is missing. */
function isTime(rest: readonly string[]): boolean {
  const [unit = 'ns', number] = rest.length === 1 ? ['ns', ...rest] : rest;
  const value = number === undefined || rest.length > 2 ? undefined : numberValue(number);
  return value !== undefined && value >= (unit === 'ns' ? 1000n : 1n) && ['ns', 'us', 'ms', 's', 'hz'].includes(unit);
}

function userSpace(kind: 'uprobe' | 'usdt', rest: readonly string[]): Exclude<Meaning, { problem: string }> {
  return { ...named(kind, rest), unknown: 'user-space probe: tracefit checks the kernel side only' };
}

/** `[module:]function[+offset]` or an address. */
function lowerKprobe(kind: 'kprobe' | 'kretprobe', rest: readonly string[]): Meaning {
  const plain = lowerFunction(kind, rest, 'a function');
  if ('problem' in plain) return plain;
  const address = numberValue(plain.name);
  if (address !== undefined) return { kind, name: '', address: plain.name };
  const [name = '', offset, ...more] = plain.name.split('+');
  if (offset === undefined) return plain;
  const bytes = numberValue(offset);
  if (kind === 'kretprobe') return { problem: 'kretprobe takes no offset' };
  if (name === '' || more.length > 0 || bytes === undefined || bytes > 0xffff_ffffn) {
    return { problem: 'expected one number of bytes behind `+`' };
  }
  return { ...plain, name, offset: Number(bytes) };
}

/** `[module:]name` */
function lowerFunction(kind: AttachKind, rest: readonly string[], what: string): Exclude<Meaning, { unknown: string }> {
  const name = rest.at(-1) ?? '';
  const module = rest.length === 2 ? rest[0] : undefined;
  if (name === '' || rest.length > 2) return { problem: `expected ${what}, with its module before it or not` };
  const wildcard = hasWildcard(name) || (module !== undefined && hasWildcard(module));
  return { kind, name, ...(module === undefined ? {} : { module }), ...(wildcard ? { wildcard } : {}) };
}

/** `[module:]function`, or `bpf[:id]:program` for a BPF program that runs. */
function lowerFentry(kind: 'fentry' | 'fexit', rest: readonly string[]): Meaning {
  if (rest[0] !== 'bpf' || rest.length < 2) return lowerFunction(kind, rest, 'a function');
  return { ...named('always', rest), unknown: 'attaches to a BPF program, which no kernel image holds' };
}

/** `system:event` */
function lowerTracepoint(rest: readonly string[]): Meaning {
  const [only = ''] = rest;
  const parts = rest.length === 1 && hasWildcard(only) ? ['*', only] : rest;
  if (parts.length !== 2 || parts.includes('')) return { problem: 'expected the system and the name of a tracepoint' };
  const name = parts.join(':');
  return { kind: 'tracepoint', name, ...(hasWildcard(name) ? { wildcard: true } : {}) };
}

/** `name[:pin]` */
function lowerIter(rest: readonly string[]): Meaning {
  const [name = '', pin = ''] = rest;
  if (name === '' || rest.length > 2 || hasWildcard(name + pin))
    return { problem: 'expected the name of one iterator' };
  return { kind: 'iter', name };
}

/** bpftrace knows `*` and `[...]`, and no `?`. */
function hasWildcard(text: string): boolean {
  return text.includes('*') || (text.includes('[') && text.includes(']'));
}

/** Splits at colons outside of quotes; `dynamic` where a part holds `$1`. */
function splitParts(text: string): { readonly parts: readonly string[]; readonly dynamic: boolean } {
  const parts = [''];
  let dynamic = false;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === ':' && !quoted) parts.push('');
    else if (char === '"') quoted = !quoted;
    else if (char === '\\' && quoted && at + 1 < text.length) append(text.charAt(++at));
    else {
      if (char === '$' && !quoted) dynamic = true;
      append(char);
    }
  }
  return { parts, dynamic };

  function append(char: string) {
    parts.push((parts.pop() ?? '') + char);
  }
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
