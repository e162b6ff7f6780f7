import { EM, FormatError } from '@tracefit/btf';
import type { Elf } from '@tracefit/btf';

/** `e_machine` to the kernel's name for the architecture. */
const ARCHES: ReadonlyMap<number, string> = new Map([
  [EM[386], 'i386'],
  [EM.MIPS, 'mips'],
  [EM.PPC, 'ppc'],
  [EM.PPC64, 'ppc64'],
  [EM.S390, 's390x'],
  [EM.ARM, 'arm'],
  [EM.X86_64, 'x86_64'],
  [EM.AARCH64, 'arm64'],
  [EM.RISCV, 'riscv64'],
  [EM.LOONGARCH, 'loongarch64'],
]);

/**
 * The architecture of an ELF file in the words of `KernelIdentity`.
 * @throws FormatError where Linux does not run on it
 */
export function archOf(elf: Elf): string {
  const arch = ARCHES.get(elf.machine);
  if (arch === undefined) throw new FormatError(`the machine ${elf.machine} is not one Linux runs on`, 18);
  return arch === 'ppc64' && elf.littleEndian ? 'ppc64le' : arch;
}
