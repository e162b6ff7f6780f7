import type { Candidate, Effect, Severity, Span } from '@tracefit/model';

/** What follows for the user, where it depends on the tool and not on the rule alone. */
export interface Consequence {
  readonly severity: Severity;
  readonly effect: Effect;
  /** What to do about it, where the tool's behaviour decides that. */
  readonly fix?: string;
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
export type Attachability =
  | { readonly kind: 'attaches' }
  /** `instead`: what the kernel takes in its place, a sentence. */
  | { readonly kind: 'refused'; readonly why: string; readonly instead?: string };

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
