import type { Kernel } from '@tracefit/model';
import { seededRandom } from '@tracefit/testing';
import type { Random } from '@tracefit/testing';
import type { Question, Way } from './questions';

/** What questions are drawn from: a kernel's names by kind. */
export interface NamePool {
  /** Functions that BTF describes. */
  readonly described: readonly string[];
  /** Functions that only the symbol table has, clones among them. */
  readonly symbolsOnly: readonly string[];
  /** Compiler's parts of functions: `NAME.cold`, `NAME.isra.0`. */
  readonly parts: readonly string[];
  readonly variables: readonly string[];
  /** Functions of other kernels, most of which this one does not have. */
  readonly foreign: readonly string[];
  readonly rawTracepoints: readonly string[];
  /** The BTF id of a described function. */
  readonly idOf: (name: string) => number | undefined;
  readonly paramsOf: (name: string) => readonly string[];
  /** Whether the kernel has fprobe events and kprobe.multi links. */
  readonly offers: { readonly fprobe: boolean; readonly multi: boolean };
}

type Source = 'described' | 'symbolsOnly' | 'parts' | 'variables' | 'foreign';

/** How many of a thousand questions ask for a probe of a way on a name of a source. */
const MIX: readonly (readonly [way: Way, source: Source, perThousand: number])[] = [
  ['p', 'described', 300],
  ['p', 'symbolsOnly', 80],
  ['p', 'parts', 50],
  ['p', 'foreign', 40],
  ['p', 'variables', 20],
  ['r', 'described', 160],
  ['r', 'symbolsOnly', 40],
  ['r', 'parts', 20],
  ['f', 'described', 150],
  ['f', 'symbolsOnly', 40],
  ['f', 'foreign', 10],
  ['k', 'described', 20],
  ['q', 'described', 20],
  ['m', 'described', 20],
  ['m', 'symbolsOnly', 10],
  ['n', 'described', 10],
  ['x', 'described', 10],
];

/** So many of a thousand kprobes, return probes and fprobes ask for a value too. */
const VALUES = 300;
const RAW_TRACEPOINTS = 40;

/** A seeded sample of probes. Where a kernel has no fprobe events, its share goes to kprobes. */
export function makeQuestions(pool: NamePool, count: number, seed: number): Question[] {
  const random = seededRandom(seed);
  const questions: Question[] = [];
  for (const [way, source, share] of MIX) {
    const asked = offered(pool, way);
    for (let i = Math.round((count * share) / 1000); i > 0; i--) {
      const name = pick(random, pool[source]);
      const question = name === undefined ? undefined : ask(pool, random, asked, name);
      if (question) questions.push(question);
    }
  }
  for (let i = RAW_TRACEPOINTS; i > 0; i--) {
    const name = pick(random, pool.rawTracepoints);
    if (name !== undefined) questions.push({ way: 'w', name, body: name });
  }
  return questions;
}

function offered(pool: NamePool, way: Way): Way {
  if (way === 'f') return pool.offers.fprobe ? 'f' : 'p';
  return way === 'm' && !pool.offers.multi ? 'k' : way;
}

function ask(pool: NamePool, random: Random, way: Way, name: string): Question | undefined {
  switch (way) {
    case 'n':
    case 'x': {
      const id = pool.idOf(name);
      return id === undefined ? undefined : { way, name, body: String(id) };
    }
    case 'f':
      return random(4) === 0
        ? { way, name, body: `${name}%return${returned(pool, random, name)}` }
        : { way, name, body: name + argument(pool, random, name) };
    case 'p':
      return { way, name, body: name + argument(pool, random, name) };
    case 'r':
      return { way, name, body: name + returned(pool, random, name) };
    default:
      return { way, name, body: name };
  }
}

/** An argument by place or by name, as itself or as what it points to, all of them, or one that is not there. */
function argument(pool: NamePool, random: Random, name: string): string {
  if (random(1000) >= VALUES) return '';
  const params = pool.paramsOf(name).filter((param) => param !== '');
  const place = random(params.length + 2);
  switch (random(8)) {
    case 0:
      return ' $arg*';
    case 1:
      return ' no_such_argument';
    case 2:
    case 3:
      return ` ${params[place] ?? '$arg1'}`;
    case 4:
      return ` value=$arg${place + 1}`;
    case 5:
      return ` +0($arg${place + 1}):u64`;
    case 6:
      return ` $arg${place + 1}:u64`;
    default:
      return ` $arg${place + 1}`;
  }
}

/** What the function returns, or what it was given. */
function returned(pool: NamePool, random: Random, name: string): string {
  if (random(1000) >= VALUES) return '';
  switch (random(6)) {
    case 0:
      return ` $arg${random(pool.paramsOf(name).length + 2) + 1}`;
    case 1:
      return ' value=$retval:u64';
    default:
      return ' $retval';
  }
}

function pick(random: Random, names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : names[random(names.length)];
}

/** What a pool has beside the functions of a kernel. */
type Beside = Pick<NamePool, 'variables' | 'foreign' | 'idOf' | 'offers'>;

/** Names of a kernel, by kind. `foreign` are those of other kernels that it lacks. */
export function poolOf(kernel: Kernel, beside: Beside): NamePool {
  const names = kernel.functionNames().filter((name) => !/\s/.test(name));
  const described = names.filter((name) => (kernel.func(name)?.protos?.length ?? 0) > 0);
  const known = new Set(described);
  return {
    ...beside,
    described,
    symbolsOnly: names.filter((name) => !known.has(name)),
    parts: names.filter((name) => name.includes('.')),
    rawTracepoints: kernel.rawTracepointNames(),
    paramsOf: (name) => kernel.func(name)?.protos?.[0]?.params.map((param) => param.name) ?? [],
  };
}

/** Told by the functions that the options bring. */
export function offersOf(kernel: Kernel): NamePool['offers'] {
  return {
    fprobe: kernel.func('trace_fprobe_create') !== undefined,
    multi: kernel.func('bpf_kprobe_multi_link_attach') !== undefined,
  };
}
