import { FormatError } from '@tracefit/btf';
import type { FunctionSymbol, KernelFunction } from '@tracefit/model';
import { EMPTY_PART, UNKNOWN_LETTER } from './source-part';
import type { ListedFact, SourcePart } from './source-part';

const MAX_FUNCTIONS = 1_000_000;
const MAX_LINE = 700;

/**
 * A part from a text with one function a line, all of which have one fact.
 * @param readLine the function of a line; `undefined` for a line that is damaged
 * @throws FormatError for such a line
 */
export function partFromFunctionList(
  bytes: Uint8Array,
  fact: ListedFact,
  readLine: (line: string) => { readonly name: string; readonly module?: string } | undefined,
): SourcePart {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const functions = new Map<string, FunctionSymbol[]>();
  let count = 0;
  for (let start = 0; start < text.length;) {
    const found = text.indexOf(10, start);
    const end = found < 0 ? text.length : found;
    if (end - start > MAX_LINE) throw new FormatError('a line is too long for a function', start);
    const line = text.toString('utf8', start, end).trimEnd();
    if (line !== '') {
      if (++count > MAX_FUNCTIONS) throw new FormatError('there are more functions than any kernel has', start);
      const entry = readLine(line);
      if (!entry) throw new FormatError('a line does not name a function', start);
      const module = entry.module === undefined ? {} : { module: entry.module };
      const symbol: FunctionSymbol = { letter: UNKNOWN_LETTER, ...module, [fact]: true };
      const known = functions.get(entry.name);
      if (known) known.push(symbol);
      else functions.set(entry.name, [symbol]);
    }
    start = end + 1;
  }
  return {
    ...EMPTY_PART,
    functions: Array.from(functions, ([name, symbols]): KernelFunction => ({ name, symbols })),
    listsAll: [fact],
  };
}
