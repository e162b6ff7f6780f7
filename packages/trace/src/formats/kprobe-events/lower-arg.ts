import type { CType, PathStep, Use, ValueBase, ValueUse } from '@tracefit/model';
import type { SpanMaker } from '../../span-maker';
import type { Piece } from '../../tracefs/command-lines';
import type { Fetch, FetchArg, FetchType, FieldName, Place } from './syntax';

/** What lowering one probe collects. */
export interface LowerContext {
  readonly spanAt: SpanMaker;
  readonly place: Place;
  use(use: Use): void;
  unknown(piece: Piece, reason: string): void;
}

/** A value of the kernel as far as a fetch describes it. */
type Value =
  /** A base and the members followed from it. */
  | (Piece & {
      readonly kind: 'value';
      readonly base: ValueBase;
      readonly baseAt: Piece;
      readonly path: readonly PathStep[];
    })
  /** A base and the raw offsets followed from it, innermost first. */
  | (Piece & { readonly kind: 'raw'; readonly base: ValueBase; readonly offsets: readonly number[] })
  /** Nothing that depends on the kernel, or told already. */
  | { readonly kind: 'nothing' };

const nothing: Value = { kind: 'nothing' };

const charType: CType = { kind: 'int', name: 'char', size: 1, signed: true };

/** Tells what one argument of an event relies on. */
export function lowerArg(context: LowerContext, arg: FetchArg): void {
  const { fetch, type } = arg;
  // A program's probe reads its own memory.
  if (!fetch || context.place.kind === 'file') return;
  const asText = isText(type) ? textBehind(fetch) : undefined;
  const value = lowerFetch(context, asText ?? fetch, isLookedUp(arg));
  switch (value.kind) {
    case 'nothing':
      return;
    case 'raw':
      context.use({
        kind: 'raw_offset',
        base: value.base,
        offsets: value.offsets,
        size: type?.size ?? 8,
        ...(arg.name && { name: arg.name.text }),
        span: context.spanAt(value.start, value.end),
      });
      return;
    case 'value':
      context.use({ ...lowerValue(context, value), ...expectation(context, arg, value, asText !== undefined) });
  }
}

function isText(type: FetchType | undefined): boolean {
  return type !== undefined && (type.name === 'string' || type.name === 'ustring') && type.count === undefined;
}

/** What `+0(WHAT):string` takes for a `char *`; a chain of offsets is none. */
function textBehind(fetch: Fetch): Fetch | undefined {
  if (fetch.kind !== 'deref' || fetch.offset !== 0) return undefined;
  return fetch.inner.kind === 'deref' || fetch.inner.kind === 'symbol' ? undefined : fetch.inner;
}

function lowerValue(context: LowerContext, value: Extract<Value, { kind: 'value' }>): ValueUse {
  const { base, baseAt, path, start, end } = value;
  return {
    kind: 'value',
    base,
    path,
    baseSpan: context.spanAt(baseAt.start, baseAt.end),
    span: context.spanAt(start, end),
  };
}

/** What the script says of a value: by a type, by a name, by its use. */
function expectation(
  context: LowerContext,
  arg: FetchArg,
  value: Extract<Value, { kind: 'value' }>,
  dereferenced: boolean,
): Pick<ValueUse, 'expected' | 'reads'> {
  const { name, type } = arg;
  const direct = value.path.length === 0;
  const named = direct && name && value.base.kind !== 'retval' && !/^arg[0-9]+$/.test(name.text) ? name : undefined;
  const { expected, by } = expectedType(type, value, dereferenced);
  const at = named ?? type;
  if (direct && at && (named || expected)) {
    return {
      expected: {
        ...(expected && { type: expected }),
        ...(named && { name: named.text }),
        by: expected ? by : 'name',
        span: context.spanAt(at.start, at.end),
      },
      ...reads(type, expected),
    };
  }
  if (!direct && type?.name.startsWith('%') && expected) return { reads: { kind: 'as', type: expected } };
  return reads(type, direct ? expected : undefined);
}

function expectedType(
  type: FetchType | undefined,
  value: Extract<Value, { kind: 'value' }>,
  dereferenced: boolean,
): { readonly expected?: CType; readonly by: 'declaration' | 'string' } {
  const pointerTo = (to: CType): CType => ({ kind: 'ptr', to });
  if (type?.name === '%pd') return { expected: pointerTo({ kind: 'struct', name: 'dentry' }), by: 'declaration' };
  if (type?.name === '%pD') return { expected: pointerTo({ kind: 'struct', name: 'file' }), by: 'declaration' };
  // By name the kernel knows the type itself, and follows a `char *` by itself.
  const typeless = value.base.kind !== 'arg_name' && value.base.kind !== 'event_field' && value.base.kind !== 'retval';
  if (isText(type) && (dereferenced || typeless)) return { expected: pointerTo(charType), by: 'string' };
  return { by: 'declaration' };
}

function reads(type: FetchType | undefined, expected: CType | undefined): Pick<ValueUse, 'reads'> {
  if (!type || expected || type.count !== undefined || type.bitfield === true) return {};
  if (isText(type)) return { reads: { kind: 'string' } };
  if (type.size === 0 || type.name === 'symbol') return {};
  return { reads: { kind: 'integer', size: type.size } };
}

/**
 * Whether the kernel puts a parameter's name in place of `$argN`: where nothing stands in front of it, neither `NAME=` nor a
 * dereference (`traceprobe_expand_meta_args`; 6.12, 6.16, 7.0 and 7.3 were asked).
 */
function isLookedUp({ name, fetch }: FetchArg): true | undefined {
  return !name && fetch?.kind === 'arg' ? true : undefined;
}

function lowerFetch(context: LowerContext, fetch: Fetch, looksUp?: true): Value {
  const { start, end } = fetch;
  const value = (base: ValueBase, baseAt: Piece, path: readonly FieldName[] = []): Value => ({
    kind: 'value',
    base,
    baseAt,
    path: path.map((field) => member(context, field)),
    start,
    end,
  });
  switch (fetch.kind) {
    case 'register':
      return lowerRegister(context, fetch, value);
    case 'arg':
      return value({ kind: 'arg', index: fetch.index, ...(looksUp && { looksUp }) }, fetch);
    case 'retval':
      return value({ kind: 'retval' }, { start, end: start + '$retval'.length }, fetch.path);
    case 'current':
      return value({ kind: 'curtask' }, { start, end: start + '$current'.length }, fetch.path);
    case 'variable': {
      const kind = context.place.kind === 'event' ? 'event_field' : 'arg_name';
      return value({ kind, name: fetch.name.name }, fetch.name, fetch.path);
    }
    case 'field':
      return value({ kind: 'event_field', name: fetch.name.name }, fetch.name);
    case 'deref':
      return lowerDeref(context, fetch);
    case 'symbol': {
      const { name, start: from, end: to } = fetch.symbol;
      context.use({ kind: 'symbol', name, span: context.spanAt(from, to) });
      return { kind: 'raw', base: { kind: 'symbol', name }, offsets: [fetch.offset], start, end };
    }
    case 'cast':
      return lowerCast(context, fetch);
    case 'this_cpu':
      return lowerThisCpu(context, fetch);
    case 'stack':
      return lowerStack(context, fetch, value);
    case 'address':
      context.unknown(fetch, 'what lies at an address differs in every build of the kernel');
      return nothing;
    case 'all_args':
    case 'stack_pointer':
    case 'comm':
    case 'file_offset':
    case 'immediate':
    case 'text':
      return nothing;
  }
}

function member(context: LowerContext, field: FieldName): PathStep {
  return { kind: 'member', name: field.name, span: context.spanAt(field.start, field.end) };
}

/** A register holds an argument only where the function begins, and the returned value where it returns. */
function lowerRegister(
  context: LowerContext,
  fetch: Extract<Fetch, { kind: 'register' }>,
  value: (base: ValueBase, baseAt: Piece) => Value,
): Value {
  const { place } = context;
  if (fetch.name === 'sp' || fetch.name === 'ip' || fetch.name === 'pc') return nothing;
  if (place.kind === 'symbol' && !place.isReturn && place.offset === undefined) {
    return value({ kind: 'register', name: fetch.name }, fetch);
  }
  if (place.kind === 'symbol' && place.isReturn && fetch.name === 'ax') return value({ kind: 'retval' }, fetch);
  context.unknown(fetch, `what %${fetch.name} holds here is the choice of the compiler`);
  return nothing;
}

/** Arguments that no register holds lie on the stack where the function begins; what lies first is another thing on each architecture. */
function lowerStack(
  context: LowerContext,
  fetch: Extract<Fetch, { kind: 'stack' }>,
  value: (base: ValueBase, baseAt: Piece) => Value,
): Value {
  const { place } = context;
  const isEntry = place.kind === 'symbol' && !place.isReturn && place.offset === undefined;
  if (isEntry && fetch.slot > 0 && fetch.slot <= 6) {
    return value({ kind: 'register', name: `stack${fetch.slot}` }, fetch);
  }
  context.unknown(fetch, 'what lies in a slot of the stack is the choice of the compiler');
  return nothing;
}

function lowerDeref(context: LowerContext, fetch: Extract<Fetch, { kind: 'deref' }>): Value {
  const { start, end, offset, ignored } = fetch;
  if (ignored) context.unknown(ignored, 'the kernel takes no notice of this');
  const inner = lowerFetch(context, fetch.inner);
  if (inner.kind === 'raw') return { ...inner, offsets: [...inner.offsets, offset], start, end };
  if (inner.kind === 'nothing') {
    const why = 'what lies at an offset from the stack or a number is the choice of the compiler';
    if (fetch.inner.kind === 'stack_pointer' || fetch.inner.kind === 'immediate') context.unknown(fetch, why);
    if (fetch.inner.kind === 'this_cpu') context.unknown(fetch, 'a raw offset into a per-CPU variable');
    return nothing;
  }
  if (inner.path.length === 0) return { kind: 'raw', base: inner.base, offsets: [offset], start, end };
  context.use(lowerValue(context, inner));
  context.unknown(fetch, 'a raw offset from a member');
  return nothing;
}

function lowerCast(context: LowerContext, fetch: Extract<Fetch, { kind: 'cast' }>): Value {
  const { start, end, struct, container } = fetch;
  const type: CType = { kind: 'ptr', to: { kind: 'struct', name: struct.name } };
  const structSpan = context.spanAt(struct.start, struct.end);
  const path = fetch.path.map((field) => member(context, field));
  const inner = lowerFetch(context, fetch.inner);
  if (container) {
    const names = container.map((field) => field.name);
    context.use({ kind: 'type', type: { kind: 'struct', name: struct.name }, path: names, span: structSpan });
  }
  if (inner.kind === 'value' && !container) {
    return { ...inner, path: [...inner.path, { kind: 'cast', type, span: structSpan }, ...path], start, end };
  }
  if (inner.kind === 'value') context.use(lowerValue(context, inner));
  if (inner.kind === 'raw') {
    const { base, offsets } = inner;
    context.use({ kind: 'raw_offset', base, offsets, size: 8, span: context.spanAt(inner.start, inner.end) });
  }
  return { kind: 'value', base: { kind: 'typed', type }, baseAt: { start, end: fetch.inner.end }, path, start, end };
}

function lowerThisCpu(context: LowerContext, fetch: Extract<Fetch, { kind: 'this_cpu' }>): Value {
  if (fetch.ignored) context.unknown(fetch.ignored, 'the kernel takes no notice of this');
  const inner = lowerFetch(context, fetch.inner);
  if (inner.kind === 'value') context.use(lowerValue(context, inner));
  // Which type the variable has is not asked: the kernel gives the value as it lies there.
  if (inner.kind === 'raw' && (inner.base.kind !== 'symbol' || inner.offsets.some((offset) => offset !== 0))) {
    context.unknown(fetch, 'a raw offset into a per-CPU variable');
  }
  return nothing;
}
