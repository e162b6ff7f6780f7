import type { Kernel, ModuleType, Topic } from '@tracefit/model';

/** Something a kernel was asked, and what it answered. */
export interface Question {
  readonly ask: (kernel: Kernel) => unknown;
  readonly answer: unknown;
}

/** A kernel that writes down what it is asked, so that others can be asked the same. */
export class AskedKernel implements Kernel {
  readonly questions: Question[] = [];
  readonly #asked = new Map<string, unknown>();
  readonly identity: Kernel['identity'];

  constructor(readonly kernel: Kernel) {
    // Kernels differ in some part of their identity: each part is a question of its own.
    this.identity = new Proxy(kernel.identity, {
      get: (_, part) => this.#once(`identity ${String(part)}`, ({ identity }): unknown => Reflect.get(identity, part)),
    });
  }

  get notes(): Kernel['notes'] {
    return this.#once('notes', ({ notes }) => notes);
  }

  /** Asks something of one's own making, which is one question however much it asks the kernel itself. */
  ask<T>(ask: (kernel: Kernel) => T): T {
    const answer = ask(this.kernel);
    this.questions.push({ ask, answer });
    return answer;
  }

  complete(topic: Topic): boolean {
    return this.#once(`complete ${topic}`, (kernel) => kernel.complete(topic));
  }

  func(name: string): ReturnType<Kernel['func']> {
    return this.#once(`func ${name}`, (kernel) => kernel.func(name));
  }

  clones(name: string): ReturnType<Kernel['clones']> {
    return this.#once(`clones ${name}`, (kernel) => kernel.clones(name));
  }

  functionNames(prefix = ''): readonly string[] {
    return this.#once(`functionNames ${prefix}`, (kernel) => kernel.functionNames(prefix));
  }

  callers(name: string): ReturnType<Kernel['callers']> {
    return this.#once(`callers ${name}`, (kernel) => kernel.callers(name));
  }

  callees(name: string): ReturnType<Kernel['callees']> {
    return this.#once(`callees ${name}`, (kernel) => kernel.callees(name));
  }

  structs(kind: 'struct' | 'union', name: string): ReturnType<Kernel['structs']> {
    return this.#once(`${kind} ${name}`, (kernel) => kernel.structs(kind, name));
  }

  enums(name: string): ReturnType<Kernel['enums']> {
    return this.#once(`enums ${name}`, (kernel) => kernel.enums(name));
  }

  typedefs(name: string): ReturnType<Kernel['typedefs']> {
    return this.#once(`typedefs ${name}`, (kernel) => kernel.typedefs(name));
  }

  enumValues(name: string): ReturnType<Kernel['enumValues']> {
    return this.#once(`enumValues ${name}`, (kernel) => kernel.enumValues(name));
  }

  tracepoint(system: string, name: string): ReturnType<Kernel['tracepoint']> {
    return this.#once(`tracepoint ${system}:${name}`, (kernel) => kernel.tracepoint(system, name));
  }

  tracepointNames(prefix = ''): readonly string[] {
    return this.#once(`tracepointNames ${prefix}`, (kernel) => kernel.tracepointNames(prefix));
  }

  rawTracepoint(name: string): ReturnType<Kernel['rawTracepoint']> {
    return this.#once(`rawTracepoint ${name}`, (kernel) => kernel.rawTracepoint(name));
  }

  rawTracepointNames(prefix = ''): readonly string[] {
    return this.#once(`rawTracepointNames ${prefix}`, (kernel) => kernel.rawTracepointNames(prefix));
  }

  kfunc(name: string): ReturnType<Kernel['kfunc']> {
    return this.#once(`kfunc ${name}`, (kernel) => kernel.kfunc(name));
  }

  syscall(name: string): ReturnType<Kernel['syscall']> {
    return this.#once(`syscall ${name}`, (kernel) => kernel.syscall(name));
  }

  data(name: string): ReturnType<Kernel['data']> {
    return this.#once(`data ${name}`, (kernel) => kernel.data(name));
  }

  config(name: string): string | undefined {
    return this.#once(`config ${name}`, (kernel) => kernel.config(name));
  }

  modules(): readonly string[] {
    return this.#once('modules', (kernel) => kernel.modules());
  }

  untypedModules(): readonly string[] {
    return this.#once('untypedModules', (kernel) => kernel.untypedModules());
  }

  typeModules(kind: ModuleType['kind'], name: string): readonly string[] {
    return this.#once(`typeModules ${kind} ${name}`, (kernel) => kernel.typeModules(kind, name));
  }

  /** The same question gets the same answer, and is written down once. */
  #once<T>(key: string, ask: (kernel: Kernel) => T): T {
    if (this.#asked.has(key)) return this.#asked.get(key) as T;
    const answer = this.ask(ask);
    this.#asked.set(key, answer);
    return answer;
  }
}

/**
 * Asks a kernel something that takes several questions, so that those who write questions down note one: what they are told then
 * does not depend on how the answer came about. `of` must depend on nothing but the kernel.
 */
export function ask<T>(kernel: Kernel, of: (kernel: Kernel) => T): T {
  return kernel instanceof AskedKernel ? kernel.ask(of) : of(kernel);
}

/** Whether two are one kernel, be it asked directly or through one that writes down. */
export function isSameKernel(kernel: Kernel, other: Kernel): boolean {
  return ask(kernel, (plain) => plain === other);
}
