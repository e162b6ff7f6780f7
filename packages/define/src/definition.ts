/**
 * A trace definition as plain data, as `schemas/trace-definition.schema.json` has it: the same in YAML, in JSON and from
 * `defineTrace`.
 */
export interface TraceDefinition {
  readonly traceDefinition: 1;
  readonly name?: string;
  readonly description?: string;
  /** The program that runs it; without it, one that refuses to start where something is missing. */
  readonly tool?: Tool;
  /** The id of the kernel the trace is right on: `debian/6.1.0-56-amd64`. */
  readonly writtenFor?: string;
  /** The kernels the trace is for: `>= 5.10`, `>= 5.12, < 6.3`. */
  readonly kernels?: string;
  readonly probes: readonly ProbeDefinition[];
}

export type Tool = 'bpftrace' | 'tracefs' | 'bcc' | 'libbpf' | 'perf' | 'systemtap' | 'tetragon' | 'other';

/** One attach point with all that its body relies on. */
export interface ProbeDefinition extends ProbeBody {
  /** Where it attaches, in libbpf's words: `kprobe/vfs_read`, `tracepoint/sched/sched_switch`. */
  readonly attach: string;
}

/** What the body of a probe relies on. */
export interface ProbeBody {
  readonly description?: string;
  /** What the tool does where the attach point is not there; without it, it refuses to start. */
  readonly ifMissing?: 'error' | 'warn' | 'ignore';
  /** Probes of one group are alternatives: one that attaches is enough. */
  readonly group?: string;
  /** What the trace tests before it attaches; all of it must hold. */
  readonly when?: readonly Condition[];
  readonly args?: readonly Argument[];
  readonly retval?: Value;
  /** Fields of the tracepoint's record. */
  readonly eventFields?: readonly Named[];
  /** Members of structs that come from anywhere: `struct file.f_mode`. */
  readonly fields?: readonly (string | { readonly field: string; readonly when?: readonly Condition[] })[];
  /** Types the kernel must have: `struct sock`. */
  readonly types?: readonly Named[];
  readonly enumConstants?: readonly Named[];
  /** Functions and variables that are looked up by name. */
  readonly symbols?: readonly Named[];
}

/** A name, alone or with what is tested before it is relied on. */
export type Named = string | { readonly name: string; readonly when?: readonly Condition[] };

/** A value that is read. */
export interface Value {
  /** The C type it is taken for, `struct dentry *`, or `string` for text that ends with a zero. */
  readonly type?: string;
  /** Members that are read from there on: `f_path.dentry->d_name.name`. */
  readonly fields?: readonly string[];
  readonly when?: readonly Condition[];
}

/** An argument by its position, its name in the kernel, or the register that holds it. */
export interface Argument extends Value {
  /** From 1. */
  readonly position?: number;
  /** Alone, the kernel's own name; beside a position or a register, what is expected there. */
  readonly name?: string;
  readonly register?: string;
}

/** A test of the kernel; the name of the test is the only key. */
export type Condition =
  | { readonly functionExists: string }
  /** `SYSTEM:EVENT`. */
  | { readonly tracepointExists: string }
  | { readonly typeExists: string }
  | { readonly fieldExists: string }
  | { readonly enumConstantExists: string }
  | { readonly symbolExists: string }
  | { readonly configSet: string }
  /** `>= 5.12, < 6.3`. */
  | { readonly kernel: string }
  | { readonly not: Condition }
  | { readonly any: readonly Condition[] }
  | { readonly all: readonly Condition[] };
