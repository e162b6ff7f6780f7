import type { EnumDef, StructDef, TypedefDef } from './c-type';
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

/** What one file told of a kernel, nothing more. Parts of one kernel are merged fact by fact. */
export interface SnapshotPart {
  /** What the file says of the kernel's identity. */
  readonly identity: Partial<KernelIdentity>;
  readonly complete: readonly Topic[];
  readonly functions: readonly KernelFunction[];
  /** Of the functions that something calls, or whose address is taken. */
  readonly callers: readonly FunctionCallers[];
  /** Structs and unions, defined ones only; more than one of a name where BTF has more. */
  readonly structs: readonly StructDef[];
  /** Names of structs and unions that are only declared. */
  readonly forwards: readonly { readonly kind: 'struct' | 'union'; readonly name: string }[];
  readonly enums: readonly EnumDef[];
  readonly typedefs: readonly TypedefDef[];
  readonly tracepoints: readonly KernelTracepoint[];
  readonly rawTracepoints: readonly RawTracepoint[];
  /** Absent where no source looked. */
  readonly kfuncs?: readonly Kfunc[];
  readonly syscalls: readonly KernelSyscall[];
  readonly data: readonly DataSymbol[];
  /** `CONFIG_X` to `y`, `m` or its value; what is not set is not there. */
  readonly config: Readonly<Record<string, string>>;
  /** Names of the modules that were read. */
  readonly modules: readonly string[];
  /** Those of them whose types and variables were left out; none if absent. */
  readonly untypedModules?: readonly string[];
  /** Which of the types are of modules; absent where no module was read, or none has types. */
  readonly moduleTypes?: readonly ModuleType[];
  /** What the source could not see and why, one sentence each; shown to the user. */
  readonly notes: readonly string[];
}

/** A whole kernel: its merged parts with an identity. */
export interface KernelSnapshot extends SnapshotPart {
  readonly identity: KernelIdentity;
}
