import type { EnumDef, StructDef, TypedefDef } from './c-type';
import type { KernelFunction, KernelSyscall, KernelTracepoint, RawTracepoint } from './kernel-facts';

/** A name that two kernels do not have alike: what it is on each, nothing where a kernel does not have it. */
export interface NameDifference<T> {
  readonly name: string;
  readonly before: readonly T[];
  readonly after: readonly T[];
}

/** All names that two kernels do not have alike, topic by topic, sorted by code unit. */
export interface KernelDifferences {
  readonly functions: readonly NameDifference<KernelFunction>[];
  /** Structs and unions. */
  readonly structs: readonly NameDifference<StructDef>[];
  readonly enums: readonly NameDifference<EnumDef>[];
  readonly typedefs: readonly NameDifference<TypedefDef>[];
  /** By `SYSTEM:NAME`. */
  readonly tracepoints: readonly NameDifference<KernelTracepoint>[];
  readonly rawTracepoints: readonly NameDifference<RawTracepoint>[];
  readonly syscalls: readonly NameDifference<KernelSyscall>[];
  /** Values of the build configuration. */
  readonly config: readonly NameDifference<string>[];
}
