import {
  firstNotBefore,
  type DataSymbol,
  type EnumDef,
  type EnumValue,
  type FunctionCallers,
  type Kernel,
  type KernelFunction,
  type KernelIdentity,
  type KernelSyscall,
  type KernelTracepoint,
  type Kfunc,
  type ModuleType,
  type NameTable,
  type RawTracepoint,
  type StructDef,
  type Topic as CompleteTopic,
  type TypedefDef,
} from '@tracefit/model';
import type { KernelEntry } from './directory';
import type { SetPages } from './set-pages';
import type { Topic } from './topic';
import type { TopicTable } from './topic-table';
import * as topics from './topics';

/** What the kernels of a store are answered from. */
export interface StoreTables {
  readonly sets: SetPages;
  /** Whether the store has a topic; it lacks those that came after it was written. */
  has(topic: Topic<unknown>): boolean;
  table<T>(topic: Topic<T>): TopicTable<T>;
}

/**
 * One kernel of a store; reads only what it is asked for, and answers with the same objects as its neighbours. A class,
 * since a store makes dozens of them at once, and methods are made only once.
 */
export class StoreKernel implements Kernel {
  readonly #names = new Map<Topic<unknown>, readonly string[]>();
  #holding: Uint8Array | undefined;
  #functionTable: NameTable | undefined;

  constructor(
    readonly tables: StoreTables,
    readonly number: number,
    readonly entry: KernelEntry,
  ) {}

  get identity(): KernelIdentity {
    return this.entry.identity;
  }

  get notes(): readonly string[] {
    return this.entry.notes;
  }

  complete(topic: CompleteTopic): boolean {
    return this.entry.complete.includes(topic);
  }

  func(name: string): KernelFunction | undefined {
    return this.#last(topics.functions, name);
  }

  clones(name: string): readonly KernelFunction[] {
    return this.#namesFrom(topics.functions, `${name}.`).flatMap((clone) => this.func(clone) ?? []);
  }

  functionNames(prefix?: string): readonly string[] {
    return this.#allNames(topics.functions, prefix);
  }

  functionTable(): NameTable {
    return (this.#functionTable ??= this.#tableOf(topics.functions));
  }

  callers(name: string): FunctionCallers | undefined {
    if (!this.complete('callers')) return undefined;
    return this.#last(topics.callers, name) ?? { name, callers: [], addressTaken: false };
  }

  callees(name: string): readonly string[] | undefined {
    if (!this.complete('callers') || !this.tables.has(topics.callees)) return undefined;
    return this.#last(topics.callees, name)?.callees ?? [];
  }

  structs(kind: 'struct' | 'union', name: string): readonly StructDef[] {
    return this.#all(topics.structs, name).filter((struct) => struct.kind === kind);
  }

  enums(name: string): readonly EnumDef[] {
    return this.#all(topics.enums, name);
  }

  typedefs(name: string): readonly TypedefDef[] {
    return this.#all(topics.typedefs, name);
  }

  enumValues(name: string): readonly EnumValue[] {
    return this.#all(topics.enumerators, name);
  }

  tracepoint(system: string, name: string): KernelTracepoint | undefined {
    return this.#last(topics.tracepoints, `${system}:${name}`);
  }

  tracepointNames(prefix?: string): readonly string[] {
    return this.#allNames(topics.tracepoints, prefix);
  }

  rawTracepoint(name: string): RawTracepoint | undefined {
    return this.#last(topics.rawTracepoints, name);
  }

  rawTracepointNames(prefix?: string): readonly string[] {
    return this.#allNames(topics.rawTracepoints, prefix);
  }

  kfunc(name: string): Kfunc | undefined {
    return this.#last(topics.kfuncs, name);
  }

  syscall(name: string): KernelSyscall | undefined {
    return this.#last(topics.syscalls, name);
  }

  data(name: string): DataSymbol | undefined {
    return this.#last(topics.data, name);
  }

  config(name: string): string | undefined {
    return this.#last(topics.config, name)?.[1];
  }

  modules(): readonly string[] {
    return this.#allNames(topics.modules);
  }

  untypedModules(): readonly string[] {
    return this.#allNames(topics.untypedModules);
  }

  typeModules(kind: ModuleType['kind'], name: string): readonly string[] {
    return this.tables.table(topics.moduleTypes).itemOn(`${kind} ${name}`, this.#heldSets())?.modules ?? [];
  }

  #all<T>(topic: Topic<T>, name: string): readonly T[] {
    for (const variant of this.tables.table(topic).find(name)) {
      if (this.tables.sets.has(variant.set, this.number)) return variant.items;
    }
    return [];
  }

  #last<T>(topic: Topic<T>, name: string): T | undefined {
    return this.#all(topic, name).at(-1);
  }

  #allNames(topic: Topic<unknown>, prefix = ''): readonly string[] {
    if (prefix !== '') return this.#namesFrom(topic, prefix);
    let names = this.#names.get(topic);
    if (!names) this.#names.set(topic, (names = this.#namesFrom(topic, '')));
    return names;
  }

  #tableOf(topic: Topic<unknown>): NameTable {
    const holding = this.#heldSets();
    const { names, sets } = this.tables.table(topic).all();
    return { names, has: (place) => holding[sets[place] ?? 0] === 1 };
  }

  /** For every set of kernels 1 where it holds this one. */
  #heldSets(): Uint8Array {
    return (this.#holding ??= this.tables.sets.holding(this.number));
  }

  #namesFrom(topic: Topic<unknown>, prefix: string): string[] {
    const found: string[] = [];
    const holding = this.#heldSets();
    for (const { names, sets } of this.tables.table(topic).blocks(prefix)) {
      for (let at = firstNotBefore(names, prefix); at < names.length; at++) {
        const name = names[at] ?? '';
        if (!name.startsWith(prefix)) break;
        if (holding[sets[at] ?? 0] === 1) found.push(name);
      }
    }
    return found;
  }
}
