import type { KernelSource } from '../../kernel-source';
import { partFromSymbols } from '../../parts/part-from-symbols';
import { looksLikeSymbolLines, readSymbolLines } from '../../symbol-lines';

/** The `System.map` of a build. */
export const systemMap: KernelSource = {
  id: 'system-map',
  title: 'a System.map',
  detect: ({ path, bytes }) => /system\.map/i.test(path) && looksLikeSymbolLines(bytes),
  read: ({ bytes }, context) => {
    context.progress('reading the symbols');
    return partFromSymbols(readSymbolLines(bytes));
  },
};
