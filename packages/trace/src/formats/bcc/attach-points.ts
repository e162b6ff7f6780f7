import type { AttachKind, AttachPoint, Span } from '@tracefit/model';
import type { SourceText } from '../../c/source-text';
import { spanInFile } from '../../c/source-text';
import type { SpanMaker } from '../../span-maker';
import { givenPoint } from './lost-text';
import { patternGlobs } from './run/kernel-tests';
import type { AttachRecord } from './run/machine';
import { hasUnknown, isGiven, syscallPrefix, type PyValue } from './run/value';

/** Where a call attaches, as far as the script says. */
export interface AttachReading {
  readonly attach: AttachPoint;
  /** What is not known of it. */
  readonly unknown?: string;
  /** It stands for all functions that match a pattern: those that refuse are left out. */
  readonly pattern?: true;
}

const userSpace = 'user-space probe: tracefit checks the kernel side only';

/** The attach points of a call; several where a pattern has alternatives. */
export function readAttachPoints(record: AttachRecord, spans: SpanMaker): readonly AttachReading[] {
  const whole = spans(record.place.start, record.place.end);
  const arg = (name: string) => record.args.get(name);
  switch (record.method) {
    case 'attach_kprobe':
      return functionPoints('kprobe', record, spans);
    case 'attach_kretprobe':
      return functionPoints('kretprobe', record, spans);
    case 'attach_tracepoint':
      return namedPoints('tracepoint', arg('tp'), arg('tp_re'), whole, spans);
    case 'attach_raw_tracepoint':
      return namedPoints('raw_tracepoint', arg('tp'), undefined, whole, spans);
    case 'attach_kfunc':
      return prefixedPoint('fentry', /^(?:kfunc__)?/, arg('fn_name')?.value, whole);
    case 'attach_kretfunc':
      return prefixedPoint('fexit', /^(?:kretfunc__)?/, arg('fn_name')?.value, whole);
    case 'attach_lsm':
      return prefixedPoint('lsm', /^(?:lsm__)?/, arg('fn_name')?.value, whole);
    case 'attach_uprobe':
    case 'attach_uretprobe': {
      const parts = [arg('name'), arg('sym') ?? arg('sym_re')].map((part) => plainText(part?.value)?.text);
      const name = parts.map((part) => part ?? '?').join(':');
      return [{ attach: { kind: 'uprobe', name, span: whole }, unknown: userSpace }];
    }
    case 'enable_probe':
    case 'enable_probe_or_bail': {
      const name = plainText(arg('probe')?.value)?.text ?? '?';
      return [{ attach: { kind: 'usdt', name, span: whole }, unknown: userSpace }];
    }
    case 'attach_perf_event':
    case 'attach_perf_event_raw':
      return [{ attach: { kind: 'profile', name: 'perf_event', span: whole } }];
    default:
      return [{ attach: { kind: 'always', name: record.method.replace(/^attach_/, ''), span: whole } }];
  }
}

type Arg = { readonly value: PyValue } | undefined;

function functionPoints(
  kind: 'kprobe' | 'kretprobe',
  record: AttachRecord,
  spans: SpanMaker,
): readonly AttachReading[] {
  const whole = spans(record.place.start, record.place.end);
  const offset = record.args.get('event_off')?.value;
  const event = record.args.get('event');
  const pattern = record.args.get('event_re');
  const isPattern = event?.value.kind === 'function_of' || event?.value.kind === 'functions';
  if (isPattern || !event || (pattern && plainText(event.value)?.text === '')) {
    const text = isPattern && 'pattern' in event.value ? event.value.pattern : plainText(pattern?.value);
    return text ? patternPoints(kind, text, whole, spans) : [unknownPoint(kind, whole, event?.value ?? pattern?.value)];
  }
  const text = plainText(event.value);
  if (!text) return [unknownPoint(kind, whole, event.value)];
  const span = spanInFile(text, 0, text.text.length, spans);
  if (text.text.startsWith(syscallPrefix)) {
    return [{ attach: { kind: kind === 'kprobe' ? 'ksyscall' : 'kretsyscall', name: text.text.slice(1), span } }];
  }
  if (offset && offset.kind !== 'number')
    return [{ ...point(kind, text.text, span), unknown: 'the offset in the function is not written out' }];
  const made = point(kind, text.text, span);
  return [
    offset?.kind === 'number' && offset.value !== 0 ? { attach: { ...made.attach, offset: offset.value } } : made,
  ];
}

function point(kind: AttachKind, name: string, span: Span): AttachReading {
  const [, module, func] = /^([\w-]+):(.+)$/.exec(name) ?? [];
  const wildcard = /[*?[]/.test(name) ? { wildcard: true } : {};
  if (module === undefined || func === undefined) return { attach: { kind, name, ...wildcard, span } };
  return { attach: { kind, name: func, module, ...wildcard, span } };
}

function patternPoints(kind: AttachKind, text: SourceText, whole: Span, spans: SpanMaker): readonly AttachReading[] {
  const span = text.pieces.length > 0 ? spanInFile(text, 0, text.text.length, spans) : whole;
  const globs = patternGlobs(text.text);
  if (!globs) {
    const unknown = 'the regular expression is not understood as a pattern of names';
    return [{ attach: { kind, name: text.text, wildcard: true, span }, unknown, pattern: true }];
  }
  return globs.map((name) => ({ ...point(kind, name, span), pattern: true as const }));
}

/** An attach point of which only the kind is known; `value` is what stands for its name. */
export function unknownPoint(kind: AttachKind, span: Span, value?: PyValue): AttachReading {
  const unknown = isGiven(value) ? givenPoint : 'what this attaches to is not written out';
  return { attach: { kind: 'always', name: kind, span }, unknown };
}

function namedPoints(
  kind: 'tracepoint' | 'raw_tracepoint',
  name: Arg,
  pattern: Arg,
  whole: Span,
  spans: SpanMaker,
): readonly AttachReading[] {
  const text = plainText(name?.value);
  if (text && text.text !== '')
    return [{ attach: { kind, name: text.text, span: spanInFile(text, 0, text.text.length, spans) } }];
  const match = plainText(pattern?.value);
  if (!match) return [unknownPoint(kind, whole, name?.value ?? pattern?.value)];
  const span = spanInFile(match, 0, match.text.length, spans);
  const glob = match.text.replace(/^\^|\$$/g, '').replace(/\.\*/g, '*');
  const readable = /^[\w*]+:[\w*]+$/.test(glob);
  const unknown = readable ? {} : { unknown: 'the regular expression is not understood as a pattern of names' };
  return [{ attach: { kind, name: glob, wildcard: true, span }, ...unknown, pattern: true }];
}

function prefixedPoint(
  kind: AttachKind,
  prefix: RegExp,
  value: PyValue | undefined,
  span: Span,
): readonly AttachReading[] {
  const name = plainText(value)?.text.replace(prefix, '');
  return name === undefined ? [unknownPoint(kind, span, value)] : [modulePoint(kind, name, span)];
}

/** `vmlinux__vfs_read`, `nfs__nfs_file_read` or `vfs_read`. */
export function modulePoint(kind: AttachKind, name: string, span: Span): AttachReading {
  const [, module, func] = /^([a-z\d_]+?)__(.+)$/.exec(name) ?? [];
  if (module === undefined || func === undefined || module === '') return { attach: { kind, name, span } };
  return { attach: { kind, name: func, ...(module === 'vmlinux' ? {} : { module }), span } };
}

/** A text all of which is known. */
export function plainText(value: PyValue | undefined): SourceText | undefined {
  return value?.kind === 'text' && !hasUnknown(value.value.text) ? value.value : undefined;
}
