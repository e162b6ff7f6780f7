import { readBtf } from '@tracefit/btf';
import type { Btf } from '@tracefit/btf';
import type { DataSymbol, FunctionSymbol, KernelFunction, KernelIdentity, Topic } from '@tracefit/model';
import { canReadCallers, readCallers } from '../calls/read-callers';
import { readFacts } from '../facts/read-facts';
import type { ImageFacts } from '../facts/read-facts';
import { isMark } from '../function-symbol';
import { parseBanner } from '../identity/parse-banner';
import type { KernelImage } from '../image/kernel-image';
import type { ReadContext } from '../kernel-source';
import { cTypes } from '../types/c-types';
import { fromBtf } from '../types/from-btf';
import { readKfuncs } from '../types/kfuncs';
import { namedTypes } from '../types/named-types';
import { DATA_WITNESS } from './data-witness';
import { withLazyCallers } from './lazy-callers';
import { EMPTY_PART } from './source-part';
import type { SourcePart } from './source-part';

/**
 * All that a kernel image tells: its types, its symbols, and the facts of its functions.
 * @throws FormatError where its BTF is damaged; other damage is a note
 */
export function partFromImage(image: KernelImage, context: ReadContext): SourcePart {
  context.progress('reading the types');
  const btf = image.btfBytes && readBtf(image.btfBytes, { pointerSize: image.pointerSize });
  const types = btf && fromBtf(btf);
  const named = namedTypes(types);
  context.progress('reading what can be traced');
  const facts = readFacts(image, named);
  const hasCallers = canReadCallers(image);
  const { kfuncs, notes } = btf ? readKfuncs(image, btf) : { notes: [] };
  const hasSymbols = image.symbolSource !== 'none';
  const part = {
    ...EMPTY_PART,
    ...types,
    identity: identityOf(image),
    complete: [
      ...completeTopics(image, btf, facts),
      ...(hasCallers ? (['callers'] as const) : []),
      ...(kfuncs ? (['kfuncs'] as const) : []),
    ],
    ...(kfuncs ? { kfuncs } : {}),
    functions: combineFunctions(types?.functions, hasSymbols ? functionSymbols(image, facts) : undefined),
    data: combineData(types?.data ?? [], image),
    tracepoints: facts.tracepoints,
    syscalls: facts.syscalls,
    config: facts.config,
    notes: [...image.notes, ...facts.notes, ...notes],
    ...(btf ? { base: { btf, cTypes: cTypes(btf), types: named } } : {}),
  };
  if (!hasCallers) return part;
  return withLazyCallers(part, () => readCallers(image) ?? []);
}

function identityOf(image: KernelImage): Partial<KernelIdentity> {
  const banner = image.banner === undefined ? undefined : parseBanner(image.banner);
  return { ...banner, arch: image.arch, ...(image.buildId === undefined ? {} : { buildId: image.buildId }) };
}

function completeTopics(image: KernelImage, btf: Btf | undefined, facts: ImageFacts): Topic[] {
  const topics: Topic[] = [...facts.complete];
  if (btf) topics.push('prototypes', 'types', 'raw_tracepoints');
  if (image.symbolSource === 'none') return topics.filter((topic) => topic !== 'sections');
  topics.push('functions');
  if (image.symbol(DATA_WITNESS)) topics.push('data');
  return topics;
}

function functionSymbols(image: KernelImage, facts: ImageFacts): Map<string, FunctionSymbol[]> {
  const byName = new Map<string, FunctionSymbol[]>();
  const same = new Map<string, FunctionSymbol>();
  for (const symbol of image.functions) {
    const fact = shared(same, { letter: symbol.letter, ...facts.factsOf(symbol) });
    const known = byName.get(symbol.name);
    if (known) known.push(fact);
    else byName.set(symbol.name, [fact]);
  }
  return byName;
}

/** One object for all functions with the same facts; there are a few dozen different ones among 70,000. */
function shared(same: Map<string, FunctionSymbol>, symbol: FunctionSymbol): FunctionSymbol {
  if (symbol.alias !== undefined) return symbol;
  const { letter, range = '', ftrace = '', blacklisted = '', reserved = '' } = symbol;
  const key = `${letter} ${range} ${ftrace} ${blacklisted} ${reserved}`;
  const known = same.get(key);
  if (known) return known;
  same.set(key, symbol);
  return symbol;
}

/** Functions of either; what was read and does not know a function says so by an empty list. */
function combineFunctions(
  typed: readonly KernelFunction[] | undefined,
  symbols: ReadonlyMap<string, readonly FunctionSymbol[]> | undefined,
): KernelFunction[] {
  if (!symbols) return [...(typed ?? [])];
  const functions = (typed ?? []).map((each): KernelFunction => ({ ...each, symbols: symbols.get(each.name) ?? [] }));
  const known = new Set(typed?.map((each) => each.name));
  for (const [name, own] of symbols) {
    if (!known.has(name)) functions.push(typed ? { name, protos: [], symbols: own } : { name, symbols: own });
  }
  return functions;
}

/** One entry a name: static variables of functions often share theirs. */
function combineData(typed: readonly DataSymbol[], image: KernelImage): DataSymbol[] {
  const data = new Map(typed.map((variable) => [variable.name, variable]));
  let nextFunction = 0;
  for (const symbol of image.symbols) {
    const { name, letter } = symbol;
    if (symbol === image.functions[nextFunction]) {
      nextFunction++;
      continue;
    }
    if (isMark(name)) continue;
    const known = data.get(name);
    if (known?.letter === undefined) data.set(name, { ...known, name, letter });
  }
  return [...data.values()];
}
