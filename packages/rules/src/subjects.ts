import type {
  Candidate,
  CType,
  Effect,
  EventField,
  FuncProto,
  Param,
  Probe,
  Severity,
  Span,
  TraceTool,
} from '@tracefit/model';

/** What follows for the user, where it depends on the tool and not on the rule alone. */
export interface Consequence {
  readonly severity: Severity;
  readonly effect: Effect;
  /** What to do about it, where the tool's behaviour decides that. */
  readonly fix?: string;
}

/** What every rule is told of the script. */
export interface Given {
  readonly probe: Probe;
  readonly tool: TraceTool;
  /** The place of the subject in the script. */
  readonly span: Span;
}

/** Whether a named thing is on a kernel. */
export type Presence = 'there' | 'missing';

/** What became of a function: `clones` are the compiler's copies under other names (`NAME.isra.0`), if only they are left. */
export type FunctionPresence =
  | { readonly kind: 'there' }
  /** `inlined`: BTF still describes it, so the compiler made it and took it into its callers. */
  | { readonly kind: 'missing' | 'inlined' }
  | { readonly kind: 'clones_only'; readonly clones: readonly string[] }
  /** It is the name of a system call, whose function has another: `sys_openat`, `__x64_sys_openat`. */
  | { readonly kind: 'wrapped'; readonly wrapper: string };

/** Whether the kernel takes a probe at a function that exists; `why` it refuses is a clause: `ftrace has no site there`. */
export type Attachability = { readonly kind: 'attaches' } | { readonly kind: 'refused'; readonly why: string };

/** Where a function lives: `builtInElsewhere` where another kernel that counts has it in its image. */
export type FunctionHome =
  { readonly kind: 'image' } | { readonly kind: 'module'; readonly module: string; readonly builtInElsewhere: boolean };

/** What a pattern matches, compared with the kernel the script was written for; `lost` are names that it does not match here. */
export type PatternFit =
  | { readonly kind: 'fits' }
  | {
      readonly kind: 'differs';
      readonly lost: readonly string[];
      readonly all: number;
      readonly on: readonly string[];
    };

/** A trace event that tells what a probe of a function reads, on every checked kernel. */
export interface CounterpartEvent {
  /** `SYSTEM:EVENT`. */
  readonly event: string;
  /** What the script reads, in its own words, and the field that holds the same. */
  readonly fields: readonly { readonly read: string; readonly field: string }[];
  /** What is not the same, a sentence. */
  readonly but?: string;
}

/** How many functions share the name, and what the kernel does when it is asked to probe that name. */
export interface Ambiguity {
  readonly copies: number;
  readonly kernel: 'refuses' | 'takes_first' | 'takes_all';
}

/** Whether those that called a function before, and are still there, come through it. */
export type CallersFit =
  | { readonly kind: 'fits' }
  | {
      readonly kind: 'fewer';
      /** `inlined`: its code is in them now; `bypassed`: they go another way. */
      readonly how: 'bypassed' | 'inlined';
      /** `14 call sites in 13 functions`, and the kernels where it is so. */
      readonly before: string;
      readonly on: readonly string[];
      readonly now: string;
      /** Those that are there and no longer come through it. */
      readonly gone: readonly string[];
      /** What most of them call now and did not before. */
      readonly instead?: string;
    };

/** What the script expects of an argument: by a type, a name, or what is there on the kernel it was written for. */
export interface ArgExpectation {
  /** One line of C: `struct dentry *`, `struct dentry *dentry`. */
  readonly text: string;
  /** Where the expectation comes from. */
  readonly by: 'cast' | 'declaration' | 'string' | 'name' | 'written_for';
  /** The kernels where it is so, if the expectation comes from one. */
  readonly on: readonly string[];
}

/** How an argument on a kernel agrees with what the script expects of it. */
export type ArgFit =
  | { readonly kind: 'fits' }
  /** `now`: where the expected one is on this kernel, as the script's language writes it, and its name there. */
  | {
      readonly kind: 'differs';
      readonly expected: ArgExpectation;
      readonly now?: {
        readonly spelled: string;
        readonly name: string;
        /** It is what the function returns, in the place behind its arguments. */
        readonly isResult: boolean;
      };
    };

/**
 * Whether the checked kernels agree about what stands at an argument's place; `here`: what it is on this one, and on those
 * that agree with it, as its declaration.
 */
export type ArgAgreement = { readonly kind: 'agree' } | { readonly kind: 'disagree'; readonly here: string };

/**
 * Whether a value is what the script takes it for. `differs`: it says so itself, or the kernel it was written for does; `disagree`:
 * nothing says it, and the checked kernels do not agree.
 */
export type ValueFit =
  | { readonly kind: 'fits' | 'disagree' }
  | { readonly kind: 'differs'; readonly expected: string; readonly on: readonly string[] };

/** Where the bytes at a number lie that the script was written for, or that the checked kernels do not agree about. */
export type OffsetFit =
  | { readonly kind: 'fits' }
  | {
      readonly kind: 'differs';
      /** The way to the member that is meant, `struct sk_buff.len`; absent where nothing says which. */
      readonly meant?: { readonly path: string; readonly on: readonly string[] };
      /** What lies there on this kernel. */
      readonly here: string;
      /** Where the member that is meant is on this kernel, as the script's language writes it. */
      readonly now?: string;
    }
  /** No member begins there, but one that the script does not name goes on. */
  | { readonly kind: 'inside'; readonly here: string };

/** How far a chain of members can be followed on a kernel. */
export type Walk =
  | { readonly kind: 'reached' }
  | {
      readonly kind: 'stopped';
      /** The member that cannot be reached. */
      readonly member: string;
      /** What it was looked for in, as C writes it: `struct sock`, `unsigned long`. */
      readonly inside: string;
      readonly place: Span;
      /** Where a member of that name can be reached instead, and members with names near it. */
      readonly near: readonly Candidate[];
      /** The one path to a member of that name inside of the struct, where there is one: `__sk_common.skc_family`. */
      readonly movedTo?: string;
    };

/** What becomes of a relocation of a compiled BPF program on a kernel. */
export type CoreReloFit =
  | { readonly kind: 'resolved' }
  /** The instruction is made invalid; `why` is a clause, `near` members that may have taken over. */
  | { readonly kind: 'unresolved'; readonly why: string; readonly near: readonly Candidate[] }
  /** libbpf refuses the whole object. */
  | { readonly kind: 'ambiguous' | 'refused'; readonly why: string };

/** What is wrong with the branch that a kernel takes, by the first thing in it that does not fit. */
export interface BrokenBranch extends Consequence {
  /** As the rule for it says it, a clause. */
  readonly message: string;
  readonly expected?: string;
  /** What the kernel has in its place. */
  readonly actual?: string;
  readonly candidates: readonly Candidate[];
}

/**
 * How the branches of a test fit a kernel. `other_fits`: the one taken there does not, while the one that begins at `line` would;
 * `none_fits`: each of them breaks, the others by what `others` says.
 */
export type BranchFit =
  | { readonly kind: 'fits' }
  | {
      readonly kind: 'other_fits';
      readonly broken: BrokenBranch;
      readonly line: number;
      /** What is there in place of the member that the test looks for, best first. */
      readonly near: readonly Candidate[];
    }
  | { readonly kind: 'none_fits'; readonly broken: BrokenBranch; readonly others: readonly string[] };

/** A named thing the script needs; `nearest` gives names that are there, best first. */
interface GivenName extends Given {
  readonly name: string;
  readonly nearest: () => readonly Candidate[];
}

/** What follows if the attach point is not there. */
interface GivenAttachPoint extends GivenName {
  readonly ifMissing: Consequence;
  /** Whether it stands for a system call that other kernels have and this one lacks: syscall-missing tells that. */
  readonly isLackingSyscall: () => boolean;
  /** The list the attach point is of, where none of it attaches: its names as text, and the place of the first. */
  readonly lost?: { readonly names: string; readonly place: Span };
}

interface GivenUse extends Given {
  /** The attach point by its name: `vfs_unlink`. */
  readonly func: string;
  /** The subject as the script's language writes it: `arg1`, `$arg2`, `%si`. */
  readonly spelled: string;
  /** What follows if the kernel does not have it. */
  readonly ifMissing: Consequence;
}

/**
 * Whether a thing with the same name and type is what the script takes it for. `isCertain`: the script says so itself, or the kernel
 * it was written for; else the checked kernels do not agree about it.
 */
export type MeaningFit = { readonly kind: 'same' } | { readonly kind: 'changed'; readonly isCertain: boolean };

/** Something that a definition relies on and that is not as its lock says, as declarations. */
export interface LockedChange {
  /** `argument vfs_unlink arg1`. */
  readonly thing: string;
  readonly was: string;
  readonly is: string;
}

/** A test that the script makes of the kernel; `test` is what it asks, a clause: "`struct renamedata` has `old_mnt_userns`". */
interface GivenTest extends Given {
  readonly test: string;
}

/** What rules can be about: what the script gives, and the facts a kernel has of it. */
export interface Subjects {
  /** The function an attach point names. */
  readonly function: {
    readonly given: GivenAttachPoint & {
      /** Whether another kernel at hand has it; else its name may be misspelled. */
      readonly isElsewhere: () => boolean;
      /** The function that has evidently taken its place; `source`: what it is known by, if it is known. */
      readonly successor: () => (Candidate & { readonly source?: string }) | undefined;
    };
    readonly facts: {
      readonly presence: FunctionPresence;
      readonly attachability: Attachability;
      readonly ambiguity: Ambiguity;
      readonly home: FunctionHome;
      readonly pattern: PatternFit;
      readonly callers: CallersFit;
      readonly counterpart: CounterpartEvent | undefined;
    };
  };
  /** The tracepoint an attach point names, raw or as an event. */
  readonly tracepoint: {
    readonly given: GivenAttachPoint & {
      /** The tracepoint that has evidently taken its place. */
      readonly successor: () => Candidate | undefined;
    };
    readonly facts: { readonly presence: Presence };
  };
  /** The system call an attach point stands for: its function, or its trace events. */
  readonly syscall: {
    readonly given: Given & { readonly name: string; readonly ifMissing: Consequence };
    readonly facts: { readonly presence: Presence };
  };
  /** A helper of the kernel that a BPF program calls by its number. */
  readonly helper: {
    readonly given: Given & { readonly name: string; readonly ifMissing: Consequence };
    readonly facts: { readonly presence: Presence };
  };
  /** A part of a trace event's record that the script reads where its own struct has it. */
  readonly event_part: {
    readonly given: Given & {
      readonly event: string;
      readonly name: string;
      readonly offset: number;
      readonly size: number;
    };
    readonly facts: { readonly fit: OffsetFit };
  };
  /** Something the tool needs of the kernel before it can make the probe. */
  readonly requirement: {
    readonly given: Given & { readonly what: string };
    readonly facts: { readonly offered: boolean };
  };
  /** An argument by its place or register. */
  readonly arg: {
    /** `counted`: the kernel looks the place up among the function's parameters, and refuses the probe where there is none. */
    readonly given: GivenUse & {
      readonly index: number;
      readonly of: 'function' | 'raw_tracepoint';
      readonly counted: boolean;
    };
    readonly facts: {
      readonly proto: FuncProto;
      /** The parameter that each argument place holds; a struct passed by value can fill two, the result can follow. */
      readonly slots: readonly Param[];
      readonly fit: ArgFit;
      readonly agreement: ArgAgreement;
    };
  };
  /** A system call that is probed as a function, or an argument that is read there. */
  readonly syscall_wrapper: {
    readonly given: Given & {
      readonly func: string;
      readonly ifMissing: Consequence;
      /** The argument, as the script's language writes it; absent for the attach point itself. */
      readonly spelled?: string;
    };
    readonly facts: {
      /** The function of the system call that the name does not lead to, or whose arguments lie behind a pointer. */
      readonly wrapping:
        { readonly kind: 'none' } | { readonly kind: 'renamed' | 'registers'; readonly wrapper: string };
    };
  };
  /** A machine register, read at the entry of a function. */
  readonly register: {
    /** `arguments`: the registers that hold the arguments on this architecture, in order, as the script writes them. */
    readonly given: GivenUse & { readonly arguments: readonly string[] };
    /** `no such register`: the architecture has none of that name. */
    readonly facts: { readonly holds: 'argument' | 'nothing' | 'no such register' };
  };
  /** An argument by the kernel's own name for it. */
  readonly arg_name: {
    readonly given: GivenUse & { readonly name: string };
    readonly facts: { readonly proto: FuncProto };
  };
  /** What the function returns. */
  readonly retval: {
    /** `slot`: the place the script reads it at, from 0, where it follows the arguments. */
    readonly given: GivenUse & { readonly slot?: number };
    readonly facts: { readonly returned: CType; readonly fit: ValueFit; readonly slots: readonly Param[] };
  };
  /** A chain of members. */
  readonly field: {
    readonly given: Given & {
      readonly ifMissing: Consequence;
      /** The chain as C writes it, without what it starts from: `sk_prot->name`. */
      readonly path: string;
    };
    readonly facts: {
      readonly walk: Walk;
      readonly fit: ValueFit;
      /** What the chain ends at, as a declaration. */
      readonly type: string;
    };
  };
  /** Bytes at a number behind a pointer. */
  readonly raw_offset: {
    readonly given: Given & { readonly spelled: string };
    readonly facts: { readonly fit: OffsetFit };
  };
  /** A field of a trace event's record, by its name or its place; `name` is what the script calls it. */
  readonly event_field: {
    readonly given: GivenUse & { readonly name: string };
    readonly facts: {
      readonly fields: readonly EventField[];
      /** The one that is read, if the record has it. */
      readonly field: EventField | undefined;
      readonly fit: ValueFit;
    };
  };
  /** A struct, union, enum or typedef; `name` as C writes it: `struct sock`. */
  readonly type: {
    readonly given: GivenName & { readonly ifMissing: Consequence };
    readonly facts: { readonly presence: Presence };
  };
  /** What one place of a locked definition relies on. */
  readonly locked: {
    readonly given: Given;
    /** What is not as it was on the kernel that the definition is locked with. */
    readonly facts: { readonly changes: readonly LockedChange[] };
  };
  /** A constant of an enum. */
  readonly enumval: {
    readonly given: GivenName & { readonly ifMissing: Consequence };
    readonly facts: {
      readonly presence: Presence;
      /** In decimal. */
      readonly value: string;
      readonly fit: ValueFit;
    };
  };
  /** A relocation of a compiled program; `name` as C writes it: `struct sock.sk_protocol`. */
  readonly core_relo: {
    readonly given: Given & { readonly name: string; readonly ifMissing: Consequence };
    readonly facts: { readonly fit: CoreReloFit };
  };
  /** A function or variable of the kernel that a compiled program is linked with. */
  readonly ksym: {
    readonly given: GivenName & { readonly ifMissing: Consequence; readonly call: boolean };
    readonly facts: { readonly presence: Presence };
  };
  /** A thing of which it is known that it came to mean something else, with its name and type as before. */
  readonly meaning: {
    readonly given: Given & {
      /** As a noun: "`arg3` of `cap_capable`". */
      readonly what: string;
      readonly of: 'function' | 'argument' | 'member' | 'constant';
      /** What it was and what it is, clauses that fit behind "it is". */
      readonly before: string;
      readonly now: string;
      /** Since when, and by which commit. */
      readonly source: string;
      /** What to do, a sentence. */
      readonly advice: string;
    };
    readonly facts: { readonly fit: MeaningFit };
  };
  /** The branches of one test, of which each kernel takes one. */
  readonly branch: {
    readonly given: GivenTest;
    readonly facts: { readonly fit: BranchFit };
  };
  /** One condition of a test. */
  readonly guard: {
    /** `meant`: what it is taken for a misspelling of. */
    readonly given: GivenTest & { readonly meant: () => string | undefined };
    readonly facts: { readonly holds: 'somewhere' | 'nowhere' };
  };
  /** A function or variable by its symbol. */
  readonly symbol: {
    readonly given: GivenName & { readonly ifMissing: Consequence };
    readonly facts: { readonly presence: Presence };
  };
}

export type SubjectKind = keyof Subjects;

/** The facts a rule about `On` can ask for. */
export type FactOf<On extends SubjectKind> = keyof Subjects[On]['facts'] & string;
