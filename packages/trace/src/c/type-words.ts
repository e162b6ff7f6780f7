/** Words a type may begin with or consist of (C11 6.7.2), and GCC's. */
export const typeKeywords: ReadonlySet<string> = new Set([
  'void', 'char', 'short', 'int', 'long', 'float', 'double', 'signed', 'unsigned', '_Bool', 'bool', 'struct', 'union',
  'enum', 'const', 'volatile', 'restrict', '__restrict', '__const', '__volatile__', '__signed__', '__int128', 'typeof',
  '__typeof__', '_Atomic',
]); // prettier-ignore

/** Words that stand before a declaration and say nothing of its type. */
export const storageWords: ReadonlySet<string> = new Set([
  'static', 'extern', 'inline', '__inline', '__inline__', '__always_inline', '__noinline', 'noinline', 'register', 'auto',
  '__hidden', '__weak', '__ksym', '__kconfig', '__user', '__kernel', '__kptr', '__rcu', '__percpu', '__force',
  '__unused', '__maybe_unused', '__extension__', '__arg_ctx', '__uptr', 'typedef', '__kptr_untrusted', '__kptr_ref',
  '__percpu_kptr',
]); // prettier-ignore

const kernelTypedefs: ReadonlySet<string> = new Set([
  'u8', 'u16', 'u32', 'u64', 's8', 's16', 's32', 's64', '__u8', '__u16', '__u32', '__u64', '__s8', '__s16', '__s32',
  '__s64', '__be16', '__be32', '__be64', '__le16', '__le32', '__le64', 'uint', 'ulong', 'ushort', 'uchar', '__sum16',
  '__wsum', 'acpi_status', 'stack_trace',
]); // prettier-ignore

/** Whether a word alone names a type, as far as its spelling tells. */
export function isTypeWord(word: string): boolean {
  return typeKeywords.has(word) || kernelTypedefs.has(word) || /^[a-z_]\w*_t$/.test(word);
}
