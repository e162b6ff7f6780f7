import type { MachineCode } from './machine-code';

/** Between an ADRP and the ADD that goes on from it compilers put other instructions, seldom more. */
const REACH = 16 * 4;

/** Instructions are words of 4 bytes, little-endian on every kernel. */
export const arm64: MachineCode = {
  scan(code, start, base, visitor) {
    const inPage = Number(base & 0xfffn);
    const pages = new Float64Array(32);
    const made = new Float64Array(32).fill(-Infinity);
    for (let at = 0; at + 4 <= code.length; at += 4) {
      const word = wordAt(code, at);
      const place = start + at;
      const operation = word >>> 26;
      if (operation === 0x25 || operation === 0x05) {
        // BL and B: a signed distance of 26 bits, in words.
        visitor.branch(place, place + ((word << 6) >> 4), operation === 0x25);
      } else if (word >>> 24 === 0x54 || (word & 0x7e000000) === 0x34000000) {
        // B.cond, CBZ and CBNZ: 19 bits.
        visitor.branch(place, place + wordDistance(word), false);
      } else if ((word & 0x1f000000) === 0x10000000) {
        const distance = wordDistance(word) | ((word >>> 29) & 3);
        const register = word & 31;
        if (word >>> 31 === 0) {
          visitor.address(place + distance); // ADR
        } else {
          // ADRP: the address of a page of 4 KB, which an ADD goes on from.
          pages[register] = Math.floor((place + inPage) / 4096) * 4096 - inPage + distance * 4096;
          made[register] = at;
        }
      } else if ((word & 0xffc00000) >>> 0 === 0x91000000) {
        const register = (word >>> 5) & 31;
        if (at - (made[register] ?? 0) <= REACH) visitor.address((pages[register] ?? 0) + ((word >>> 10) & 0xfff));
      }
    }
  },
};

function wordAt(code: Uint8Array, at: number): number {
  return (code[at] ?? 0) | ((code[at + 1] ?? 0) << 8) | ((code[at + 2] ?? 0) << 16) | ((code[at + 3] ?? 0) << 24);
}

/** The signed number in bits 5 to 23, times 4. */
function wordDistance(word: number): number {
  return ((word << 8) >> 13) << 2;
}
