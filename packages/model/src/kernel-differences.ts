import type { EnumDef, StructDef, TypedefDef } from './c-type';
import type { KernelFunction, KernelSyscall, KernelTracepoint, Kfunc, RawTracepoint } from './kernel-facts';

/**
 * A name that two kernels do not have alike: what it is on each, of several things of one name the first, even where only another of them
 * differs. What it is may be read when it is asked for, and each time anew.
 */
export interface NameDifference<T> {
  readonly name: string;
  /** `changed`: both have it. */
  readonly change: 'added' | 'removed' | 'changed';
  readonly before: T | undefined;
  readonly after: T | undefined;
}

/** A function that two kernels do not have alike, and which of its parts they do. */
export interface FunctionDifference extends NameDifference<KernelFunction> {
  readonly sameProtos: boolean;
  /** Whether both have prototypes, so that these can be compared. */
  readonly bothProtos: boolean;
  readonly sameSymbols: boolean;
  /** False: neither of the two has functions named `NAME.` and a suffix. */
  readonly mayHaveClones: boolean;
}

/** All names that two kernels do not have alike, topic by topic, sorted by code unit; read while one goes through them. */
export interface KernelDifferences {
  readonly functions: Iterable<FunctionDifference>;
  /** Structs and unions. */
  readonly structs: Iterable<NameDifference<StructDef>>;
  readonly enums: Iterable<NameDifference<EnumDef>>;
  readonly typedefs: Iterable<NameDifference<TypedefDef>>;
  /** By `SYSTEM:NAME`. */
  readonly tracepoints: Iterable<NameDifference<KernelTracepoint>>;
  readonly rawTracepoints: Iterable<NameDifference<RawTracepoint>>;
  readonly kfuncs: Iterable<NameDifference<Kfunc>>;
  readonly syscalls: Iterable<NameDifference<KernelSyscall>>;
  /** Values of the build configuration. */
  readonly config: Iterable<NameDifference<string>>;
}
