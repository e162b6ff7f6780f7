import { isFunctionSymbol } from '../function-symbol';
import type { SegmentMemory } from './image-memory';
import type { ImageSymbol, KernelImage } from './kernel-image';

/** Symbols by name and functions by address; made when first asked for. */
export function indexSymbols(
  symbols: readonly ImageSymbol[],
  memory: SegmentMemory,
): Pick<KernelImage, 'symbolsOf' | 'symbol' | 'addressOf' | 'rangeOf' | 'functions' | 'functionStarts'> {
  let byName: Map<string, ImageSymbol | ImageSymbol[]> | undefined;
  let functions: readonly ImageSymbol[] | undefined;
  let starts: Float64Array | undefined;

  const symbolsOf = (name: string): readonly ImageSymbol[] => {
    const found = (byName ??= groupByName(symbols)).get(name) ?? [];
    return Array.isArray(found) ? found : [found];
  };
  const addressOf = (name: string) => {
    const [only, ...more] = symbolsOf(name);
    return only && more.length === 0 && !only.absolute ? only.address : undefined;
  };
  const findFunctions = () =>
    (functions ??= symbols.filter((s) => !s.absolute && isFunctionSymbol(s) && memory.isText(s.address)));
  return {
    symbolsOf,
    symbol: (name) => symbolsOf(name)[0],
    addressOf,
    rangeOf(startSymbol, endSymbol) {
      const start = addressOf(startSymbol);
      const end = addressOf(endSymbol);
      return start === undefined || end === undefined || start > end ? undefined : { start, end };
    },
    get functions() {
      return findFunctions();
    },
    get functionStarts() {
      return (starts ??= sortedStarts(findFunctions()));
    },
  };
}

/** Most names have one symbol; an array for each would take half a second on a large kernel. */
function groupByName(symbols: readonly ImageSymbol[]): Map<string, ImageSymbol | ImageSymbol[]> {
  const groups = new Map<string, ImageSymbol | ImageSymbol[]>();
  for (const symbol of symbols) {
    const group = groups.get(symbol.name);
    if (group === undefined) groups.set(symbol.name, symbol);
    else if (Array.isArray(group)) group.push(symbol);
    else groups.set(symbol.name, [group, symbol]);
  }
  return groups;
}

function sortedStarts(functions: readonly ImageSymbol[]): Float64Array {
  const sorted = Float64Array.from(functions, (s) => s.address).sort();
  return sorted.filter((address, i) => i === 0 || address !== sorted[i - 1]);
}
