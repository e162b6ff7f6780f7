import type { MachineCode } from './machine-code';

/**
 * Instructions have no fixed length, so every byte may begin one. The kernel is linked into the highest 2 GB (-mcmodel=kernel): an
 * address fits an immediate of 32 bits with its sign, and `mov $f, %rdi` is how a function's address is taken; `lea f(%rip)` is rarer.
 * Jumps of two bytes are left out, since too much looks like one: of 250,000 calls of a kernel a hundred are jumps to a neighbour.
 */
export const x86: MachineCode = {
  scan(code, start, base, visitor) {
    const baseLow = Number(BigInt.asIntN(32, base));
    const immediate = (at: number) => {
      if (at + 4 <= code.length) visitor.address(int32(code, at) - baseLow);
    };
    const end = code.length - 4;
    for (let at = 0; at < end; at++) {
      switch (code[at]) {
        case 0xe8: // call rel32
          visitor.branch(start + at, start + at + 5 + int32(code, at + 1), true);
          break;
        case 0xe9: // jmp rel32
          visitor.branch(start + at, start + at + 5 + int32(code, at + 1), false);
          break;
        case 0x0f: // jcc rel32
          if (((code[at + 1] ?? 0) & 0xf0) === 0x80 && at < end - 1) {
            visitor.branch(start + at, start + at + 6 + int32(code, at + 2), false);
          }
          break;
        case 0x8d: // lea disp32(%rip), r
          if (((code[at + 1] ?? 0) & 0xc7) === 0x05 && at < end - 1) {
            visitor.address(start + at + 6 + int32(code, at + 2));
          }
          break;
        case 0xc7: // mov $imm32, r/m
        case 0x81: // cmp $imm32, r/m, and arithmetic
          immediate(at + 1 + operandLength(code[at + 1] ?? 0, code[at + 2] ?? 0));
          break;
        case 0x68: // push $imm32
        case 0x3d: // cmp $imm32, %rax
          immediate(at + 1);
          break;
        default:
      }
    }
  },
};

function int32(code: Uint8Array, at: number): number {
  return (code[at] ?? 0) | ((code[at + 1] ?? 0) << 8) | ((code[at + 2] ?? 0) << 16) | ((code[at + 3] ?? 0) << 24);
}

/** How many bytes ModRM, SIB and displacement take. */
function operandLength(modRm: number, sib: number): number {
  const mode = modRm >> 6;
  const operand = modRm & 7;
  if (mode === 3) return 1;
  const hasSib = operand === 4;
  const isWide = mode === 2 || (mode === 0 && (operand === 5 || (hasSib && (sib & 7) === 5)));
  return 1 + (hasSib ? 1 : 0) + (isWide ? 4 : mode);
}
