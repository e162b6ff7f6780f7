import type { CType } from './c-type';
import type { CoreReloRef } from './core-relo';
import type { Span } from './span';

/** Where a member begins in its type, or how long it is, in bytes, taken `times` times; a size with no path is that of the type. */
export interface LayoutTerm {
  readonly of: 'offset' | 'size';
  readonly type: CType;
  readonly path: readonly string[];
  readonly times: number;
}

export type Comparison = '<' | '<=' | '==' | '!=' | '>=' | '>';

/** A condition the script, or the tool for it, tests on the running kernel before it relies on something. */
export type Condition =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'function_exists'; readonly name: string }
  /** BTF describes the function; with `args`, it has arguments, and a fixed number of them. */
  | { readonly kind: 'prototype_known'; readonly name: string; readonly args?: true }
  | { readonly kind: 'raw_tracepoint_exists'; readonly name: string }
  /** A function or raw tracepoint has a parameter of that name. */
  | {
      readonly kind: 'arg_exists';
      readonly of: 'function' | 'raw_tracepoint';
      readonly func: string;
      readonly name: string;
    }
  | { readonly kind: 'tracepoint_exists'; readonly system: string; readonly name: string }
  | { readonly kind: 'type_exists'; readonly type: CType }
  | { readonly kind: 'field_exists'; readonly type: CType; readonly path: readonly string[] }
  | { readonly kind: 'enumval_exists'; readonly name: string }
  | { readonly kind: 'symbol_exists'; readonly name: string }
  | { readonly kind: 'config_set'; readonly name: string }
  /** The kernel's architecture, as it names it itself: `x86_64`, `arm64`. */
  | { readonly kind: 'arch'; readonly name: string }
  /** The kernel's `LINUX_VERSION_CODE` compared with `MAJOR.MINOR.PATCH`. */
  | { readonly kind: 'version'; readonly op: Comparison; readonly version: string }
  /** A sum of offsets and sizes of the kernel's types, compared with a number: `offsetof(struct sock, a) - offsetof(struct sock, b) == 2`. */
  | { readonly kind: 'layout'; readonly terms: readonly LayoutTerm[]; readonly op: Comparison; readonly value: number }
  /** The number libbpf puts in place of a relocation, compared with a decimal one. */
  | { readonly kind: 'core_value'; readonly relo: CoreReloRef; readonly op: Comparison; readonly value: string }
  /** Decided by the kernel, but by a test that tracefit cannot make; in the script's words. */
  | { readonly kind: 'not_followed'; readonly text: string }
  /** Not decided by the kernel (a run-time value), in the script's words; `option`: by an option of the tool's command line, a clause. */
  | { readonly kind: 'opaque'; readonly text: string; readonly option?: true };

/** A condition with the place it stands at. All guards of one place come from one test: they are the conditions of its branches. */
export interface Guard {
  readonly condition: Condition;
  readonly span: Span;
}
