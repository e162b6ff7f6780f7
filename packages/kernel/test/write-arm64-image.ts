import type { ImageSymbol } from '../src/image/kernel-image';
import { BANNER, buildIdNote, someTypes } from './write-vmlinux';
import { writeKallsyms } from './write-kallsyms';
import type { KallsymsLayout } from './write-kallsyms';

export const ARM64_BASE = 0xffff800080000000n;
export const ARM64_BANNER = BANNER.replaceAll('amd64', 'arm64');

/**
 * How pointers stand in the image: with their values, as CONFIG_RELR leaves them; left to `.rela.dyn`; or left to relocations
 * that are not there.
 */
export type Pointers = 'filled in' | 'in .rela.dyn' | 'nowhere';

const TEXT_SIZE = 0x4000;
const RODATA = 0x8000;
const FUNCTIONS = 40;
/** A constant of the text section that begins a function: `nop`, `ret`. */
const NOP = 0xd503201f;

/** Writes a small arm64 Image: header, text, banner, build id, types, the table of ftrace sites and the symbol table. */
export function writeArm64Image(
  layout: KallsymsLayout,
  pointers: Pointers,
  options: { readonly symbols?: 'all' | 'text only'; readonly bss?: number } = {},
): Buffer {
  const parts: Buffer[] = [];
  let used = RODATA;
  const symbols: ImageSymbol[] = [];
  const add = (name: string, letter: string, address: number) =>
    symbols.push({ name, letter, address, absolute: false });
  const append = (bytes: Uint8Array): number => {
    const at = used;
    const padded = Buffer.alloc(Math.ceil(bytes.length / 8) * 8);
    padded.set(bytes);
    parts.push(padded);
    used += padded.length;
    return at;
  };
  const bounded = (start: string, end: string, bytes: Uint8Array): number => {
    const at = append(bytes);
    add(start, 'D', at);
    add(end, 'D', at + bytes.length);
    return at;
  };

  add('_text', 'T', 0);
  add('_stext', 'T', 0x1000);
  const starts = Array.from({ length: FUNCTIONS }, (_, i) => 0x1000 + i * 0x40);
  starts.forEach((at, i) => add(i === 0 ? 'vfs_read' : `__arm64_sys_call_${i}`, i % 2 ? 't' : 'T', at));
  // The table of symbols has a mark for every 256th name; few marks are taken for chance.
  if (options.symbols === 'text only') for (let i = 0; i < 900; i++) add(`helper.${i}`, 't', 0x2000 + i * 8);
  add('_etext', 'T', TEXT_SIZE);
  for (let i = 0; i < 900; i++) add(`__key.${i}`, 'b', TEXT_SIZE + i * 8);
  const banner = Buffer.alloc(512);
  banner.write(`${ARM64_BANNER}\n`);
  add('linux_banner', 'D', append(banner));
  bounded('__start_notes', '__stop_notes', buildIdNote());
  bounded('__start_BTF', '__stop_BTF', someTypes());
  const sites = Buffer.alloc(FUNCTIONS * 8);
  // Every fourth function has none.
  const sited = starts.filter((_, i) => i % 4 !== 3);
  sited.forEach((at, i) => sites.writeBigUInt64LE(ARM64_BASE + BigInt(at), i * 8));
  bounded('__start_mcount_loc', '__stop_mcount_loc', sites.subarray(0, sited.length * 8));
  bounded('__start_kprobe_blacklist', '__stop_kprobe_blacklist', Buffer.alloc(0));
  const listed = options.symbols === 'text only' ? symbols.filter(({ letter }) => /[tT]/.test(letter)) : symbols;
  const kept = options.symbols === 'text only' ? listed.filter(({ name }) => name !== '_text') : listed;
  const place = { address: ARM64_BASE + BigInt(used), base: ARM64_BASE, absolutePerCpu: false };
  append(writeKallsyms(kept, layout, place).bytes);

  const image = Buffer.concat([Buffer.alloc(RODATA), ...parts]);
  for (let at = 0x1000; at < TEXT_SIZE; at += 4) image.writeUInt32LE(NOP, at);
  const relocations = pointers === 'filled in' ? [] : takeOutPointers(image);
  const whole = pointers === 'in .rela.dyn' ? Buffer.concat([image, ...relocations]) : image;
  // What still points into the image where it is not relocated: as the tables of a real one that need no relocation.
  const rest = Buffer.alloc(FUNCTIONS * 8);
  if (pointers === 'nowhere') starts.forEach((at, i) => rest.writeBigUInt64LE(ARM64_BASE + BigInt(at), i * 8));
  return writeHeader(Buffer.concat([whole, rest]), options.bss ?? 0x1000);
}

/** Takes the pointers out of the image and writes each as Elf64_Rela. */
function takeOutPointers(image: Buffer): Buffer[] {
  const relocations: Buffer[] = [];
  for (let at = RODATA; at + 8 <= image.length; at += 8) {
    const value = image.readBigUInt64LE(at);
    if (value < ARM64_BASE || value > ARM64_BASE + BigInt(image.length)) continue;
    const entry = Buffer.alloc(24);
    entry.writeBigUInt64LE(ARM64_BASE + BigInt(at), 0);
    entry.writeBigUInt64LE(0x403n, 8);
    entry.writeBigUInt64LE(value, 16);
    relocations.push(entry);
    image.writeBigUInt64LE(0n, at);
  }
  return relocations;
}

function writeHeader(image: Buffer, bss: number): Buffer {
  image.writeBigUInt64LE(BigInt(image.length + bss), 16);
  image.writeBigUInt64LE(0xan, 24);
  image.write('ARM\x64', 0x38, 'latin1');
  return image;
}

/** Wraps a packed kernel as an EFI zboot image. */
export function writeEfiZboot(payload: Uint8Array): Buffer {
  const header = Buffer.alloc(0x1000);
  header.write('MZ\0\0zimg', 0, 'latin1');
  header.writeUInt32LE(header.length, 8);
  header.writeUInt32LE(payload.length, 12);
  header.write('gzip\0', 0x18, 'latin1');
  return Buffer.concat([header, payload, Buffer.alloc(200, 1)]);
}
