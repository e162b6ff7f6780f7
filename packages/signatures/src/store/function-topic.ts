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

/** Reads a function whose prototypes and symbols are made when they are asked for. */
export function readFunctionParts(from: ValueReader, name: string): StoredFunction {
  const part = () => (choice(from, 2) === 1 ? from.cursor.varint() : undefined);
  return new StoredFunction(from, name, part(), part());
}

/** A function of a block of a store. A class, since comparing two kernels makes hundreds of thousands. */
export class StoredFunction implements KernelFunction {
  /**
   * @param protosId the number of its prototypes in the block; functions of one block with the same number have the same
   * @param symbolsId the same of its symbols
   */
  constructor(
    readonly from: ValueReader,
    readonly name: string,
    readonly protosId: number | undefined,
    readonly symbolsId: number | undefined,
  ) {}

  get protos(): readonly FuncProto[] | undefined {
    return this.protosId === undefined ? undefined : this.from.entry(protos, this.protosId);
  }

  get symbols(): readonly FunctionSymbol[] | undefined {
    return this.symbolsId === undefined ? undefined : this.from.entry(symbols, this.symbolsId);
  }
}
