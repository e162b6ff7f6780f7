import type { CType, Probe, Use, ValueBase, ValueUse } from '@tracefit/model';
import type { SpanMaker } from '../../span-maker';
import type { Piece } from '../../tracefs/command-lines';
import type { Atom, FunctionEvent, Item, Step } from './syntax';

/** Arguments that the proposal's only architecture hands over (`arch_get_func_args`, x86-64). */
const argsInRegisters = 6;

/** A text is recorded by its place, in 4 bytes; an index of a `string` counts in these. */
const stringSize = 4;

interface Collected {
  readonly uses: Use[];
  readonly unknowns: Probe['unknowns'][number][];
}

/** The probe of one function event: it is ftrace that calls it, where the function begins. */
export function lowerFunctionEvent(event: FunctionEvent, spanAt: SpanMaker): Probe {
  const collected: Collected = { uses: [], unknowns: [] };
  let index = 0;
  for (const items of event.args) {
    for (const item of items) lowerItem(item, index, spanAt, collected);
    if (items.some((item) => item.kind !== 'memory')) index++;
  }
  const name = event.func.text;
  return {
    attach: { kind: 'fprobe', name, span: spanAt(event.func.start, event.func.end) },
    guards: [],
    ...collected,
    span: spanAt(event.start, event.end),
  };
}

function lowerItem(item: Item, index: number, spanAt: SpanMaker, { uses, unknowns }: Collected): void {
  if (item.kind === 'null') return;
  const span = spanAt(item.start, item.end);
  const unknown = (reason: string) => unknowns.push({ reason, span });
  if (item.kind === 'memory') {
    if (!item.symbol) unknown('what lies at an address differs in every build of the kernel');
    else uses.push(...lowerSymbol(item.symbol, item.atom, spanAt, item));
    return;
  }
  if (index >= argsInRegisters) unknown(`argument ${index + 1} is not handed over in a register on x86-64`);
  const base: ValueBase = { kind: 'arg', index };
  const { offsets, added } = followSteps(item.steps, sizeOf(item.atom));
  const name = item.name.text;
  const isMemory = item.count !== undefined || item.atom.name === 'string';
  if (item.steps.length > 0) uses.push(nameUse(item, base, spanAt));
  if (isMemory && (offsets.length > 0 || added !== 0)) {
    uses.push({ kind: 'raw_offset', base, offsets: [...offsets, added], size: elementSize(item), name, span });
  } else if (offsets.length > 0) {
    uses.push({ kind: 'raw_offset', base, offsets, size: elementSize(item), name, span });
    if (added !== 0) unknown(`the value is printed with ${added} added, and nothing is read there`);
  } else {
    uses.push({ kind: 'value', base, path: [], baseSpan: span, span, ...expectation(item, spanAt) });
  }
}

/** The name in front of the steps: it stands where a prototype has the argument's own. */
function nameUse(item: Extract<Item, { kind: 'value' }>, base: ValueBase, spanAt: SpanMaker): Use {
  const span = spanAt(item.name.start, item.name.end);
  return { kind: 'value', base, path: [], baseSpan: span, span, expected: { name: item.name.text, by: 'name', span } };
}

function lowerSymbol(
  symbol: Piece & { readonly text: string },
  atom: Atom,
  spanAt: SpanMaker,
  item: Piece,
): readonly Use[] {
  return [
    { kind: 'symbol', name: symbol.text, span: spanAt(symbol.start, symbol.end) },
    {
      kind: 'raw_offset',
      base: { kind: 'symbol', name: symbol.text },
      offsets: [0],
      size: sizeOf(atom),
      span: spanAt(item.start, item.end),
    },
  ];
}

/** The chain of offsets at which something is read, and what is added behind the last. */
function followSteps(
  steps: readonly Step[],
  size: number,
): { readonly offsets: readonly number[]; readonly added: number } {
  const offsets: number[] = [];
  let added = 0;
  for (const step of steps) {
    if (step.kind === 'add') added += step.bytes;
    else {
      offsets.push(added + step.elements * size);
      added = 0;
    }
  }
  return { offsets, added };
}

/** What the declaration says of the argument itself: its name, whether it points at text, how many bytes are read. */
function expectation(item: Extract<Item, { kind: 'value' }>, spanAt: SpanMaker): Pick<ValueUse, 'expected' | 'reads'> {
  const { atom, name, count } = item;
  const span = spanAt(name.start, name.end);
  const char: CType = { kind: 'int', name: 'char', size: 1, signed: true };
  if (atom.name === 'string' || (atom.name === 'char' && count !== undefined)) {
    return { expected: { type: { kind: 'ptr', to: char }, name: name.text, by: 'string', span } };
  }
  const reads =
    count === undefined && atom.name !== 'symbol' ? { kind: 'integer' as const, size: sizeOf(atom) } : undefined;
  return { expected: { name: name.text, by: 'name', span }, ...(reads && { reads }) };
}

function elementSize({ atom }: Extract<Item, { kind: 'value' }>): number {
  return atom.name === 'string' ? 0 : sizeOf(atom);
}

/** Bytes of one value, on a 64-bit kernel. */
function sizeOf(atom: Atom): number {
  switch (atom.name) {
    case 'char':
      return 1;
    case 'short':
      return 2;
    case 'int':
      return 4;
    case 'string':
      return stringSize;
    case 'long':
    case 'size_t':
    case 'symbol':
      return 8;
    default:
      return Number(atom.name.slice(1)) / 8;
  }
}
