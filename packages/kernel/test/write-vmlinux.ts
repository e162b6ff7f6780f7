import { EM, ET, SHT, writeBtf, writeElf } from '@tracefit/btf';
import type { ElfSectionSpec } from '@tracefit/btf';
import type { ImageSymbol } from '../src/image/kernel-image';
import { writeKallsyms } from './write-kallsyms';
import type { KallsymsLayout, WrittenKallsyms } from './write-kallsyms';

export const LINK_ADDRESS = 0xffffffff81000000n;
export const BANNER =
  'Linux version 6.1.0-56-amd64 (debian-kernel@lists.debian.org) (gcc-12 (Debian 12.2.0-14+deb12u1) 12.2.0, ' +
  'GNU ld (GNU Binutils for Debian) 2.40) #1 SMP PREEMPT_DYNAMIC Debian 6.1.192-2 (2026-11-16)';
export const BUILD_ID = 'eb4fbcd037e7253717950bf2b93bd5566f47c56f';

const TEXT_SIZE = 0x4000;
const RODATA = 0x8000;

export interface WrittenVmlinux {
  readonly bytes: Uint8Array;
  /** In the order of the table, `linux_banner` last. */
  readonly symbols: readonly ImageSymbol[];
  readonly kallsyms: WrittenKallsyms;
  /** Where the tables begin in the file. */
  readonly kallsymsAt: number;
}

/** Writes a small x86-64 vmlinux as distributions ship it: text, data, types and a symbol table, without `.symtab`. */
export function writeVmlinux(
  layout: KallsymsLayout,
  options: { readonly symbols?: readonly ImageSymbol[]; readonly btf?: boolean; readonly kallsyms?: boolean } = {},
): WrittenVmlinux {
  const banner: ImageSymbol = { name: 'linux_banner', letter: 'D', address: RODATA, absolute: false };
  const symbols = [...(options.symbols ?? someSymbols(layout)), banner];
  const bannerBytes = Buffer.alloc(512);
  bannerBytes.write(`${BANNER}\n`);
  const address = LINK_ADDRESS + BigInt(RODATA + bannerBytes.length);
  const kallsyms = writeKallsyms(symbols, layout, { address, base: LINK_ADDRESS });
  const tables = options.kallsyms === false ? Buffer.alloc(64) : kallsyms.bytes;
  const rodata = Buffer.concat([bannerBytes, tables]);
  const text = Buffer.alloc(TEXT_SIZE, 0xcc);
  const at = (offset: number) => LINK_ADDRESS + BigInt(offset);
  const sections: ElfSectionSpec[] = [
    { name: '.text', bytes: text, flags: 6n, addr: at(0) },
    { name: '.rodata', bytes: rodata, flags: 2n, addr: at(RODATA) },
    { name: '.notes', bytes: buildIdNote(), type: SHT.NOTE, flags: 2n, addr: at(RODATA + rodata.length) },
  ];
  if (options.btf !== false) sections.push({ name: '.BTF', bytes: someTypes(), flags: 2n });
  const bytes = writeElf({
    machine: EM.X86_64,
    type: ET.EXEC,
    sections,
    segments: [
      { section: 1, vaddr: at(0), flags: 5 },
      { section: 2, vaddr: at(RODATA), flags: 4 },
    ],
  });
  const kallsymsAt = Buffer.from(bytes).indexOf(tables);
  return { bytes, symbols, kallsyms, kallsymsAt };
}

/** More than three markers' worth: functions, padding marks, lock keys as kernels have them by the thousand. */
function someSymbols(layout: KallsymsLayout): ImageSymbol[] {
  const symbols: ImageSymbol[] = [];
  const add = (name: string, letter: string, address: number, absolute = false) =>
    symbols.push({ name, letter, address, absolute });
  const hasAbsolute = layout === '5.10' || layout === '6.1' || layout === '6.12';
  if (hasAbsolute) {
    add('fixed_percpu_data', 'A', 0, true);
    add('cpu_info', 'A', 0x100, true);
  }
  add('_text', 'T', 0);
  add('_stext', 'T', 0);
  const functions = [
    'vfs_read',
    'vfs_write',
    'vfs_unlink',
    'do_sys_openat2',
    'finish_task_switch.isra.0',
    'kernel_clone',
  ];
  functions.forEach((name, i) => {
    add(`__pfx_${name}`, i % 2 ? 't' : 'T', 0x100 + i * 0x40);
    add(name, i % 2 ? 't' : 'T', 0x110 + i * 0x40);
  });
  add('cleanup', 't', 0x800);
  add('cleanup', 't', 0x840);
  add(`_RNvMs_${'kernel5device'.repeat(14)}`, 't', 0x880);
  add('_etext', 'T', TEXT_SIZE);
  // They lie before the banner, which is the last symbol.
  for (let i = 0; i < 900; i++) add(`__key.${i}`, 'b', TEXT_SIZE + i * 8);
  return symbols;
}

export function someTypes(): Uint8Array {
  return writeBtf([
    { kind: 'int', name: 'int', size: 4, signed: true, char: false, bool: false, bits: 32, bitOffset: 0 },
    { kind: 'fwd', name: 'file', of: 'struct' },
    { kind: 'ptr', name: '', type: 2 },
    { kind: 'func_proto', name: '', type: 1, params: [{ name: 'file', type: 3 }], variadic: false },
    { kind: 'func', name: 'vfs_read', type: 4, linkage: 'static' },
    { kind: 'func', name: 'finish_task_switch', type: 4, linkage: 'static' },
  ]);
}

export function buildIdNote(): Buffer {
  const note = Buffer.alloc(16);
  note.writeUInt32LE(4, 0);
  note.writeUInt32LE(20, 4);
  note.writeUInt32LE(3, 8);
  note.write('GNU\0', 12, 'latin1');
  return Buffer.concat([note, Buffer.from(BUILD_ID, 'hex')]);
}
