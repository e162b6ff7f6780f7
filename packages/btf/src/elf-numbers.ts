/** Names of the gABI (System V ABI, chapter 4) and of `include/uapi/linux/elf.h` for the numbers in ELF files. */

/** `e_type` */
export const ET = { NONE: 0, REL: 1, EXEC: 2, DYN: 3, CORE: 4 } as const;

/** `e_machine`: the architectures Linux traces on, and BPF. */
export const EM = {
  '386': 3,
  MIPS: 8,
  PPC: 20,
  PPC64: 21,
  S390: 22,
  ARM: 40,
  X86_64: 62,
  AARCH64: 183,
  RISCV: 243,
  BPF: 247,
  LOONGARCH: 258,
} as const;

/** `sh_type` */
export const SHT = {
  NULL: 0,
  PROGBITS: 1,
  SYMTAB: 2,
  STRTAB: 3,
  RELA: 4,
  NOTE: 7,
  NOBITS: 8,
  REL: 9,
  DYNSYM: 11,
  SYMTAB_SHNDX: 18,
} as const;

/** Special section indices of symbols and of the header. */
export const SHN = { UNDEF: 0, LORESERVE: 0xff00, ABS: 0xfff1, COMMON: 0xfff2, XINDEX: 0xffff } as const;

/** `p_type` */
export const PT = { NULL: 0, LOAD: 1, NOTE: 4 } as const;

/** `e_phnum` when there are more program headers than fit; their number is in `sh_info` of section 0. */
export const PN_XNUM = 0xffff;

/** Symbol type, the low half of `st_info`. */
export const STT = { NOTYPE: 0, OBJECT: 1, FUNC: 2, SECTION: 3, FILE: 4, TLS: 6, GNU_IFUNC: 10 } as const;

/** Symbol binding, the high half of `st_info`. */
export const STB = { LOCAL: 0, GLOBAL: 1, WEAK: 2 } as const;
