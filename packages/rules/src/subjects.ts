import type { Candidate, CType, EventField, FuncProto, Param, Probe, Span, TraceTool } from '@tracefit/model';
import type {
  Ambiguity,
  ArgAgreement,
  ArgFit,
  Attachability,
  BranchFit,
  CallersFit,
  Consequence,
  CoreReloFit,
  CounterpartEvent,
  FunctionHome,
  FunctionPresence,
  LockedChange,
  MeaningFit,
  OffsetFit,
  PatternFit,
  Presence,
  ValueFit,
  Walk,
} from './facts';

/** What every rule is told of the script. */
export interface Given {
  readonly probe: Probe;
  readonly tool: TraceTool;
  /** The place of the subject in the script. */
  readonly span: Span;
}

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

/** Where an attach point names the function of a system call on another architecture. */
export interface OtherSyscallFunction {
  /** The function there. */
  readonly wrapper: string;
  /** The event of the call, on every architecture. */
  readonly event: string;
}

interface GivenUse extends Given {
  /** The attach point by its name: `vfs_unlink`. */
  readonly func: string;
  /** The subject as the script's language writes it: `arg1`, `$arg2`, `%si`. */
  readonly spelled: string;
  /** What follows if the kernel does not have it. */
  readonly ifMissing: Consequence;
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
      readonly otherSyscallFunction: () => OtherSyscallFunction | undefined;
      readonly isElsewhere: () => boolean;
      /** A trace event of the kernel that tells of the same: what to do, a sentence. */
      readonly instead: () => string | undefined;
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
      /** Whether another kernel at hand has it. */
      readonly isElsewhere: () => boolean;
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
  /** A constant of an enum, by its name or by its number. */
  readonly enumval: {
    /** `byNumber`: `name` is a number that stands in the script, in decimal. */
    readonly given: GivenName & { readonly ifMissing: Consequence; readonly byNumber?: true };
    readonly facts: {
      readonly presence: Presence;
      /** In decimal; of a number what it means, `MR_SYSCALL = 3`. */
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
