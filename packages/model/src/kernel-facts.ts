import type { CType, FuncProto, Param } from './c-type';

/** Which build of which kernel this is. Builds are the key, never versions: vendors move changes between versions. */
export interface KernelIdentity {
  /** `DISTRO/RELEASE`, for example `debian/6.1.0-56-amd64`; a file target carries its path, `running` the word. */
  readonly id: string;
  /** What `uname -r` prints: `6.1.0-56-amd64`. */
  readonly release: string;
  readonly distro?: string;
  /** The upstream version the build is made from, `6.1.192`; taken from the kernel's banner, where Debian says it. */
  readonly version: string;
  /** As the kernel names it: `x86_64`, `arm64`, `riscv64`. */
  readonly arch: string;
  readonly flavour?: string;
  /** Lower-case hex. */
  readonly buildId?: string;
  /** `gcc 14.2.0`, from the banner. */
  readonly compiler?: string;
  /** The whole `Linux version ...` banner. */
  readonly banner?: string;
}

/**
 * What a list of facts is about. Where a topic is complete, "not in the list" means "not in the kernel"; elsewhere it
 * means nothing.
 *
 * - `functions`: every function symbol of the image (kallsyms). `prototypes`: every BTF function of the image.
 * - `sections`: the text range, ftrace site and kprobe blacklist of every function of the image.
 * - `types`: every struct, union, enum and typedef of the image's BTF.
 * - `tracepoints`: every trace event of the image. `raw_tracepoints`: every tracepoint prototype of the image's BTF.
 * - `kfuncs`: every kernel function of the image that BPF programs may call.
 * - `syscalls`: the syscall metadata table. `data`: every data symbol but the marks of the build. `config`: the build configuration.
 * - `callers`: who calls every function of the image, from its machine code; modules are not looked into.
 * - `modules`: the functions, prototypes, sections, kfuncs, tracepoints and raw tracepoints of all modules of the build, and their
 *   types and variables too, but for the modules whose types were left out (`Kernel.untypedModules`). Where the topic is not
 *   complete, the modules that were read are whole all the same: what one of them is known to bring and does not is not there.
 */
export type Topic =
  | 'functions'
  | 'prototypes'
  | 'sections'
  | 'types'
  | 'tracepoints'
  | 'raw_tracepoints'
  | 'kfuncs'
  | 'syscalls'
  | 'data'
  | 'config'
  | 'callers'
  | 'modules';

/**
 * The stretch of kernel text a function lies in. All but `text` have rules of their own for probes (kernel/kprobes.c,
 * arch/x86/kernel/kprobes/core.c). `init` and `exit` are gone, or never run, once the system is up.
 */
export type TextRange =
  | 'text'
  | 'init'
  | 'exit'
  | 'kprobes'
  | 'noinstr'
  | 'entry'
  | 'irqentry'
  | 'softirqentry'
  | 'cpuidle'
  | 'sched'
  | 'lock'
  | 'other';

/** One symbol of a function's name, as kallsyms lists it. Every fact but the letter is there only if a source looked. */
export interface FunctionSymbol {
  /** The nm letter: `t` local, `T` global, `w`/`W` weak. */
  readonly letter: string;
  /** The module that brings it; absent for the image itself. */
  readonly module?: string;
  readonly range?: TextRange;
  /** Whether ftrace has a site at its entry (`__start_mcount_loc`); absent: not read. */
  readonly ftrace?: boolean;
  /**
   * Whether the kernel refuses kprobes on it: it is in `__start_kprobe_blacklist`, or in a range that the kernel adds
   * when it starts; absent: not read.
   */
  readonly blacklisted?: boolean;
  /**
   * There only where it holds: the first instruction is one that no kprobe may replace, a BUG or WARN, a jump label or a
   * static call. The `.cold` parts of functions often begin so.
   */
  readonly reserved?: true;
  /**
   * The name the kernel prints for its address, where that is another symbol's: of several names of one address ftrace
   * knows a function by the first only. `__ia32_sys_sched_yield` is `__x64_sys_sched_yield` to it.
   */
  readonly alias?: string;
}

/** Everything known of the functions that share one name. */
export interface KernelFunction {
  readonly name: string;
  /** Its different BTF prototypes; empty where BTF was read and has none, absent where no BTF was read. */
  readonly protos?: readonly FuncProto[] | undefined;
  /** Its symbols, copies included; empty where kallsyms was read and has none, absent where none was read. */
  readonly symbols?: readonly FunctionSymbol[] | undefined;
}

/** A field of a trace event as `events/SYSTEM/NAME/format` shows it; `offset` and `size` in bytes. */
export interface EventField {
  readonly name: string;
  /** As the format file spells it: `unsigned long`, `__data_loc char[]`, `char[16]`. */
  readonly type: string;
  readonly offset: number;
  readonly size: number;
  readonly signed: boolean;
}

/** A trace event; the `common_*` fields of the header are included in `fields`, first. */
export interface KernelTracepoint {
  readonly system: string;
  readonly name: string;
  /** Absent where the event is known but its fields were not read. */
  readonly fields?: readonly EventField[];
  readonly module?: string;
  /** The raw `print fmt:` text of the format file. */
  readonly print?: string;
}

/** The prototype of a raw tracepoint, without the leading `void *__data`: BTF's `btf_trace_NAME`. */
export interface RawTracepoint {
  readonly name: string;
  readonly params: readonly Param[];
  readonly module?: string;
}

/** A system call: `sys_openat` with its arguments as the metadata table names them, and the wrapper function's name. */
export interface KernelSyscall {
  /** Without a prefix: `openat`. */
  readonly name: string;
  /** The function a probe must name: `__x64_sys_openat`. */
  readonly wrapper?: string;
  readonly params: readonly { readonly name: string; readonly type: string }[];
}

/** A function that calls another, and from how many places of its code. */
export interface Caller {
  /** Of a compiler's clone or part (`.isra.0`, `.cold`) the function it was made of. */
  readonly name: string;
  readonly sites: number;
}

/**
 * Who gets to a function, as the machine code of the image tells: a kernel that was read knows every direct call and jump to
 * its first byte. Calls out of modules are not counted.
 */
export interface FunctionCallers {
  readonly name: string;
  /** Sorted by name; a function that calls itself is among them. */
  readonly callers: readonly Caller[];
  /**
   * Whether its address is in data, made by an instruction, or that of a static call: it may be called from where no call names it.
   */
  readonly addressTaken: boolean;
}

/** A variable, from kallsyms (`letter`) or BTF (`type`). */
export interface DataSymbol {
  readonly name: string;
  readonly letter?: string;
  readonly type?: CType;
  readonly module?: string;
}

/** A kernel function that BPF programs may call, `bpf_task_acquire`; which programs may is not kept. */
export interface Kfunc {
  readonly name: string;
  readonly module?: string;
}

/** A type that modules bring and the image does not. */
export interface ModuleType {
  readonly kind: 'struct' | 'union' | 'enum' | 'typedef';
  readonly name: string;
  /** The modules whose BTF defines it, sorted. */
  readonly modules: readonly string[];
}
