/** The nm letters of text; `w` and `W` are weak symbols, in kallsyms nearly always functions. */
const TEXT_LETTERS = new Set(['t', 'T', 'w', 'W']);

/**
 * Marks that are neither functions nor variables: the padding before a function (CONFIG_CALL_PADDING, CONFIG_CFI_CLANG), and what
 * assemblers and the module loader leave.
 */
const MARK = /^(?:__pfx_|__cfi_|\$[adtx](?:\.|$)|\.L|__kstrtab|__kcrctab|__ksymtab)/;

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
