import type { FunctionSymbol, Kernel, SurfaceChange, SurfaceDiff } from '@tracefit/model';
import type { RawBtf } from './read-raw-btf';

export type Kind = 'functions' | 'structs';
export type Counts = Readonly<Record<'added' | 'removed' | 'changed', number>>;

/** One kind of thing, counted twice. */
export interface Comparison {
  readonly kind: Kind;
  readonly bpftool: Counts;
  readonly tracefit: Counts;
  /** Those of them that the BTF of one of the images has. */
  readonly described: Counts;
  /** Of the names that either counts: those of which both say the same. */
  readonly agree: number;
  /** Why the others are not told alike: names by the reason. */
  readonly reasons: ReadonlyMap<string, readonly string[]>;
  /** Those for which none of the reasons holds. */
  readonly unexplained: readonly string[];
}

export interface Pair {
  readonly before: Kernel;
  readonly after: Kernel;
  readonly diff: SurfaceDiff;
  readonly rawBefore: RawBtf;
  readonly rawAfter: RawBtf;
}

type Change = 'added' | 'removed' | 'changed';

/** Holds the functions and structs of a diff against those of bpftool's dumps, name by name. */
export function comparePair(pair: Pair): readonly Comparison[] {
  return (['functions', 'structs'] as const).map((kind) => {
    const theirs = rawChanges(pair.rawBefore[kind], pair.rawAfter[kind]);
    const entries = pair.diff.entries.filter(({ part }) => part === kind);
    const ours = new Map(entries.map(({ name, change, module }) => [name, { change, module }]));
    const reasons = new Map<string, string[]>();
    const unexplained: string[] = [];
    let agree = 0;
    for (const name of [...new Set([...theirs.keys(), ...ours.keys()])].sort()) {
      const told = ours.get(name);
      const counted = theirs.get(name);
      if (told && counted === column(told.change)) {
        agree++;
        continue;
      }
      const reason = (kind === 'functions' ? whyFunction : whyStruct)({ pair, name, told: told?.change, counted });
      if (reason === undefined)
        unexplained.push(`${name}: ${told?.change ?? 'nothing'}, bpftool ${counted ?? 'nothing'}`);
      else reasons.set(reason, [...(reasons.get(reason) ?? []), name]);
    }
    const told = [...ours].flatMap(([name, { change }]) => {
      const is = column(change);
      return is ? [{ is, isDescribed: pair.rawBefore[kind].has(name) || pair.rawAfter[kind].has(name) }] : [];
    });
    return {
      kind,
      bpftool: counts([...theirs.values()]),
      described: counts(told.filter(({ isDescribed }) => isDescribed).map(({ is }) => is)),
      tracefit: counts(told.map(({ is }) => is)),
      agree,
      reasons,
      unexplained,
    };
  });
}

function rawChanges(
  before: ReadonlyMap<string, readonly string[]>,
  after: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, Change> {
  const changes = new Map<string, Change>();
  for (const [name, old] of before) {
    const now = after.get(name);
    if (!now) changes.set(name, 'removed');
    else if (now.join('\n') !== old.join('\n')) changes.set(name, 'changed');
  }
  for (const name of after.keys()) if (!before.has(name)) changes.set(name, 'added');
  return changes;
}

function column(change: SurfaceChange): Change | undefined {
  if (change === 'added' || change === 'changed') return change;
  return change === 'traceable' || change === 'untraceable' ? undefined : 'removed';
}

function counts(changes: readonly Change[]): Counts {
  const of = (change: Change) => changes.filter((each) => each === change).length;
  return { added: of('added'), removed: of('removed'), changed: of('changed') };
}

interface Difference {
  readonly pair: Pair;
  readonly name: string;
  readonly told: SurfaceChange | undefined;
  readonly counted: Change | undefined;
}

/** Why a function is not told as BTF has it; BTF describes functions, a probe needs a symbol. */
function whyFunction({ pair, name, told, counted }: Difference): string | undefined {
  const { before, after, rawBefore, rawAfter } = pair;
  if (name.startsWith('bpf_lsm_')) return 'a stub of an LSM hook: told as the hook';
  const symbols = [before, after].map((kernel) => kernel.func(name)?.symbols ?? []);
  const [was = false, is = false] = symbols.map((own) => own.length > 0);
  const inImage = symbols.map((own) => own.some((symbol) => symbol.module === undefined));
  const described = [rawBefore, rawAfter].map((raw) => raw.functions.has(name));
  if (told === 'traceable' || told === 'untraceable') return 'told as one that can be probed now, or cannot any more';
  if (!was && !is) return 'described by BTF, without a symbol on either kernel: nothing to probe';
  if (counted !== undefined && told === undefined && was && is) {
    if (counted !== 'changed') return 'there on both kernels, of which one does not describe it in BTF';
    const [old = [], now = []] = [before, after].map((kernel) => kernel.func(name)?.protos ?? []);
    if (old.length > 1 || now.length > 1) return 'several functions of one name, of which the first ones are alike';
  }
  if (told === undefined && counted === 'changed' && symbols.some(isOfSeveral)) {
    return 'a name of the image and of a module, or of several: nothing tells whose prototype is which, and it is not compared';
  }
  if (told === 'changed' && was && is && inImage.includes(false)) {
    return 'in a module on one kernel or both: the image does not tell its prototype';
  }
  if ((told !== undefined) !== (was && is) && described.every((each) => !each)) {
    return inImage.includes(true)
      ? 'a function of the image that BTF does not describe: known by its symbol alone'
      : 'a function of modules: the BTF of the image knows nothing of it';
  }
  if (told !== undefined && was !== is && described[0] === described[1]) {
    return 'its symbol came or went, and BTF describes it on both kernels: inlined, or the other way round';
  }
  if (was !== is && counted !== undefined && told !== undefined) {
    return 'its symbol came where BTF does not describe it any more, or the other way round';
  }
  return undefined;
}

function isOfSeveral(symbols: readonly FunctionSymbol[]): boolean {
  return symbols.some(({ module }) => module !== symbols[0]?.module);
}

function whyStruct({ pair, name }: Difference): string | undefined {
  const [kind = '', own = ''] = name.split(' ');
  if (kind !== 'struct' && kind !== 'union') return undefined;
  const defs = [pair.before, pair.after].map((kernel) => kernel.structs(kind, own));
  const modules = [pair.before, pair.after].map((kernel) => kernel.typeModules(kind, own));
  const described = [pair.rawBefore, pair.rawAfter].map((raw) => raw.structs.has(name));
  if (described.every((each) => !each)) return 'a type of modules: the BTF of the image knows nothing of it';
  if (modules.some((each) => each.length > 0))
    return 'in a module on one of the kernels, and in the image on the other';
  if (defs.some((each) => each.length > 1)) return 'several types of one name, of which the first ones are compared';
  const other = kind === 'struct' ? 'union' : 'struct';
  const others = [pair.rawBefore, pair.rawAfter].map((raw) => raw.structs.has(`${other} ${own}`));
  if (others.includes(true)) return 'a struct on one kernel and a union on the other, told as one that changed';
  return undefined;
}
