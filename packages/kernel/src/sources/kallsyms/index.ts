import type { KernelSource } from '../../kernel-source';
import { partFromSymbols } from '../../parts/part-from-symbols';
import { looksLikeSymbolLines, readSymbolLines } from '../../symbol-lines';

/** The text of `/proc/kallsyms`; the addresses may be zeros, as the kernel shows them to users without rights. */
export const kallsyms: KernelSource = {
  id: 'kallsyms',
  title: 'the text of /proc/kallsyms',
  detect: ({ path, bytes }) => looksLikeSymbolLines(bytes) && !/system\.map/i.test(path),
  read: ({ bytes }, context) => {
    context.progress('reading the symbols');
    return partFromSymbols(readSymbolLines(bytes));
  },
};
