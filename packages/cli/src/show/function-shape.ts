import { ambiguity, attachability } from '@tracefit/checker';
import {
  bpfConstant,
  knowsBpfEnum,
  lsmHook,
  printProto,
  type AttachKind,
  type Kernel,
  type KernelFunction,
} from '@tracefit/model';
import { callCount } from './call-count';
import { notFound, there, type Presence } from './shape';

/** The ways of probing a function, by the words people use; each is taken or refused by the kernel for its own reasons. */
const ways: readonly { readonly words: string; readonly kind: AttachKind }[] = [
  { words: 'kprobe', kind: 'kprobe' },
  { words: 'fentry', kind: 'fentry' },
];

/** Most clones that are named one by one. */
const mostClones = 6;

/** A function: its prototypes, its clones, and whether it can be probed. */
export function functionShape(kernel: Kernel, name: string): Presence {
  const func = kernel.func(name);
  const clones = kernel.clones(name);
  if (!func && clones.length === 0) {
    return notFound(kernel.complete('functions') || kernel.complete('prototypes'), 'functions');
  }
  const symbols = func?.symbols ?? [];
  const modules = symbols.flatMap(({ module }) => module ?? []);
  const called = callCount(kernel, name);
  const protos = [...new Set((func?.protos ?? []).map((proto) => printProto(name, proto)))];
  return there({
    lines: protos.length > 0 ? protos : [withoutPrototype(kernel, name, func)],
    ...(protos.length === 1 && func?.protos?.[0] && { proto: func.protos[0] }),
    ...(modules.length > 0 && modules.length === symbols.length && { modules }),
    ...(called && { called }),
    notes: [...(func ? probing(kernel, func, clones) : []), ...cloneNotes(clones)],
    facts: { ...(func ?? { name }), clones: clones.map((clone) => clone.name) },
  });
}

function withoutPrototype(kernel: Kernel, name: string, func: KernelFunction | undefined): string {
  if (!func) return `${name}: only as clones of the compiler`;
  return `${name}: ${kernel.complete('prototypes') ? 'no prototype in BTF' : 'prototypes were not read'}`;
}

/** The hook of the BPF LSM, by the function that programs are attached to. */
export function lsmShape(kernel: Kernel, hook: string): Presence {
  const func = lsmHook(kernel, hook);
  if (!func) return notFound(kernel.complete('functions'), 'functions');
  const protos = (func.protos ?? []).map((proto) => printProto(func.name, proto));
  return there({
    lines: protos.length > 0 ? protos : [withoutPrototype(kernel, func.name, func)],
    ...(func.protos?.length === 1 && func.protos[0] && { proto: func.protos[0] }),
    notes: [],
    facts: func,
  });
}

/** A BPF helper, by its constant. */
export function helperShape(kernel: Kernel, name: string): Presence {
  const constant = bpfConstant(kernel, 'helper', name);
  if (!constant) return notFound(knowsBpfEnum(kernel, 'helper'), 'BPF helpers');
  return there({ lines: [`${name}: helper ${constant.value}`], notes: [], facts: constant });
}

function probing(kernel: Kernel, func: KernelFunction, clones: readonly KernelFunction[]): readonly string[] {
  const modules = [...new Set((func.symbols ?? []).flatMap((symbol) => symbol.module ?? []))];
  return [
    ...(kernel.kfunc(func.name) ? ['a kfunc: BPF programs may call it'] : []),
    ...modules.map((module) => `in module ${module}`),
    ...withoutSymbol(kernel, func, clones),
    ...whyNot(kernel, func),
    ...copies(kernel, func),
  ];
}

/** BTF describes functions that have no symbol left; those of which the compiler kept no more than a part are in their callers. */
function withoutSymbol(kernel: Kernel, func: KernelFunction, clones: readonly KernelFunction[]): readonly string[] {
  const gone = func.symbols?.length === 0 || (func.symbols === undefined && kernel.complete('functions'));
  if (!gone) return [];
  const isWhole = clones.some(({ name }) => !/\.(?:cold|part)(?:\.|$)/.test(name));
  return [
    isWhole
      ? 'no symbol of this name, only clones of the compiler: it cannot be probed by this name'
      : 'no symbol: the compiler has put it into its callers, it cannot be probed',
  ];
}

/** Why each way of probing is refused; ways that are refused, or not known, for one reason share a line. */
function whyNot(kernel: Kernel, func: KernelFunction): readonly string[] {
  if (func.symbols?.length === 0) return [];
  const reasons = new Map<string, string[]>();
  const unknown = new Map<string, string[]>();
  for (const { words, kind } of ways) {
    const fact = attachability(kernel, kind, 'bpftrace', func);
    if (fact.kind === 'unknown') push(unknown, fact.reason, words);
    if (fact.kind === 'known' && fact.value.kind === 'refused') push(reasons, fact.value.why, words);
  }
  return [
    ...[...reasons].map(([why, by]) => `cannot be probed${some(by, ' by ')}: ${why}`),
    ...[...unknown].map(([why, by]) => `not known${some(by, ' of ')}: ${why}`),
  ];
}

function push(lists: Map<string, string[]>, key: string, item: string): void {
  lists.set(key, [...(lists.get(key) ?? []), item]);
}

/** Names the ways where it is not all of them. */
function some(words: readonly string[], before: string): string {
  return words.length === ways.length ? '' : `${before}${words.join(', ')}`;
}

function copies(kernel: Kernel, func: KernelFunction): readonly string[] {
  const fact = ambiguity(kernel, { kind: 'kprobe' }, 'bpftrace', func);
  if (fact.kind !== 'known' || fact.value.copies < 2) return [];
  const consequence =
    fact.value.kernel === 'refuses' ? 'a kprobe by name is refused' : 'a kprobe by name takes the first';
  return [`${fact.value.copies} functions of this name, ${consequence}`];
}

function cloneNotes(clones: readonly KernelFunction[]): readonly string[] {
  if (clones.length === 0) return [];
  const names = clones.slice(0, mostClones).map((clone) => clone.name);
  const more = clones.length - names.length;
  return [`clones: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`];
}
