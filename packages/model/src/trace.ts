import type { CType, StructDef } from './c-type';
import type { Condition, Guard } from './condition';
import type { CoreReloRef } from './core-relo';
import type { DependencyKind } from './dependency';
import type { Span } from './span';

/** The program that will run the definition; it decides how it attaches and what it says when that fails. */
export type TraceTool = 'bpftrace' | 'tracefs' | 'bcc' | 'libbpf' | 'perf' | 'systemtap' | 'tetragon' | 'other';

/**
 * How a probe attaches, in libbpf's `SEC()` words where it has one. `fprobe`/`fprobe_exit` are tracefs `f:` events,
 * `tracepoint_probe` its `t:` events, `eprobe` its `e:` events. `software` .. `always` touch nothing of the kernel's internals.
 */
export type AttachKind =
  | 'kprobe'
  | 'kretprobe'
  | 'kprobe.multi'
  | 'kretprobe.multi'
  | 'ksyscall'
  | 'kretsyscall'
  | 'fentry'
  | 'fexit'
  | 'fmod_ret'
  | 'fprobe'
  | 'fprobe_exit'
  | 'tracepoint'
  | 'raw_tracepoint'
  | 'tp_btf'
  | 'tracepoint_probe'
  | 'eprobe'
  | 'lsm'
  | 'iter'
  | 'uprobe'
  | 'usdt'
  | 'hardware'
  | 'watchpoint'
  | 'software'
  | 'profile'
  | 'interval'
  | 'always';

/** Where a probe attaches, as the definition names it. */
export interface AttachPoint {
  readonly kind: AttachKind;
  /** The function, `SYSTEM:EVENT` for a tracepoint, the event for a raw one; wildcards as written. */
  readonly name: string;
  readonly module?: string;
  /** Bytes into the function. */
  readonly offset?: number;
  /** An absolute address instead of a name, as written. */
  readonly address?: string;
  /** The definition does not say where it attaches; the program that loads it does. `name` is empty then. */
  readonly byLoader?: true;
  /** Functions that the program which loads it names, and that have a name like its own: it may choose among these. */
  readonly choices?: readonly string[];
  /**
   * The tool finds the function by the kernel's debugging information, where all functions and clones of the name are known;
   * `with_inlined`: and the copies that were inlined; `if_installed`: these too, and without that information by its symbol.
   */
  readonly byDebugInfo?: 'with_inlined' | 'without_inlined' | 'if_installed';
  /** Whether `name` (or `module`) holds `*`, `?` or `[...]`. */
  readonly wildcard?: boolean;
  readonly span: Span;
}

/** What a value starts from, before members are followed. */
export type ValueBase =
  /** Argument by position, from 0. `looksUp`: a kernel that reads BTF takes it for the parameter of that number, and refuses it where there is none. */
  | { readonly kind: 'arg'; readonly index: number; readonly looksUp?: true }
  /** Argument by the kernel's own name (`args.dentry`, `$dentry`). */
  | { readonly kind: 'arg_name'; readonly name: string }
  /** Argument by machine register (`%si`, `reg("di")`), as written without `%`, or by its slot of the stack: `stack1`, bpftrace's `sarg0`. */
  | { readonly kind: 'register'; readonly name: string }
  /** `slot`: read as the argument of that number, from 0, which is the return value where the function has so many. */
  | { readonly kind: 'retval'; readonly slot?: number }
  /** A field of the tracepoint's record. */
  | { readonly kind: 'event_field'; readonly name: string }
  /** A field of the record by its place, from 0; those that all records begin with are counted. */
  | { readonly kind: 'event_field_at'; readonly index: number }
  /** The current task, a `struct task_struct *`. */
  | { readonly kind: 'curtask' }
  /** A global variable's address. */
  | { readonly kind: 'symbol'; readonly name: string }
  /** A value whose only known property is its type, a cast of something that is not of the kernel's. */
  | { readonly kind: 'typed'; readonly type: CType };

/** One step from a value to a part of it. */
export type PathStep =
  /** `.name` or `->name`; pointers are followed as needed. */
  | { readonly kind: 'member'; readonly name: string; readonly span: Span }
  | { readonly kind: 'index'; readonly span: Span }
  /** `*p`. */
  | { readonly kind: 'deref'; readonly span: Span }
  /** `(type)value` in the middle of a chain: from here the type is what the script says. */
  | { readonly kind: 'cast'; readonly type: CType; readonly span: Span };

/** Something the tool or kernel must offer before the probe can be made at all, for example tracefs' argument names. */
export interface Requirement {
  /** What is required, as a noun that fits in "needs ...": `function arguments by name`. */
  readonly what: string;
  /** Holds on kernels that offer it. */
  readonly condition: Condition;
  readonly span: Span;
}

interface UseBase {
  readonly span: Span;
  /** All of these must hold on a kernel for the use to live there. */
  readonly guards?: readonly Guard[];
}

/** A value read from the kernel: a base and the members followed from it. `args.file->f_path.dentry` is one use. */
export interface ValueUse extends UseBase {
  readonly kind: 'value';
  readonly base: ValueBase;
  readonly path: readonly PathStep[];
  /** The span of the base alone (`arg1` in `((struct dentry *)arg1)->d_name`). */
  readonly baseSpan: Span;
  /** What the script takes the *base* for: a cast, a typed handler parameter, `str(arg0)`. */
  readonly expected?: {
    readonly type?: CType;
    readonly name?: string;
    /** How the script says it: `cast`, `declaration`, `string` (`str(arg0)`, `:string`). */
    readonly by: 'cast' | 'declaration' | 'string' | 'name';
    readonly span: Span;
  };
  /** How the whole path's value is used, where the script says so: as text, as an integer of that many bytes, as a type. */
  readonly reads?:
    | { readonly kind: 'string' }
    | { readonly kind: 'integer'; readonly size: number }
    | { readonly kind: 'as'; readonly type: CType };
}

/** A type the definition needs the kernel to have (`sizeof(struct x)`, a cast never followed). */
export interface TypeUse extends UseBase {
  readonly kind: 'type';
  readonly type: CType;
  /** Also a member of it: `offsetof(struct x, a.b)`. */
  readonly path?: readonly string[];
}

export interface SymbolUse extends UseBase {
  readonly kind: 'symbol';
  readonly name: string;
}

export interface EnumValueUse extends UseBase {
  readonly kind: 'enumval';
  readonly name: string;
  /** What the script itself defines the name as, in decimal: it does not take the kernel's number. */
  readonly value?: string;
  /** The number that the name had where the program was compiled is in it; the kernel is not asked, and may not know the name. */
  readonly compiled?: true;
}

/** A helper that a BPF program calls: by its number of `enum bpf_func_id`, or in C by its name, without `bpf_`. */
export interface HelperUse extends UseBase {
  readonly kind: 'helper';
  readonly id: number | string;
}

/** A part of a trace event's record that is read where a struct of the script's own has it; `offset` and `size` in bytes. */
export interface EventPartUse extends UseBase {
  readonly kind: 'event_part';
  readonly offset: number;
  readonly size: number;
  /** What the script's struct calls it. */
  readonly name?: string;
}

/** A raw offset into memory (`+0x70(%di)`); `base` is what it starts from, `offsets` the chain, innermost first. */
export interface RawOffsetUse extends UseBase {
  readonly kind: 'raw_offset';
  readonly base: ValueBase;
  /** Members followed from the base first, to the pointer that the offsets start from. */
  readonly path?: readonly PathStep[];
  /** The offset starts where the last member of the path itself lies: `(char *)&sk->sk_gso_max_segs - 3`. */
  readonly ofAddress?: true;
  /** What the script calls what it reads there: `len` in `len=+0x70(%di)`. */
  readonly name?: string;
  /** A struct of the script's own that lies over the kernel's there: what is read is where that one has its member `name`. */
  readonly through?: StructDef;
  readonly offsets: readonly number[];
  /** Bytes read at the end, 0 for a string. */
  readonly size: number;
}

/** A relocation of a compiled BPF program; libbpf makes the instruction invalid where the kernel has nothing that matches. */
export interface CoreReloUse extends UseBase {
  readonly kind: 'core_relo';
  readonly relo: CoreReloRef;
  /** How C writes it: `struct sock.__sk_common.skc_family`, `enum pid_type.PIDTYPE_PID`. */
  readonly name: string;
}

/** A function or variable of the kernel that a BPF program is linked with (`extern .. __ksym`). */
export interface KsymUse extends UseBase {
  readonly kind: 'ksym';
  readonly name: string;
  /** The program calls it, so BTF must describe it as a function (a kfunc); else its address is taken. */
  readonly call: boolean;
  /** `typed`: looked up in BTF; else in kallsyms. */
  readonly typed: boolean;
}

/** A number that stands in the definition and that a value of the kernel is asked to be, or not to be: `$event->state == -4`. */
export interface ComparisonUse extends UseBase, Pick<ValueUse, 'base' | 'path' | 'expected'> {
  readonly kind: 'comparison';
  /** In decimal. */
  readonly number: string;
}

/** One kernel thing a probe relies on. */
export type Use =
  | ValueUse
  | TypeUse
  | SymbolUse
  | EnumValueUse
  | RawOffsetUse
  | CoreReloUse
  | KsymUse
  | HelperUse
  | EventPartUse
  | ComparisonUse;

/** One attach point with all that its body relies on. */
export interface Probe {
  /** The program that runs this probe, where it is not the file's: a shell script starts several. */
  readonly tool?: TraceTool;
  readonly attach: AttachPoint;
  readonly uses: readonly Use[];
  readonly guards: readonly Guard[];
  /** All of these must hold on a kernel, or the tool refuses the probe there. Unlike a guard, nobody tests it first. */
  readonly requires?: readonly Requirement[];
  /** What the tool does where the attach point is missing; absent: the tool refuses to start. */
  readonly ifMissing?: 'warn' | 'ignore';
  /** Probes of one family share code: the program that loads them may take one in place of another, which cannot be seen. */
  readonly family?: string;
  /**
   * The program that carries the definition does something with the name of the attach point: it may look for it first, and leave the
   * probe out, or take one of `others` instead, names like it that it also uses.
   */
  readonly soughtByLoader?: { readonly others: readonly string[] };
  /** Probes of one group are alternatives: one that attaches is enough. */
  readonly group?: string;
  /** Probes of one list share a body: the tool attaches what it can, warns of the others, and goes on. */
  readonly list?: string;
  /** What of this probe was not understood; its verdict cannot be `fits`. */
  readonly unknowns: readonly { readonly reason: string; readonly span: Span }[];
  readonly span: Span;
}

/** Text that could not be read (`syntax`), or is understood by its tool but not by us (`unsupported`). */
export interface ParseProblem {
  readonly kind: 'syntax' | 'unsupported';
  readonly message: string;
  readonly span: Span;
}

/** A comment that lets a finding be: `tracefit: allow RULE reason`. */
export interface Allowance {
  readonly rules: readonly string[];
  readonly reason: string;
  /** The line whose findings it is for, from 1; absent: it is for the whole file. */
  readonly forLine?: number;
  /** The line it stands on. */
  readonly line: number;
}

/** A thing the definition relies on, and what it was on the kernel that it was locked with: `tracefit lock`. */
export interface LockedThing {
  readonly kind: DependencyKind;
  readonly name: string;
  readonly declaration: string;
}

/** A trace definition, read. */
export interface TraceFile {
  readonly path: string;
  /** The id of the format it was read as. */
  readonly format: string;
  readonly tool: TraceTool;
  /** The text, for excerpts; empty for binary definitions. */
  readonly text: string;
  readonly probes: readonly Probe[];
  /** Structs the definition itself declares; members of these are not the kernel's. */
  readonly declared: readonly StructDef[];
  readonly problems: readonly ParseProblem[];
  /** The architecture of the program that carries the definition and runs it, where it is compiled: `x86_64`. */
  readonly arch?: string;
  /** What it is called in fingerprints, from wherever it is checked: its path from the root of its repository; `path` if absent. */
  readonly home?: string;
  /** The kernel the definition says it was written for (`tracefit: written-for ID`). */
  readonly writtenFor?: string;
  readonly allows?: readonly Allowance[];
  readonly locked?: readonly LockedThing[];
}
