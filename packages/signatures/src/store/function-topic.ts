import type { FuncProto, FunctionSymbol, KernelFunction, TextRange } from '@tracefit/model';
import { choice, fields, flag, list, mark, optional, shared, text, word } from './codec';
import { namedTopic } from './topic';
import { proto, type } from './type-codec';
import type { ValueReader } from './value-reader';

/** The stretches of text by their number in the store; the order is part of the format. */
const ranges: readonly TextRange[] = [
  'text',
  'init',
  'exit',
  'kprobes',
  'noinstr',
  'entry',
  'irqentry',
  'softirqentry',
  'cpuidle',
  'sched',
  'lock',
  'other',
];

const protos = shared<readonly FuncProto[]>(list(proto));

const symbols = shared<readonly FunctionSymbol[]>(
  list(
    fields<FunctionSymbol>({
      letter: text,
      module: optional(text),
      range: optional(word(ranges)),
      ftrace: optional(flag),
      blacklisted: optional(flag),
      reserved: mark,
      alias: optional(text),
    }),
  ),
);

export const functions = namedTopic<KernelFunction>({
  name: 'functions',
  items: (snapshot) => snapshot.functions,
  tables: [type, protos, symbols],
  codec: fields<Omit<KernelFunction, 'name'>>({ protos: optional(protos), symbols: optional(symbols) }),
});

/** The number of a function's prototypes in its block, then that of its symbols; -1 for what was not read. */
export function readPartId(from: ValueReader): number {
  return choice(from, 2) === 1 ? from.cursor.varint() : -1;
}

/**
 * A function of a block of a store, whose prototypes and symbols are made when they are asked for. Functions of one block with the same
 * numbers have the same.
 */
export class StoredFunction implements KernelFunction {
  constructor(
    readonly from: ValueReader,
    readonly name: string,
    readonly protosId: number,
    readonly symbolsId: number,
  ) {}

  get protos(): readonly FuncProto[] | undefined {
    return this.protosId < 0 ? undefined : this.from.entry(protos, this.protosId);
  }

  get symbols(): readonly FunctionSymbol[] | undefined {
    return this.symbolsId < 0 ? undefined : this.from.entry(symbols, this.symbolsId);
  }
}
