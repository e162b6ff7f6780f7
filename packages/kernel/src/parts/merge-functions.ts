import type { FuncProto, FunctionSymbol, KernelFunction } from '@tracefit/model';
import type { Disagree, NamedPart } from './merge-parts';
import { UNKNOWN_LETTER } from './source-part';
import type { ListedFact } from './source-part';

/**
 * Merges functions by name. Prototypes come from the first part that read BTF. Symbols come from the first part that read symbols;
 * later parts add those of modules it has not, and facts it has not. Lists without letters (`available_filter_functions`) only add
 * facts to the symbols of others, and where the list is whole, what it lacks is a fact too.
 */
export function mergeFunctions(parts: readonly NamedPart[], disagree: Disagree): KernelFunction[] {
  const having = parts.filter(({ part }) => part.functions.length > 0);
  const [only, ...more] = having;
  if (!only) return [];
  if (more.length === 0 && !only.part.listsAll) return [...only.part.functions];

  const merged = new Map<string, { protos?: readonly FuncProto[]; symbols?: readonly FunctionSymbol[] }>();
  let protosFrom: NamedPart | undefined;
  let symbolsFrom: NamedPart | undefined;
  for (const named of having) {
    const differentProtos: string[] = [];
    const differentCopies: string[] = [];
    for (const { name, protos, symbols } of named.part.functions) {
      const known = merged.get(name) ?? {};
      merged.set(name, known);
      if (protos) {
        if (known.protos && JSON.stringify(known.protos) !== JSON.stringify(protos)) differentProtos.push(name);
        known.protos ??= protos;
      }
      if (symbols) {
        if (known.symbols && isMissingCopies(known.symbols, symbols)) differentCopies.push(name);
        known.symbols = known.symbols ? addSymbols(known.symbols, symbols) : symbols;
      }
    }
    if (protosFrom) disagree('prototypes', protosFrom, named, differentProtos);
    if (symbolsFrom) disagree('the symbols of functions', symbolsFrom, named, differentCopies);
    const [first] = named.part.functions;
    if (first?.protos) protosFrom ??= named;
    if (first?.symbols && !named.part.listsAll) symbolsFrom ??= named;
  }
  const lists = [...new Set(having.flatMap(({ part }) => part.listsAll ?? []))];
  return Array.from(merged, ([name, { protos, symbols }]) => ({
    name,
    ...(protos ? { protos } : protosFrom ? { protos: [] } : {}),
    ...(symbols ? { symbols: withLists(symbols, lists) } : symbolsFrom ? { symbols: [] } : {}),
  }));
}

/** Whether both know the image's own symbols of a name and count them differently. */
function isMissingCopies(known: readonly FunctionSymbol[], more: readonly FunctionSymbol[]): boolean {
  const own = (symbols: readonly FunctionSymbol[]) =>
    symbols.filter((s) => s.module === undefined && s.letter !== UNKNOWN_LETTER).length;
  return own(known) > 0 && own(more) > 0 && own(known) !== own(more);
}

function addSymbols(known: readonly FunctionSymbol[], more: readonly FunctionSymbol[]): readonly FunctionSymbol[] {
  let symbols = known;
  const modules = new Set(more.map((symbol) => symbol.module));
  for (const module of modules) {
    const added = more.filter((symbol) => symbol.module === module);
    const present = symbols.filter((symbol) => symbol.module === module);
    if (present.length === 0) {
      symbols = [...symbols, ...added];
    } else if (present.every((symbol) => symbol.letter === UNKNOWN_LETTER)) {
      symbols = [
        ...symbols.filter((symbol) => symbol.module !== module),
        ...added.map((symbol) => fill(symbol, present[0])),
      ];
    } else {
      symbols = symbols.map((symbol) => (symbol.module === module ? fill(symbol, added[0]) : symbol));
    }
  }
  return symbols;
}

/** The facts of a symbol with those it lacks from another. */
function fill(symbol: FunctionSymbol, other: FunctionSymbol | undefined): FunctionSymbol {
  return { ...other, ...symbol };
}

function withLists(symbols: readonly FunctionSymbol[], lists: readonly ListedFact[]): readonly FunctionSymbol[] {
  if (lists.length === 0) return symbols;
  const absent = Object.fromEntries(lists.map((fact) => [fact, false]));
  return symbols.map((symbol) => ({ ...absent, ...symbol }));
}
