import type { CType } from './c-type';

/** What a type costs in memory, in bytes. */
export interface SizeAndAlign {
  readonly size: number;
  readonly align: number;
}

/** The words of C that build an arithmetic type or `void` by standing together in any order. */
export const arithmeticWords: ReadonlySet<string> = new Set([
  'void',
  'char',
  'short',
  'int',
  'long',
  'signed',
  '__signed__',
  '__signed',
  'unsigned',
  'float',
  'double',
  '_Bool',
  '__int128',
]);

/** Qualifiers in every spelling the kernel's headers use. */
export const qualifierWords: ReadonlyMap<string, 'const' | 'volatile' | 'restrict'> = new Map([
  ['const', 'const'],
  ['__const', 'const'],
  ['__const__', 'const'],
  ['volatile', 'volatile'],
  ['__volatile__', 'volatile'],
  ['restrict', 'restrict'],
  ['__restrict', 'restrict'],
  ['__restrict__', 'restrict'],
]);

/** Storage classes, function specifiers and sparse annotations (include/linux/compiler_types.h): no part of the type. */
export const ignoredWords: ReadonlySet<string> = new Set(
  (
    'extern static inline __inline __inline__ register auto _Noreturn __extension__ asmlinkage notrace noinline ' +
    '__always_inline __must_check __init __exit __user __kernel __iomem __rcu __percpu __force __nocast __safe ' +
    '__private __read_mostly __maybe_unused __bpf_kfunc __visible __cold __pure __weak __noreturn __randomize_layout'
  ).split(' '),
);

/** Annotations that take something in parentheses. */
export const ignoredCalls: ReadonlySet<string> = new Set([
  '__attribute__',
  '__attribute',
  '__aligned',
  '__acquires',
  '__releases',
  '__must_hold',
  '__counted_by',
  '_Alignas',
  '__section',
  '__printf',
]);

const int = (name: string, size: number, signed: boolean): CType => ({ kind: 'int', name, size, signed });

/** Arithmetic types by their words, sorted, without the redundant ones; sizes are those of LP64. */
const arithmeticTypes: ReadonlyMap<string, CType> = new Map<string, CType>([
  ['void', { kind: 'void' }],
  // Plain `char` has no sign in the kernel's BTF, before and after the kernel went to -funsigned-char in 6.2.
  ['char', int('char', 1, false)],
  ['char signed', int('signed char', 1, true)],
  ['char unsigned', int('unsigned char', 1, false)],
  ['short', int('short int', 2, true)],
  ['short unsigned', int('short unsigned int', 2, false)],
  ['', int('int', 4, true)],
  ['unsigned', int('unsigned int', 4, false)],
  ['long', int('long int', 8, true)],
  ['long unsigned', int('long unsigned int', 8, false)],
  ['long long', int('long long int', 8, true)],
  ['long long unsigned', int('long long unsigned int', 8, false)],
  ['__int128', int('__int128', 16, true)],
  ['__int128 unsigned', int('__int128 unsigned', 16, false)],
  ['_Bool', int('_Bool', 1, false)],
  ['float', { kind: 'float', name: 'float', size: 4 }],
  ['double', { kind: 'float', name: 'double', size: 8 }],
  ['double long', { kind: 'float', name: 'long double', size: 16 }],
]);

/**
 * The type that arithmetic words mean together, in any order, spelled as BTF spells it: `unsigned long` is
 * `long unsigned int`. `undefined` where C does not know the combination.
 */
export function arithmeticType(words: readonly string[]): CType | undefined {
  const plain = words.map((word) => (word === '__signed__' || word === '__signed' ? 'signed' : word));
  const isChar = plain.includes('char');
  const kept = plain.filter((word) => word !== 'int' && (word !== 'signed' || isChar)).sort();
  const count = (word: string) => plain.filter((other) => other === word).length;
  const redundant = count('int') + (isChar ? 0 : count('signed'));
  const mayBeRedundant = kept.every((word) => word === 'short' || word === 'long' || word === 'unsigned');
  const contradictory = count('signed') > 0 && count('unsigned') > 0;
  if (count('int') > 1 || count('signed') > 1 || contradictory) return undefined;
  if (redundant > 0 && !mayBeRedundant && !(count('int') === 0 && kept.join() === '__int128')) return undefined;
  return arithmeticTypes.get(kept.join(' '));
}

/** Sizes of typedefs of integers that the kernel (include/linux/types.h) and C's headers define alike on LP64. */
const typedefSizes: ReadonlyMap<string, number> = new Map(
  Object.entries({
    1: 'u8 s8 __u8 __s8 uint8_t int8_t u_char bool',
    2: 'u16 s16 __u16 __s16 uint16_t int16_t __le16 __be16 __sum16 u_short umode_t',
    4: 'u32 s32 __u32 __s32 uint32_t int32_t __le32 __be32 __wsum u_int pid_t uid_t gid_t dev_t mode_t gfp_t fmode_t',
    8: 'u64 s64 __u64 __s64 uint64_t int64_t __le64 __be64 u_long size_t ssize_t loff_t off_t uintptr_t intptr_t ino_t sector_t dma_addr_t phys_addr_t ktime_t time64_t',
  }).flatMap(([size, names]) => names.split(' ').map((name): [string, number] => [name, Number(size)])),
);

/** The size of a well-known typedef of an integer; its alignment is the same. */
export function knownTypedefSize(name: string): number | undefined {
  return typedefSizes.get(name);
}
