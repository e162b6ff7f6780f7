/**
 * An address in a kernel image: the number of bytes from the image's `base`, so that a 64-bit address is an exact, fast
 * number. May be negative (symbols before `base`). The link-time address is `image.base + BigInt(address)`; distances
 * and order are those of the link-time addresses.
 */
export type Address = number;

/** A symbol as kallsyms (or the ELF symbol table) lists it. */
export interface ImageSymbol {
  readonly name: string;
  /** The nm letter: `T` text, `t` local text, `D` data, `A` absolute, ... */
  readonly letter: string;
  /** Bytes from the image's `base`; for an absolute symbol the value itself. */
  readonly address: Address;
  /** A number or per-CPU offset instead of a place in the image: not to be read at, not to be compared with addresses. */
  readonly absolute: boolean;
}

/** A stretch of the image; `end` is not included. */
export interface AddressRange {
  readonly start: Address;
  readonly end: Address;
}

/** A stretch of the image with its bytes; what `bytes` lacks up to the end is zero. */
export interface LoadedBytes extends AddressRange {
  readonly bytes: Uint8Array;
}

/** The bytes of a kernel as the boot loader lays them out, before any relocation; numbers in the image's byte order. */
export interface ImageMemory {
  /** The link-time address that `Address` counts from: where the first segment is loaded. */
  readonly base: bigint;
  readonly littleEndian: boolean;
  readonly pointerSize: 4 | 8;
  /** Whether all of `length` bytes (1 if not given) lie in one loaded segment. */
  contains(address: Address, length?: number): boolean;
  /**
   * The bytes at a link-time address; a view where the file has them, zeros for `.bss`.
   * @throws FormatError where they are not all in one loaded segment
   */
  read(address: Address, length: number): Uint8Array;
  /**
   * The NUL-terminated UTF-8 string at an address.
   * @throws FormatError where it leaves its segment, or is longer than 64 KiB
   */
  readString(address: Address): string;
  /**
   * The target of the pointer stored at an address; `undefined` for a null pointer and for one that points out of the image.
   * @throws FormatError where the pointer itself is not in the image
   */
  readPointer(address: Address): Address | undefined;
  /**
   * The unsigned number of `size` bytes stored at an address; 8-byte numbers only up to 2^53.
   * @throws FormatError where it is not in the image, or too large
   */
  readUnsigned(address: Address, size: 1 | 2 | 4 | 8): number;
}

/** A kernel as its boot image has it: bytes, symbols and types, before anything runs. */
export interface KernelImage extends ImageMemory {
  /** In the words of `KernelIdentity`: `x86_64`, `arm64`, `riscv64`. */
  readonly arch: string;
  /** The whole `Linux version ...` line, without the line end. */
  readonly banner?: string;
  /** Of the GNU build id note, lower-case hex. */
  readonly buildId?: string;
  /** The `.BTF` section, undecoded; absent where the kernel was built without CONFIG_DEBUG_INFO_BTF. */
  readonly btfBytes?: Uint8Array;
  /** Where `symbols` come from; `none`: built without CONFIG_KALLSYMS, or not understood, and `notes` says so. */
  readonly symbolSource: 'kallsyms' | 'symtab' | 'none';
  /** All symbols, in the order of the table; kallsyms sorts by address. */
  readonly symbols: readonly ImageSymbol[];
  /** All symbols of a name, in the order of the table. */
  symbolsOf(name: string): readonly ImageSymbol[];
  /** The first symbol of a name. */
  symbol(name: string): ImageSymbol | undefined;
  /** The address of a symbol that must be there once and not be absolute (`__start_mcount_loc`), else `undefined`. */
  addressOf(name: string): Address | undefined;
  /** `START .. END` by two symbols, where both are there and in order. */
  rangeOf(startSymbol: string, endSymbol: string): AddressRange | undefined;
  /** The symbols that are functions: by letter, by name, and by lying where instructions are; in the order of the table. */
  readonly functions: readonly ImageSymbol[];
  /** The different addresses of all function symbols, ascending: a binary search finds which function holds an address. */
  readonly functionStarts: Float64Array;
  /** Whether an address lies where instructions are; letters do not tell (see `isFunctionSymbol`). */
  isText(address: Address): boolean;
  /** Where instructions are, ascending. */
  readonly textRanges: readonly AddressRange[];
  /** All that is loaded, with the bytes that the file has of it. */
  readonly segments: readonly LoadedBytes[];
  /** A loaded ELF section by name, while the image still has section headers: `.init.text`. */
  section(name: string): AddressRange | undefined;
  /** Whether the pointers in its data lead somewhere; relocations may not have been found. */
  readonly pointersKnown: boolean;
  /** The stretches of at least so many words that all are pointers into the image; for tables that no symbol bounds. */
  pointerRuns?(least: number): readonly AddressRange[];
  /** What could not be read, and why, one sentence each. */
  readonly notes: readonly string[];
}
