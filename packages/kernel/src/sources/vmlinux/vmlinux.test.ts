import { EM, SHT, STT, writeElf } from '@tracefit/btf';
import { testWrittenSource } from '../../../test/test-kernel-source';
import { LINK_ADDRESS, someTypes, writeVmlinux } from '../../../test/write-vmlinux';
import { vmlinux } from '.';

const btfOnly = writeElf({ machine: EM.X86_64, sections: [{ name: '.BTF', bytes: someTypes() }] });
const kernelModule = writeElf({
  machine: EM.X86_64,
  sections: [
    { name: '.BTF', bytes: someTypes() },
    { name: '.modinfo', bytes: Buffer.from('name=ext4\0') },
    { name: '.gnu.linkonce.this_module', bytes: Buffer.alloc(8) },
  ],
});
/** As the build leaves it before it is stripped, of a kernel without CONFIG_KALLSYMS. */
const withSymtab = writeElf({
  machine: EM.X86_64,
  sections: [
    { name: '.text', bytes: Buffer.alloc(64), flags: 6n, addr: LINK_ADDRESS },
    { name: '.data', bytes: Buffer.alloc(64), flags: 3n, addr: LINK_ADDRESS + 64n },
    { name: '.bss', bytes: Buffer.alloc(0), type: SHT.NOBITS, flags: 3n, addr: LINK_ADDRESS + 128n },
  ],
  segments: [
    { section: 1, vaddr: LINK_ADDRESS, flags: 5 },
    { section: 2, vaddr: LINK_ADDRESS + 64n, flags: 6 },
  ],
  symbols: [
    { name: 'main.c', value: 0n, section: 0xfff1, type: STT.FILE, bind: 0 },
    { name: 'vfs_read', value: LINK_ADDRESS + 16n, section: 1 },
    { name: 'cleanup', value: LINK_ADDRESS + 32n, section: 1, bind: 0 },
    { name: 'arch_cpu_idle_dead', value: LINK_ADDRESS + 48n, section: 1, bind: 2 },
    { name: 'jiffies', value: LINK_ADDRESS + 64n, section: 2, type: STT.OBJECT },
  ],
});

testWrittenSource(vmlinux, __dirname, {
  stripped: { path: 'vmlinux', bytes: writeVmlinux('6.1').bytes },
  'btf-only': { path: '6.1.0-56-amd64.btf', bytes: btfOnly },
  symtab: { path: 'vmlinux', bytes: withSymtab },
  module: { path: 'ext4.ko', bytes: kernelModule },
});
