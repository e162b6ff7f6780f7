import { unknownKey, type Unknown } from './atom';
import { CLASS, accessSize, classOf, isWideLoad, type Insn } from './insn';

/** What is known of a register or a stack slot. */
export type Value =
  | { readonly kind: 'number'; readonly value: bigint }
  | { readonly kind: 'unknown'; readonly of: Unknown }
  /** An unknown in the high half, on its way to lose its sign or upper bits. */
  | { readonly kind: 'shifted'; readonly of: Unknown }
  /** Some address that is not followed further. */
  | { readonly kind: 'address' }
  /** The address of a configuration variable. */
  | { readonly kind: 'config'; readonly name: string }
  /** The program's context, and bytes into it. */
  | { readonly kind: 'context'; readonly offset: number }
  /** Eight bytes that were read from the context, by where. */
  | { readonly kind: 'given'; readonly offset: number }
  /** The stack, by bytes from its top. */
  | { readonly kind: 'stack'; readonly offset: number };

/** Registers 0 to 10 by number and stack slots by their negative offset; what is not there can be anything. */
export type State = Map<number, Value>;

/** What instructions mean that were linked or relocated. */
export interface Meaning {
  /** What an instruction puts in its register instead of its own number. */
  readonly loads: (insn: Insn) => Value | undefined;
}

const mask = (1n << 64n) - 1n;

export function sameValue(a: Value, b: Value): boolean {
  if (a.kind === 'number' && b.kind === 'number') return a.value === b.value;
  if ((a.kind === 'unknown' || a.kind === 'shifted') && b.kind === a.kind) return unknownKey(a.of) === unknownKey(b.of);
  if (a.kind === 'config' && b.kind === 'config') return a.name === b.name;
  if ((a.kind === 'context' || a.kind === 'stack' || a.kind === 'given') && b.kind === a.kind) {
    return a.offset === b.offset;
  }
  return false;
}

/** Carries out an instruction that is no jump, in place. */
export function step(state: State, insn: Insn, meaning: Meaning): void {
  switch (classOf(insn)) {
    case CLASS.LD:
      set(
        state,
        insn.dst,
        isWideLoad(insn) ? (meaning.loads(insn) ?? number(insn.imm64 ?? BigInt(insn.imm))) : undefined,
      );
      return;
    case CLASS.LDX:
      set(state, insn.dst, load(state, insn));
      return;
    case CLASS.ST:
    case CLASS.STX:
      store(state, insn);
      return;
    case CLASS.ALU:
    case CLASS.ALU64:
      set(state, insn.dst, compute(state, insn, meaning));
  }
}

/**
 * Helpers that only read what they are given, by `enum bpf_func_id` (include/uapi/linux/bpf.h): map_lookup_elem, map_update_elem,
 * map_delete_elem, trace_printk, perf_event_output, map_push_elem, ringbuf_output.
 */
const readers: ReadonlySet<number> = new Set([1, 2, 3, 6, 25, 87, 130]);

/** After a call the arguments are gone and the result can be anything; what the callee was given may have been written. */
export function afterCall(state: State, insn: Insn): void {
  const given = [1, 2, 3, 4, 5].flatMap((register) => {
    const value = state.get(register);
    return value?.kind === 'stack' ? [value.offset] : [];
  });
  for (let register = 0; register <= 5; register++) state.delete(register);
  const isHelper = insn.src === 0;
  if (given.length === 0 || (isHelper && readers.has(insn.imm))) return;
  // A helper writes from where it is told upwards; another function may go anywhere.
  const from = isHelper ? Math.min(...given) - 7 : -Infinity;
  for (const key of [...state.keys()]) if (key < 0 && key >= from) state.delete(key);
}

function number(value: bigint): Value {
  return { kind: 'number', value: value & mask };
}

function set(state: State, register: number, value: Value | undefined): void {
  if (value === undefined) state.delete(register);
  else state.set(register, value);
}

function load(state: State, insn: Insn): Value | undefined {
  const from = state.get(insn.src);
  if (from?.kind === 'config')
    return insn.off === 0 ? { kind: 'unknown', of: { kind: 'config', name: from.name } } : undefined;
  if (accessSize(insn) !== 8) return undefined;
  if (from?.kind === 'context') return { kind: 'given', offset: from.offset + insn.off };
  if (from?.kind !== 'stack') return undefined;
  const at = from.offset + insn.off;
  return at < 0 ? state.get(at) : undefined;
}

function store(state: State, insn: Insn): void {
  const to = state.get(insn.dst);
  if (to?.kind !== 'stack') return;
  const at = to.offset + insn.off;
  for (let near = at - 7; near < at + accessSize(insn); near++) if (near < 0) state.delete(near);
  if (at >= 0 || accessSize(insn) !== 8) return;
  const value = classOf(insn) === CLASS.STX ? state.get(insn.src) : number(BigInt(insn.imm));
  if (value && (insn.code & 0xe0) === 0x60) state.set(at, value);
}

const op = { add: 0, sub: 1, or: 4, and: 5, lsh: 6, rsh: 7, xor: 10, mov: 11, arsh: 12 } as const;

function compute(state: State, insn: Insn, meaning: Meaning): Value | undefined {
  const code = insn.code >> 4;
  const wide = classOf(insn) === CLASS.ALU64;
  const byRegister = (insn.code & 8) !== 0;
  const linked = byRegister ? undefined : meaning.loads(insn);
  const right = byRegister ? state.get(insn.src) : (linked ?? number(BigInt(insn.imm)));
  if (code === op.mov) {
    if (right?.kind === 'number') return number(wide ? right.value : right.value & 0xffff_ffffn);
    // A copy of the low half keeps numbers that fit, and no address.
    return wide || right?.kind === 'unknown' ? right : undefined;
  }
  const left = state.get(insn.dst);
  if (right?.kind !== 'number' || !left) return undefined;
  if (left.kind === 'number') return arithmetic(code, left.value, right.value, wide);
  const amount = Number(BigInt.asIntN(32, right.value));
  if (left.kind === 'context' || left.kind === 'stack') {
    if (wide && code === op.add) return { ...left, offset: left.offset + amount };
    return wide && code === op.sub ? { ...left, offset: left.offset - amount } : undefined;
  }
  if (left.kind === 'unknown' && wide && code === op.lsh && amount === 32) return { kind: 'shifted', of: left.of };
  if (left.kind === 'shifted' && wide && (code === op.rsh || code === op.arsh) && amount === 32) {
    return { kind: 'unknown', of: left.of };
  }
  return undefined;
}

function arithmetic(code: number, left: bigint, right: bigint, wide: boolean): Value | undefined {
  const bits = wide ? 64 : 32;
  const [a, b] = wide ? [left, right] : [left & 0xffff_ffffn, right & 0xffff_ffffn];
  const by = b & BigInt(bits - 1);
  const result = (() => {
    switch (code) {
      case op.add:
        return a + b;
      case op.sub:
        return a - b;
      case op.or:
        return a | b;
      case op.and:
        return a & b;
      case op.xor:
        return a ^ b;
      case op.lsh:
        return a << by;
      case op.rsh:
        return a >> by;
      case op.arsh:
        return BigInt.asIntN(bits, a) >> by;
      default:
        return undefined;
    }
  })();
  return result === undefined ? undefined : number(BigInt.asUintN(bits, result));
}
