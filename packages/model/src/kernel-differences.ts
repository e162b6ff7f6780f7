import type { EnumDef, StructDef, TypedefDef } from './c-type';
import type { KernelFunction, KernelSyscall, KernelTracepoint, Kfunc, RawTracepoint } from './kernel-facts';

/** A name that two kernels do not have alike: what it is on each, nothing where a kernel does not have it. */
export interface NameDifference<T> {
  readonly name: string;
  readonly before: readonly T[];
  readonly after: readonly T[];
}

/** A function that two kernels do not have alike, and which of its parts they do. */
export interface FunctionDifference extends NameDifference<KernelFunction> {
  readonly sameProtos: boolean;
  readonly sameSymbols: boolean;
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
