import { UsageError, type Kernel } from '@tracefit/model';
import { didYouMean } from '../args/did-you-mean';
import { configShape, rawTracepointShape, syscallShape, tracepointShape, variableShape } from './event-shapes';
import { functionShape, helperShape, lsmShape } from './function-shape';
import { absent, type Presence, type ShapeFinder, type ShapeKind } from './shape';
import { aggregateShape, constantShape, enumShape, typedefShape } from './type-shapes';

/** How each kind is looked up, in the order they are shown. */
const finders: Readonly<Record<ShapeKind, ShapeFinder>> = {
  function: functionShape,
  syscall: syscallShape,
  lsm: lsmShape,
  helper: helperShape,
  tracepoint: tracepointShape,
  raw_tracepoint: rawTracepointShape,
  struct: aggregateShape('struct'),
  union: aggregateShape('union'),
  enum: enumShape,
  constant: constantShape,
  typedef: typedefShape,
  variable: variableShape,
  config: configShape,
};
const kinds = Object.keys(finders) as readonly ShapeKind[];

/** Words people put before a name, and the kind they mean by them. */
const prefixes: Readonly<Record<string, ShapeKind>> = {
  kprobe: 'function',
  kretprobe: 'function',
  fentry: 'function',
  fexit: 'function',
  kfunc: 'function',
  kretfunc: 'function',
  rawtracepoint: 'raw_tracepoint',
  tp_btf: 'raw_tracepoint',
};

/** Kinds that a name alone does not mean. */
const onlyByKind: ReadonlySet<ShapeKind> = new Set(['tracepoint', 'config', 'lsm', 'helper']);

/** Something of one name and kind, and what it is on each kernel. */
export interface Thing {
  readonly kind: ShapeKind;
  readonly name: string;
  readonly presences: readonly { readonly id: string; readonly presence: Presence }[];
}

/**
 * Everything a symbol can mean: `vfs_unlink`, `struct request`, `tracepoint:block:block_rq_issue`,
 * `block:block_rq_issue`, `syscall openat`, `CONFIG_BPF`. A name alone is looked for as every kind.
 *
 * @throws UsageError where no kernel has it, with the nearest names
 */
export function findThings(symbol: string, kernels: readonly Kernel[]): readonly Thing[] {
  const { wanted, name } = parseSymbol(symbol.trim());
  const things = wanted
    .map((kind): Thing => ({
      kind,
      name,
      presences: withoutUnread(
        kind,
        kernels,
        kernels.map((kernel) => finders[kind](kernel, name)),
      ),
    }))
    .filter(({ presences }) => presences.some(({ presence }) => presence.state === 'there'));
  if (things.length > 0) return things;
  const near = didYouMean(name, namesOf(wanted, kernels.at(-1)));
  throw new UsageError(
    `nothing of that name on ${kernels.length === 1 ? 'this kernel' : 'any kernel'}${near}: ${symbol}`,
  );
}

/** Kinds that are left out of some modules (`Kernel.untypedModules`). */
const typeKinds: ReadonlySet<ShapeKind> = new Set(['struct', 'union', 'enum', 'constant', 'typedef', 'variable']);

/** What only modules bring is not known where one of those modules was not read. */
function withoutUnread(
  kind: ShapeKind,
  kernels: readonly Kernel[],
  presences: readonly Presence[],
): Thing['presences'] {
  const modules = new Set(presences.flatMap((one) => (one.state === 'there' ? (one.shape.modules ?? []) : [])));
  const isRead = (kernel: Kernel, module: string): boolean =>
    (kernel.complete('modules') || kernel.modules().includes(module)) &&
    !(typeKinds.has(kind) && kernel.untypedModules().includes(module));
  return kernels.map((kernel, at) => {
    const presence = presences[at] ?? absent;
    const unread = presence.state === 'absent' ? [...modules].find((module) => !isRead(kernel, module)) : undefined;
    const reason = `the module ${unread ?? ''} was not read from this kernel`;
    return { id: kernel.identity.id, presence: unread === undefined ? presence : { state: 'unknown', reason } };
  });
}

function parseSymbol(symbol: string): { readonly wanted: readonly ShapeKind[]; readonly name: string } {
  const [, word = '', rest = ''] = /^(\w+)(?:\s+|:)(.+)$/.exec(symbol) ?? [];
  const kind = kinds.find((one) => one === word) ?? (Object.hasOwn(prefixes, word) ? prefixes[word] : undefined);
  if (kind) return { wanted: [kind], name: rest.trim() };
  // What is not a kind before a colon is the system of a trace event.
  if (symbol.includes(':')) return { wanted: ['tracepoint'], name: symbol };
  if (symbol.startsWith('CONFIG_')) return { wanted: ['config'], name: symbol };
  return { wanted: kinds.filter((one) => !onlyByKind.has(one)), name: symbol };
}

/** Names among which a mistyped one can be found without reading everything a kernel has. */
function namesOf(wanted: readonly ShapeKind[], kernel: Kernel | undefined): readonly string[] {
  if (!kernel) return [];
  if (wanted.includes('function')) return kernel.functionNames();
  if (wanted.includes('tracepoint')) return kernel.tracepointNames();
  return wanted.includes('raw_tracepoint') ? kernel.rawTracepointNames() : [];
}
