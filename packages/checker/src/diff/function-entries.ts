import {
  printProto,
  type FunctionDifference,
  type FunctionSymbol,
  type Kernel,
  type KernelFunction,
  type SurfaceChange,
  type SurfaceDetail,
  type SurfaceEntry,
} from '@tracefit/model';
import { attachability } from '../attachability/attachability';
import { knownRename } from '../candidates/function-candidates';
import type { Absence } from './absence';
import type { Compared } from './compared';
import { parameterChanges } from './parameter-changes';
import { changedEntry, said, surfaceEntry } from './surface-entry';

/** Whether the compiler or the build made it of a function: it is told with that. */
function isMade(name: string): boolean {
  return name.includes('.') || name.startsWith('bpf_lsm_') || name.startsWith('__pfx_') || name.startsWith('__cfi_');
}

/** Functions that came, went, cannot be probed any more, or have another prototype. */
export function functionEntries(compared: Compared, absence: Absence): readonly SurfaceEntry[] {
  const { before, after, differences } = compared;
  const entries: SurfaceEntry[] = [];
  const came = (name: string) => [said(declaration(after, name))];
  const left = leavingEntries(before, after);
  const stayed = stayingEntries(compared, absence);
  const modulesOf = moduleFinder();
  for (const difference of differences.functions) {
    // Of most functions of modules one kernel has no prototype to compare. Asked first, since there are a hundred thousand.
    if (difference.change === 'changed' && difference.sameSymbols && !difference.bothProtos) continue;
    const { name } = difference;
    if (isMade(name)) continue;
    const { before: old, after: now } = difference;
    const was = modulesOf(old);
    const is = modulesOf(now);
    if (was && is) {
      const entry = stayed(difference, is);
      if (entry) entries.push(entry);
    } else if (is) {
      const head = { part: 'functions', name, change: 'added', breaking: false, modules: is } as const;
      if (absence.isKnown(before, is)) entries.push(surfaceEntry(head, came));
    } else if (was && absence.isKnown(after, was)) {
      entries.push(left(difference, was));
    }
  }
  return entries;
}

/** Makes the entries of functions that have a symbol on both kernels; undefined where nothing is to be said. */
function stayingEntries(
  { before, after, alike }: Compared,
  absence: Absence,
): (difference: FunctionDifference, modules: readonly string[]) => SurfaceEntry | undefined {
  const [refusedBefore, refusedAfter] = [refusedOn(before), refusedOn(after)];
  return ({ name, before: old, after: now, sameProtos, sameSymbols }, modules) => {
    if (!old || !now) return undefined;
    const head = { part: 'functions', name, modules } as const;
    if (!sameSymbols) {
      const refused = refusedBefore(old);
      const refusal = refusedAfter(now);
      if (refused === false && typeof refusal === 'string') {
        return surfaceEntry({ ...head, change: 'untraceable', breaking: true }, () => [said(refusal, true)]);
      }
      if (typeof refused === 'string' && refusal === false) {
        return surfaceEntry({ ...head, change: 'traceable', breaking: false }, () => [said(refused)]);
      }
      if ((refused === undefined) !== (refusal === undefined) && typeof (refused ?? refusal) === 'string') {
        absence.leaveOut('whether those can be probed that one kernel refuses, which is not known of the other');
      }
    }
    if (sameProtos) return undefined;
    const [first] = old.protos ?? [];
    // What is read of a prototype that cannot be compared is read in vain, and there are many.
    const [second] = first ? (now.protos ?? []) : [];
    if (!first || !second) return undefined;
    if (isOfSeveral(old) || isOfSeveral(now)) {
      absence.leaveOut('prototypes of names that several parts of a kernel have');
      return undefined;
    }
    const details = parameterChanges(first, second, alike);
    return details.length === 0 ? undefined : changedEntry(head, details);
  };
}

type LeavingEntry = (difference: FunctionDifference, modules: readonly string[]) => SurfaceEntry;

/** Makes the entries of functions that have no symbol any more; those that BTF still describes are inlined. */
function leavingEntries(before: Kernel, after: Kernel): LeavingEntry {
  const inlined = (name: string) => [said(declaration(after, name), true)];
  const removed = (name: string) => [said(declaration(before, name), true)];
  const cloned = (name: string) => [said(`only ${clonesOf(after, name).join(', ')}`, true)];
  const renamed = (name: string) => {
    const now = knownRename(after, name);
    return now ? [said(`now ${now.name}, since ${now.source}`, true)] : [];
  };
  return ({ name, after: now, mayHaveClones }, modules) => {
    const entry = (change: SurfaceChange, details: (name: string) => readonly SurfaceDetail[]) =>
      surfaceEntry({ part: 'functions', name, change, breaking: true, modules }, details);
    if (mayHaveClones && clonesOf(after, name).length > 0) return entry('cloned', cloned);
    if (knownRename(after, name)) return entry('renamed', renamed);
    return (now?.protos?.length ?? 0) > 0 ? entry('inlined', inlined) : entry('removed', removed);
  };
}

/** The compiler's copies of a whole function; parts of one are none. */
function clonesOf(kernel: Kernel, name: string): readonly string[] {
  return kernel.clones(name).flatMap((clone) => (/\.(cold|part\.\d+)$/.test(clone.name) ? [] : [clone.name]));
}

/** Finds the modules that bring a function, none where the image does; undefined where it has no symbol. */
function moduleFinder(): (func: KernelFunction | undefined) => readonly string[] | undefined {
  // Functions of one store share the symbols they have alike.
  const known = new Map<readonly FunctionSymbol[], readonly string[]>();
  return (func) => {
    const symbols = func?.symbols;
    if (!symbols || symbols.length === 0) return undefined;
    let modules = known.get(symbols);
    if (!modules) known.set(symbols, (modules = modulesOf(symbols)));
    return modules;
  };
}

function modulesOf(symbols: readonly FunctionSymbol[]): readonly string[] {
  const modules: string[] = [];
  for (const { module } of symbols) {
    if (module === undefined) return [];
    modules.push(module);
  }
  return modules;
}

/** Whether the image and a module have it, or several modules: then nothing tells which of them a prototype is of. */
function isOfSeveral({ symbols = [] }: KernelFunction): boolean {
  return symbols.some(({ module }) => module !== symbols[0]?.module);
}

/** Why a kprobe by tracefs is refused; false where it is taken, undefined where that is not known. */
function refusedOn(kernel: Kernel): (func: KernelFunction) => string | false | undefined {
  // Of names without a suffix the symbols alone decide, and functions of one store share those they have alike.
  const known = new Map<KernelFunction['symbols'], string | false | undefined>();
  return (func) => {
    const { symbols } = func;
    if (known.has(symbols)) return known.get(symbols);
    const fact = attachability(kernel, 'kprobe', 'tracefs', func);
    const why = fact.kind !== 'known' ? undefined : fact.value.kind === 'refused' && fact.value.why;
    known.set(symbols, why);
    return why;
  };
}

/** The prototype of a kernel's function, in one line of C; looked up anew, since to keep those of all would take much memory. */
export function declaration(kernel: Kernel, name: string, as = name): string {
  const [proto] = kernel.func(name)?.protos ?? [];
  return proto ? printProto(as, proto) : `${as}: no prototype in BTF`;
}
