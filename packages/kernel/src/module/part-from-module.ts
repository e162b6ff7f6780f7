import { FormatError, readBtf } from '@tracefit/btf';
import type { Btf } from '@tracefit/btf';
import type { DataSymbol, FunctionSymbol, KernelFunction, Kfunc } from '@tracefit/model';
import { isFunctionSymbol, isMark } from '../function-symbol';
import { EMPTY_PART } from '../parts/source-part';
import type { ModuleBase, SourcePart } from '../parts/source-part';
import { fromBtf, functionsFromBtf } from '../types/from-btf';
import type { BtfFacts } from '../types/from-btf';
import { readKfuncs } from '../types/kfuncs';
import { releaseOf } from './modinfo';
import { readModuleFacts } from './module-facts';
import type { ModuleImage } from './module-image';

/**
 * All that a module tells: its symbols and the facts of its functions, its trace events, and its types where those of its
 * kernel are known.
 * @param base the kernel it belongs to
 * @param untyped its types and variables are left out
 */
export function partFromModule(module: ModuleImage, base: ModuleBase | undefined, untyped = false): SourcePart {
  const { name } = module.info;
  const release = releaseOf(module.info);
  const isOfBase = base?.release === undefined || release === undefined || base.release === release;
  const fitting = isOfBase ? base : undefined;
  const facts = readModuleFacts(module, fitting?.types);
  const types = readTypes(module, fitting, untyped);
  return {
    ...EMPTY_PART,
    ...types.facts,
    identity: { arch: module.arch, ...(release === undefined ? {} : { release }) },
    functions: combineFunctions(types.facts?.functions, functionSymbols(module, facts.factsOf)),
    data: untyped ? [] : combineData(types.facts?.data ?? [], module),
    tracepoints: facts.tracepoints,
    modules: [name],
    ...(untyped ? { untypedModules: [name] } : {}),
    ...(types.kfuncs ? { kfuncs: types.kfuncs } : {}),
    notes: [...facts.notes, ...types.notes],
  };
}

interface ModuleTypes {
  readonly facts?: BtfFacts;
  readonly kfuncs?: readonly Kfunc[];
  readonly notes: readonly string[];
}

/** The types a module adds to those of its kernel. */
function readTypes(module: ModuleImage, base: ModuleBase | undefined, untyped: boolean): ModuleTypes {
  const { btfBytes, btfBaseBytes, pointerSize, info } = module;
  if (!btfBytes) {
    const notes = ['it has no BTF (built without CONFIG_DEBUG_INFO_BTF_MODULES)'];
    // Of a kernel with BTF, its functions are known to have none.
    return base ? { facts: NO_TYPES, notes } : { notes };
  }
  try {
    const from: Btf | undefined = btfBaseBytes ? readBtf(btfBaseBytes, { pointerSize }) : base?.btf;
    if (!from) return { notes: ['its types can only be read together with the kernel it was built for'] };
    const isNew: (typed: { readonly name: string }) => boolean = ({ name }) => base?.btf.find(name) === undefined;
    const known = from === base?.btf ? base.cTypes : undefined;
    const btf = readBtf(btfBytes, { base: from, pointerSize });
    const { kfuncs = [], notes } = readKfuncs(module, btf, info.name);
    if (untyped) return { facts: { ...NO_TYPES, ...functionsFromBtf(btf, info.name, known) }, kfuncs, notes };
    const facts = fromBtf(btf, info.name, known);
    return {
      facts: {
        ...facts,
        structs: facts.structs.filter(isNew),
        forwards: facts.forwards.filter(isNew),
        enums: facts.enums.filter((each) => each.name === '' || isNew(each)),
        typedefs: facts.typedefs.filter(isNew),
      },
      kfuncs,
      notes,
    };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return { notes: [`its types could not be read: ${error.sentence}`] };
  }
}

const NO_TYPES: BtfFacts = {
  functions: [],
  structs: [],
  forwards: [],
  enums: [],
  typedefs: [],
  data: [],
  rawTracepoints: [],
};

function functionSymbols(
  module: ModuleImage,
  factsOf: (symbol: ModuleImage['symbols'][number]) => FunctionSymbol,
): Map<string, FunctionSymbol[]> {
  const byName = new Map<string, FunctionSymbol[]>();
  for (const symbol of module.symbols) {
    if (!isFunctionSymbol(symbol) || !module.isText(symbol.address)) continue;
    const known = byName.get(symbol.name);
    if (known) known.push(factsOf(symbol));
    else byName.set(symbol.name, [factsOf(symbol)]);
  }
  return byName;
}

function combineFunctions(
  typed: readonly KernelFunction[] | undefined,
  symbols: ReadonlyMap<string, readonly FunctionSymbol[]>,
): KernelFunction[] {
  const functions = (typed ?? []).map((each): KernelFunction => ({ ...each, symbols: symbols.get(each.name) ?? [] }));
  const known = new Set(typed?.map((each) => each.name));
  for (const [name, own] of symbols) {
    if (!known.has(name)) functions.push(typed ? { name, protos: [], symbols: own } : { name, symbols: own });
  }
  return functions;
}

/** Where variables lie; other sections have tables that the build and the loader make, with a name for every entry. */
const VARIABLES = /^\.(?:data|bss|rodata|ref\.data)/;

/** One entry a name. */
function combineData(typed: readonly DataSymbol[], module: ModuleImage): DataSymbol[] {
  const data = new Map(typed.map((variable) => [variable.name, variable]));
  for (const symbol of module.symbols) {
    const { name, letter, section } = symbol;
    if (isMark(name) || !VARIABLES.test(section)) continue;
    const known = data.get(name);
    if (known?.letter === undefined) data.set(name, { ...known, name, letter, module: module.info.name });
  }
  return [...data.values()];
}
