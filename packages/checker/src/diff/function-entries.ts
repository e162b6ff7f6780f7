import { printProto, type Kernel, type KernelFunction, type NameDifference, type SurfaceEntry } from '@tracefit/model';
import { attachability } from '../attachability/attachability';
import { parameterChanges } from './parameter-changes';

type FunctionDifference = NameDifference<KernelFunction>;

/** BTF has a function of this name for every hook of the Linux security modules; kernel/bpf/bpf_lsm.c. */
const lsmPrefix = 'bpf_lsm_';

/** Functions that came, went, cannot be probed any more, or have another prototype. */
export function functionEntries(
  before: Kernel,
  after: Kernel,
  differences: readonly FunctionDifference[],
): readonly SurfaceEntry[] {
  return differences.flatMap((difference): readonly SurfaceEntry[] => {
    const { name } = difference;
    // The compiler's copies and the hooks' stubs are told with what they belong to.
    if (name.includes('.') || name.startsWith(lsmPrefix) || /^__(pfx|cfi)_/.test(name)) return [];
    const entry = functionEntry(before, after, difference);
    return entry ? [{ part: 'functions', name, ...entry }] : [];
  });
}

function functionEntry(
  before: Kernel,
  after: Kernel,
  { name, before: [old], after: [now] }: FunctionDifference,
): Omit<SurfaceEntry, 'part' | 'name'> | undefined {
  const was = hasSymbol(old);
  const is = hasSymbol(now);
  if (!was && !is) return undefined;
  if (!was) return { change: 'added', breaking: false, details: [describe(name, now)] };
  if (!is) return leftBy(after, name, old, now);
  const refusal = refusedOn(after, now);
  const refused = refusedOn(before, old);
  if (refused === undefined && refusal !== undefined) {
    return { change: 'untraceable', breaking: true, details: [refusal] };
  }
  if (refused !== undefined && refusal === undefined)
    return { change: 'traceable', breaking: false, details: [refused] };
  const [first] = old?.protos ?? [];
  const [second] = now?.protos ?? [];
  if (!first || !second) return undefined;
  const { details, breaking } = parameterChanges(first, second);
  return details.length === 0 ? undefined : { change: 'changed', breaking, details };
}

function leftBy(
  after: Kernel,
  name: string,
  old: KernelFunction | undefined,
  now: KernelFunction | undefined,
): Omit<SurfaceEntry, 'part' | 'name'> {
  const clones = after.clones(name).filter((clone) => !/\.(cold|part\.\d+)$/.test(clone.name));
  if (clones.length > 0) {
    return { change: 'cloned', breaking: true, details: [`only ${clones.map((clone) => clone.name).join(', ')}`] };
  }
  if ((now?.protos?.length ?? 0) > 0) return { change: 'inlined', breaking: true, details: [describe(name, now)] };
  return { change: 'removed', breaking: true, details: [describe(name, old)] };
}

/** The hooks of the Linux security modules, by the stubs that BTF describes. */
export function lsmHookEntries(differences: readonly FunctionDifference[]): readonly SurfaceEntry[] {
  return differences.flatMap(({ name, before: [old], after: [now] }): readonly SurfaceEntry[] => {
    if (!name.startsWith(lsmPrefix)) return [];
    const [first] = old?.protos ?? [];
    const [second] = now?.protos ?? [];
    const hook = { part: 'lsm_hooks', name: name.slice(lsmPrefix.length) } as const;
    if (!first)
      return second ? [{ ...hook, change: 'added', breaking: false, details: [describe(hook.name, now)] }] : [];
    if (!second) return [{ ...hook, change: 'removed', breaking: true, details: [describe(hook.name, old)] }];
    const { details } = parameterChanges(first, second);
    // The result of a hook is read behind its last argument: one more or less moves it.
    const breaking = parameterChanges(first, second).breaking || first.params.length !== second.params.length;
    return details.length === 0 ? [] : [{ ...hook, change: 'changed', breaking, details }];
  });
}

function hasSymbol(func: KernelFunction | undefined): boolean {
  return (func?.symbols?.length ?? 0) > 0;
}

/** Why a kprobe by tracefs is refused; undefined where it is taken, or that is not known. */
function refusedOn(kernel: Kernel, func: KernelFunction | undefined): string | undefined {
  if (!func) return undefined;
  const fact = attachability(kernel, 'kprobe', 'tracefs', func);
  return fact.kind === 'known' && fact.value.kind === 'refused' ? fact.value.why : undefined;
}

function describe(name: string, func: KernelFunction | undefined): string {
  const [proto] = func?.protos ?? [];
  const module = func?.symbols?.find((symbol) => symbol.module !== undefined)?.module;
  return `${proto ? printProto(name, proto) : `${name}: no prototype in BTF`}${module === undefined ? '' : `, in module ${module}`}`;
}
