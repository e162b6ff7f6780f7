/** The nm letters of text; `w` and `W` are weak symbols, in kallsyms nearly always functions. */
const TEXT_LETTERS = new Set(['t', 'T', 'w', 'W']);

/** Marks that are no functions: the padding before one (CONFIG_CALL_PADDING, CONFIG_CFI_CLANG), and what assemblers leave. */
const MARK = /^(?:__pfx_|__cfi_|\$[adtx](?:\.|$)|\.L|__kstrtab|__kcrctab|__ksymtab)/;

/** Whether a symbol is a function (or an entry point in assembly, which cannot be told from one). */
export function isFunctionSymbol({ name, letter }: { readonly name: string; readonly letter: string }): boolean {
  return TEXT_LETTERS.has(letter) && !MARK.test(name);
}
