import type { ByteReader } from './byte-reader';
import { headersOf, type ElfHeader } from './elf-header';

/** A program header: a part of the file that is loaded to an address. Sizes in bytes. */
export interface ElfSegment {
  /** `p_type`, see `PT`. */
  readonly type: number;
  /** `p_flags`: 1 may be executed, 2 written, 4 read. */
  readonly flags: number;
  readonly offset: number;
  readonly vaddr: bigint;
  readonly paddr: bigint;
  /** Bytes in the file; the rest of `memsz` is zero. */
  readonly filesz: number;
  readonly memsz: bigint;
  readonly align: bigint;
  /** The content in the file, not copied. A `FormatError` if it leaves the file. */
  readonly bytes: Uint8Array;
}

/** Reads the program headers (gABI, "Program Header"); `p_flags` moved between the 32-bit and the 64-bit form. */
export function readSegments(reader: ByteReader, header: ElfHeader): ElfSegment[] {
  const { is64, programHeaders } = header;
  const { count } = programHeaders;
  if (count === 0) return [];
  const headerAt = headersOf(reader, programHeaders, is64 ? 56 : 32, 'program header');
  return Array.from({ length: count }, (_, index) => {
    const entry = headerAt(index);
    const word = (): bigint => (is64 ? entry.u64() : BigInt(entry.u32()));
    const type = entry.u32();
    const flags = entry.u32At(is64 ? 4 : 24);
    if (is64) entry.skip(4);
    const offset = Number(word());
    const vaddr = word();
    const paddr = word();
    const filesz = Number(word());
    const memsz = word();
    if (!is64) entry.skip(4);
    const align = word();
    return {
      ...{ type, flags, offset, vaddr, paddr, filesz, memsz, align },
      get bytes() {
        return reader.slice(offset, filesz, 'segment').bytes;
      },
    };
  });
}
