import type { EnumDef, EnumValue, StructDef, TypedefDef } from './c-type';
import type {
  DataSymbol,
  FunctionCallers,
  KernelFunction,
  KernelIdentity,
  KernelSyscall,
  KernelTracepoint,
  Kfunc,
  ModuleType,
  RawTracepoint,
  Topic,
} from './kernel-facts';

/**
 * A kernel that can be asked; over a snapshot in memory (`snapshotKernel`) or lazily over the signature store.
 * `undefined` and empty answers mean "not there" only for a topic that is `complete`.
 */
export interface Kernel {
  readonly identity: KernelIdentity;
  readonly notes: readonly string[];
  complete(topic: Topic): boolean;
  func(name: string): KernelFunction | undefined;
  /** The compiler's clones of a function: every function named `NAME.` and a suffix, sorted. */
  clones(name: string): readonly KernelFunction[];
  /**
   * All function names, sorted by code unit, or those that begin with `prefix`. The whole list costs a pass over all
   * names of all kernels; a few letters of prefix make it cheap.
   */
  functionNames(prefix?: string): readonly string[];
  /** Its function names among those of all kernels it is kept with; absent where it is not kept with others. */
  functionTable?(): NameTable;
  /**
   * Who calls the functions of a name; `undefined` where `callers` is not complete. Functions of modules are not known, and are
   * answered as functions that nothing calls.
   */
  callers(name: string): FunctionCallers | undefined;
  /** The functions that one calls directly, its clones and parts included, sorted; `undefined` where `callers` is not complete. */
  callees(name: string): readonly string[] | undefined;
  /** The definitions of a struct or union name; usually one. */
  structs(kind: 'struct' | 'union', name: string): readonly StructDef[];
  enums(name: string): readonly EnumDef[];
  typedefs(name: string): readonly TypedefDef[];
  /** The constants of that name, of any enum, anonymous ones of types included. */
  enumValues(name: string): readonly EnumValue[];
  tracepoint(system: string, name: string): KernelTracepoint | undefined;
  /** All events as `SYSTEM:NAME`, sorted, or those that begin with `prefix`. */
  tracepointNames(prefix?: string): readonly string[];
  rawTracepoint(name: string): RawTracepoint | undefined;
  rawTracepointNames(prefix?: string): readonly string[];
  /** The function of that name, if BPF programs may call it. */
  kfunc(name: string): Kfunc | undefined;
  syscall(name: string): KernelSyscall | undefined;
  data(name: string): DataSymbol | undefined;
  /** `CONFIG_X` as `y`, `m` or its value; absent: not set, if `config` is complete. */
  config(name: string): string | undefined;
  /** The modules that were read; all of the build where `modules` is complete. */
  modules(): readonly string[];
  /** Those of them whose types and variables were left out. */
  untypedModules(): readonly string[];
  /** The modules that bring a type of that name which the image does not have; none for those of the image. */
  typeModules(kind: ModuleType['kind'], name: string): readonly string[];
}

/** Which of many names a kernel has. */
export interface NameTable {
  /** The names of all kernels kept together, sorted by code unit: one and the same list for all of them. */
  readonly names: readonly string[];
  /** Whether this kernel has the name at a place. */
  readonly has: (place: number) => boolean;
}
