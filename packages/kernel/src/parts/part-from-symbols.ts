import type { DataSymbol, FunctionSymbol, KernelFunction, SnapshotPart, Topic } from '@tracefit/model';
import { isFunctionSymbol, isMark } from '../function-symbol';
import type { SymbolLine } from '../symbol-lines';
import { DATA_WITNESS } from './data-witness';
import { EMPTY_PART } from './source-part';

/** Names in brackets that are no modules: code the kernel makes as it runs. */
const NO_MODULE = /^(?:bpf|__builtin__.*)$/;

/** The functions and variables of a list of symbols. */
export function partFromSymbols(lines: Iterable<SymbolLine>): SnapshotPart {
  const functions = new Map<string, FunctionSymbol[]>();
  const data = new Map<string, DataSymbol>();
  const modules = new Set<string>();
  const candidates: SymbolLine[] = [];
  let sdata: number | undefined;
  let edata: number | undefined;
  let hasData = false;
  let hidesData = false;
  for (const line of lines) {
    if (isMark(line.name) || (line.module !== undefined && NO_MODULE.test(line.module))) continue;
    if (line.module !== undefined) modules.add(line.module);
    if (line.name === '_sdata') {
      sdata = line.address;
      hidesData = line.address === 0 && isFunctionSymbol(line);
    }
    if (line.name === '_edata') edata = line.address;
    if (isFunctionSymbol(line)) {
      candidates.push(line);
    } else {
      addData(data, line);
      hasData ||= line.name === DATA_WITNESS;
    }
  }
  // Where .data is executable (x86-64 since 6.16) its variables have the letters of text.
  const isData = ({ address, module }: SymbolLine) =>
    module === undefined && sdata !== undefined && edata !== undefined && address >= sdata && address < edata;
  for (const line of candidates) {
    if (isData(line)) addData(data, line);
    else addFunction(functions, line);
  }
  const complete: Topic[] = functions.size > 0 ? ['functions'] : [];
  if (hasData) complete.push('data');
  return {
    ...EMPTY_PART,
    complete,
    functions: Array.from(functions, ([name, symbols]): KernelFunction => ({ name, symbols })),
    data: [...data.values()],
    modules: [...modules],
    notes: hidesData
      ? ['addresses are hidden, so some variables cannot be told from functions in the list of symbols']
      : [],
  };
}

function addFunction(functions: Map<string, FunctionSymbol[]>, { name, letter, module }: SymbolLine): void {
  const symbol = module === undefined ? { letter } : { letter, module };
  const known = functions.get(name);
  if (known) known.push(symbol);
  else functions.set(name, [symbol]);
}

/** One entry a name and module. */
function addData(data: Map<string, DataSymbol>, { name, letter, module }: SymbolLine): void {
  const key = module === undefined ? name : `${name} ${module}`;
  if (!data.has(key)) data.set(key, module === undefined ? { name, letter } : { name, letter, module });
}
