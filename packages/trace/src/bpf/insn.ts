/** One instruction of BPF (Documentation/bpf/standardization/instruction-set.rst); loads of 64-bit numbers take two slots. */
export interface Insn {
  /** In bytes from the start of the section. */
  readonly at: number;
  readonly code: number;
  readonly dst: number;
  readonly src: number;
  readonly off: number;
  /** Signed; for a load of a 64-bit number its low half. */
  readonly imm: number;
  /** The whole number of a 64-bit load. */
  readonly imm64?: bigint;
}

export const insnSize = 8;

/** The class of an instruction, the low bits of its code. */
export const CLASS = { LD: 0, LDX: 1, ST: 2, STX: 3, ALU: 4, JMP: 5, JMP32: 6, ALU64: 7 } as const;

export function classOf({ code }: Insn): number {
  return code & 7;
}

/** A load of a 64-bit number. */
export function isWideLoad({ code }: Insn): boolean {
  return code === 0x18;
}

/** How many slots of 8 bytes it takes; jumps count these. */
export function slotsOf(insn: Insn): number {
  return isWideLoad(insn) ? 2 : 1;
}

/** The bytes a load or store moves. */
export function accessSize({ code }: Insn): number {
  return [4, 2, 1, 8][(code >> 3) & 3] ?? 8;
}

/** Decodes the instructions of a function; a piece that is cut off at the end is left out. */
export function decodeInsns(bytes: Uint8Array, start: number, end: number, littleEndian: boolean): readonly Insn[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const last = Math.min(end, bytes.length);
  const insns: Insn[] = [];
  for (let at = start; at + insnSize <= last; at += insnSize) {
    const code = view.getUint8(at);
    const registers = view.getUint8(at + 1);
    const dst = littleEndian ? registers & 15 : registers >> 4;
    const src = littleEndian ? registers >> 4 : registers & 15;
    const imm = view.getInt32(at + 4, littleEndian);
    const insn = { at, code, dst, src, off: view.getInt16(at + 2, littleEndian), imm };
    if (code !== 0x18 || at + 2 * insnSize > last) insns.push(insn);
    else {
      const high = view.getInt32(at + 12, littleEndian);
      insns.push({ ...insn, imm64: (BigInt(high) << 32n) | BigInt(imm >>> 0) });
      at += insnSize;
    }
  }
  return insns;
}
