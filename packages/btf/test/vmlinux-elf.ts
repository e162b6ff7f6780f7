import { EM, ET, SHT, STB, STT, type ElfSpec } from '@tracefit/btf';

const text = Uint8Array.of(0xf3, 0x0f, 0x1e, 0xfa, 0xe8, 0, 0, 0, 0, 0xc3);

/** A small kernel: code, types, symbols, a segment; for 32 bits addresses must be short. */
export function vmlinuxElf(spec: Partial<ElfSpec>, btf: Uint8Array): ElfSpec {
  const start = spec.is64 === false ? 0xc1000000n : 0xffffffff81000000n;
  return {
    type: ET.EXEC,
    machine: EM.X86_64,
    entry: start,
    sections: [
      { name: '.text', bytes: text, addr: start, flags: 6n },
      { name: '.BTF', bytes: btf },
      { name: '.BTF', bytes: new Uint8Array(3) },
      { name: '.bss', bytes: new Uint8Array(8), type: SHT.NOBITS },
    ],
    symbols: [
      { name: 'vmlinux.c', value: 0n, type: STT.FILE, bind: STB.LOCAL, section: 0xfff1 },
      { name: 'vfs_mkdir', value: start + 4n, size: 6, section: 1 },
    ],
    segments: [{ section: 1, vaddr: start, flags: 5 }],
    ...spec,
  };
}
