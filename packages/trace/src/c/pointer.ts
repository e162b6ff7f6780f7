import { evaluateConstant, type CType, type StructDef } from '@tracefit/model';
import type { Pointer, Value } from './code';
import { spellNumber } from './own-constant';
import type { Expression, Place } from './syntax';
import { addUse, isKernelPointer, pointed, startChain, type Walk } from './walk';

/** Where a value points to in the kernel, as far as the text says; `place` is the expression it is. */
export function pointerOf(walk: Walk, value: Value, place: Place): Pointer | undefined {
  if (value.pointer) return value.pointer;
  const { chain, type } = value;
  if (chain && (chain.path.length > 0 || chain.expected?.type)) {
    return { chain, ofAddress: false, offset: 0, inBytes: type !== undefined && countsBytes(walk, type) };
  }
  if (!type || !isKernelPointer(walk, type)) return undefined;
  return { chain: startChain(walk, type, place), ofAddress: false, offset: 0, inBytes: false };
}

/** The same address, as a value of another type. */
export function withType(walk: Walk, pointer: Pointer, type: CType): Pointer {
  return { ...pointer, inBytes: countsBytes(walk, type) };
}

/** An address with a number added to it, where that number is written out. */
export function moved(pointer: Pointer | undefined, op: string, by: Expression): Pointer | undefined {
  if (!pointer?.inBytes || (op !== '+' && op !== '-')) return undefined;
  const text = spellNumber(by);
  const number = text === undefined ? undefined : evaluateConstant(text);
  if (number === undefined || number > 1_000_000n || number < -1_000_000n) return undefined;
  return { ...pointer, offset: pointer.offset + (op === '+' ? 1 : -1) * Number(number) };
}

/** Notes that something is read at an address so many bytes from what the kernel's types tell. */
export function noteRawRead(walk: Walk, pointer: Pointer | undefined, size: number, place: Place): void {
  if (!pointer || pointer.offset === 0) return;
  const { chain, ofAddress, offset } = pointer;
  const said = chain.expected?.type;
  const base = said ? ({ kind: 'typed', type: said } as const) : chain.base;
  if (base.kind === 'param') return;
  addUse(walk, {
    kind: 'raw_offset',
    base,
    ...(chain.path.length > 0 ? { path: chain.path } : {}),
    ...(ofAddress ? { ofAddress: true as const } : {}),
    offsets: [offset],
    size,
    span: walk.span(place),
  });
}

/** Notes a member that is read where a struct of the text's own has it, which lies over one of the kernel's. */
export function noteOwnMember(
  walk: Walk,
  pointer: Pointer | undefined,
  through: StructDef,
  name: string,
  place: Place,
): void {
  if (!pointer) return;
  const { chain, ofAddress, offset } = pointer;
  const said = chain.expected?.type;
  const base = said ? ({ kind: 'typed', type: said } as const) : chain.base;
  const under = pointed(walk.types, said ?? void_);
  if (base.kind === 'param' || walk.types.isOwn(under)) return;
  // Bytes of no type may be the program's own.
  if (said && chain.path.length === 0 && under.kind !== 'struct' && under.kind !== 'union') return;
  const start = {
    ...(chain.path.length > 0 ? { path: chain.path } : {}),
    ...(ofAddress ? { ofAddress: true as const } : {}),
  };
  addUse(walk, {
    kind: 'raw_offset',
    base,
    ...start,
    offsets: [offset],
    size: 0,
    name,
    through,
    span: walk.span(place),
  });
}

const void_: CType = { kind: 'void' };

/** Whether a number added to a value of that type counts bytes: an integer, `void *`, `char *`. */
function countsBytes(walk: Walk, type: CType): boolean {
  const at = walk.types.resolve(type);
  if (at.kind !== 'ptr') return at.kind === 'int' || at.kind === 'typedef';
  const to = walk.types.resolve(at.to);
  return to.kind === 'void' || bytesOf(to) === 1;
}

/** The size of what is read through a pointer of that type, 0 where it is not plain. */
export function sizeRead(walk: Walk, type: CType | undefined): number {
  const at = type && walk.types.resolve(type);
  return at?.kind === 'ptr' ? bytesOf(walk.types.resolve(at.to)) : 0;
}

function bytesOf(type: CType): number {
  if (type.kind === 'int') return type.size;
  const bits = type.kind === 'typedef' ? /^_*[us](8|16|32|64)$|^u?int(8|16|32|64)_t$/.exec(type.name) : undefined;
  return Number(bits?.[1] ?? bits?.[2] ?? 0) / 8;
}
