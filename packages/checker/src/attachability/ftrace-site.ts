import type { FunctionSymbol } from '@tracefit/model';

/** Why nothing can be attached to text of a range; `undefined` where it can. */
export function goneText(symbol: FunctionSymbol): string | undefined {
  switch (symbol.range) {
    case 'init':
      return 'it is init text, gone once the system is up';
    case 'exit':
    case 'other':
      return 'it lies outside the text that the running kernel counts as its own';
    default:
      return undefined;
  }
}

/**
 * Whether ftrace can patch a function; `undefined` where that was not read. Sites in init text are taken out when it is
 * freed (ftrace_free_init_mem()).
 */
export function hasSite(symbol: FunctionSymbol | undefined): boolean | undefined {
  return symbol?.range === 'init' ? false : symbol?.ftrace;
}

export const NO_SITE = 'ftrace has no site at its entry (notrace)';
