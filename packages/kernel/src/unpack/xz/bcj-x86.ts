/** Which of the three bytes before a call's address may have been part of an instruction that was converted. */
const MAY_CONVERT = [true, true, true, false, true, false, false, false];
const CHECKED_BYTE = [0, 1, 2, 2, 3, 3, 3, 3];

/**
 * Undoes the x86 branch filter of .xz (filter id 4) in place: the targets of `call` and `jmp` (e8, e9), which the packer made
 * absolute, become relative again. `start` is the filter's start offset, 0 by default.
 */
export function undoX86Filter(bytes: Uint8Array, start = 0): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - 4;
  let opcodes = 0;
  let lastOpcode = -1;
  for (let i = 0; i < end; i++) {
    if (((bytes[i] ?? 0) & 0xfe) !== 0xe8) continue;
    const distance = i - lastOpcode;
    opcodes = distance > 3 ? 0 : (opcodes << (distance - 1)) & 7;
    lastOpcode = i;
    if (opcodes !== 0) {
      const checked = bytes[i + 4 - (CHECKED_BYTE[opcodes] ?? 0)] ?? 0;
      if (MAY_CONVERT[opcodes] !== true || isSignByte(checked)) {
        opcodes = (opcodes << 1) | 1;
        continue;
      }
    }
    if (!isSignByte(bytes[i + 4] ?? 0)) {
      opcodes = (opcodes << 1) | 1;
      continue;
    }
    const target = relativeTarget(view.getUint32(i + 1, true), start + i + 5, opcodes);
    view.setUint32(i + 1, (target & 0x1ffffff) | -(target & 0x1000000), true);
    i += 4;
  }
}

/** The highest byte of a 25-bit signed number. */
function isSignByte(byte: number): boolean {
  return byte === 0x00 || byte === 0xff;
}

function relativeTarget(absolute: number, position: number, opcodes: number): number {
  let target = (absolute - position) | 0;
  if (opcodes === 0) return target;
  const shift = (CHECKED_BYTE[opcodes] ?? 0) * 8;
  while (isSignByte((target >>> (24 - shift)) & 0xff)) {
    const flipped = target ^ (0xffffffff >>> shift);
    target = (flipped - position) | 0;
  }
  return target;
}
