import { CLASS, classOf, type Insn } from './insn';
import type { State, Value } from './machine';

/** A pointer that came from the context, read as a type of the kernel: by the relocation for a member of it. */
export interface PointerRead {
  /** Where the context has the pointer. */
  readonly offset: number;
  readonly relo: number;
}

const add = 0;

/**
 * What an instruction reads through a pointer of the context, as compilers write it: the member's place is added to the pointer, or is
 * in the load itself.
 *
 * @param relo the relocation of the instruction itself
 */
export function pointerRead(insn: Insn, state: State, relo: number | undefined): PointerRead | undefined {
  const isAdd = classOf(insn) === CLASS.ALU64 && insn.code >> 4 === add;
  const to = state.get(insn.dst);
  const from = state.get(insn.src);
  if (classOf(insn) === CLASS.LDX) return readOf(from, relo);
  if (!isAdd) return undefined;
  if ((insn.code & 8) === 0) return readOf(to, relo);
  return readOf(to, reloOf(from)) ?? readOf(from, reloOf(to));
}

function readOf(pointer: Value | undefined, relo: number | undefined): PointerRead | undefined {
  return pointer?.kind === 'given' && relo !== undefined ? { offset: pointer.offset, relo } : undefined;
}

function reloOf(value: Value | undefined): number | undefined {
  return value?.kind === 'unknown' && value.of.kind === 'relo' ? value.of.index : undefined;
}
