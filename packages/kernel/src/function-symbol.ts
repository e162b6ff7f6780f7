/** The nm letters of text; `w` and `W` are weak symbols, in kallsyms nearly always functions. */
const TEXT_LETTERS = new Set(['t', 'T', 'w', 'W']);

/**
 * Marks that are neither functions nor variables: the padding before a function (CONFIG_CALL_PADDING, CONFIG_CFI_CLANG), what
 * assemblers and the module loader leave, and names that the build makes up for the entries of its tables: BTF ids, initcalls,
 * `__UNIQUE_ID()`, the flags of exports (`__flags_`, since 7.0). Two thirds of the data symbols of kallsyms are such, and most of
 * them have another name in every build.
 */
const MARK =
  /^(?:__pfx_|__cfi_|\$[adtx](?:\.|$)|\.L|__kstrtab|__kcrctab|__ksymtab|__flags_|__BTF_ID__|__UNIQUE_ID_|__initcall__kmod_)/;

export function isMark(name: string): boolean {
  const first = name.charCodeAt(0);
  return (first === UNDERSCORE || first === DOLLAR || first === DOT) && MARK.test(name);
}

/** What marks begin with; most names do not, and are spared the expression. */
const UNDERSCORE = 0x5f;
const DOLLAR = 0x24;
const DOT = 0x2e;

/**
 * Whether a symbol is, by its letter and name, a function (or an entry point in assembly, which cannot be told from one). Where
 * a section is both written and executed (`.data` of x86-64 since 6.16) variables look the same; only their address tells.
 */
export function isFunctionSymbol({ name, letter }: { readonly name: string; readonly letter: string }): boolean {
  return TEXT_LETTERS.has(letter) && !isMark(name);
}
