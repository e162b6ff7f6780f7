import type { CType, StructDef } from '@tracefit/model';

/** A place in the C text, by offsets. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

export interface NameNode extends Place {
  readonly kind: 'name';
  readonly name: string;
}

/** A number, text or character; `text` as written. */
export interface LiteralNode extends Place {
  readonly kind: 'literal';
  readonly text: string;
  /** The macro without parameters whose body it is of. */
  readonly macro?: string;
}

export interface CallNode extends Place {
  readonly kind: 'call';
  readonly of: Expression;
  readonly args: readonly Expression[];
}

export interface MemberNode extends Place {
  readonly kind: 'member';
  readonly of: Expression;
  readonly name: string;
  readonly namePlace: Place;
}

export interface IndexNode extends Place {
  readonly kind: 'index';
  readonly of: Expression;
  readonly index: Expression;
}

/** `op` before its operand; `p++` is `++` here too. */
export interface UnaryNode extends Place {
  readonly kind: 'unary';
  readonly op: string;
  readonly of: Expression;
}

export interface BinaryNode extends Place {
  readonly kind: 'binary';
  readonly op: string;
  readonly left: Expression;
  readonly right: Expression;
}

export interface TernaryNode extends Place {
  readonly kind: 'ternary';
  readonly test: Expression;
  readonly then: Expression | undefined;
  readonly otherwise: Expression;
}

/** `=`, `+=` and so on. */
export interface AssignNode extends Place {
  readonly kind: 'assign';
  readonly op: string;
  readonly left: Expression;
  readonly right: Expression;
}

export interface CastNode extends Place {
  readonly kind: 'cast';
  readonly type: TypeNode;
  readonly of: Expression;
}

/** A type where an expression may stand: in `sizeof`, and in what macros take. */
export interface TypeNode extends Place {
  readonly kind: 'type';
  /** Absent where it could not be read. */
  readonly type: CType | undefined;
  /** As of a variable. */
  readonly typeOf?: Expression;
}

/** `{ a, .b = c }`, with a type before it or not. */
export interface ListNode extends Place {
  readonly kind: 'list';
  readonly type?: TypeNode;
  readonly items: readonly Expression[];
}

/** `({ ... })` */
export interface BlockExpressionNode extends Place {
  readonly kind: 'block_expression';
  readonly body: BlockNode;
}

export type Expression =
  | NameNode
  | LiteralNode
  | CallNode
  | MemberNode
  | IndexNode
  | UnaryNode
  | BinaryNode
  | TernaryNode
  | AssignNode
  | CastNode
  | TypeNode
  | ListNode
  | BlockExpressionNode;

export interface Variable extends Place {
  readonly name: string;
  readonly type: CType | undefined;
  /** It has the type of this value, or one made of it: `typeof(p->a) x`; `type` has `void` in its place. */
  readonly typeOf?: Expression;
  readonly value: Expression | undefined;
}

export interface DeclarationNode extends Place {
  readonly kind: 'declaration';
  readonly variables: readonly Variable[];
}

export interface ExpressionStatement extends Place {
  readonly kind: 'expression';
  readonly value: Expression;
}

export interface IfNode extends Place {
  readonly kind: 'if';
  readonly test: Expression;
  readonly then: Statement;
  readonly otherwise: Statement | undefined;
}

/** `for`, `while`, `do` and `switch`. */
export interface LoopNode extends Place {
  readonly kind: 'loop';
  readonly head: readonly Statement[];
  readonly body: Statement;
}

export interface JumpNode extends Place {
  readonly kind: 'jump';
  /** `return`, `goto`, `break`, `continue` */
  readonly word: string;
  readonly value: Expression | undefined;
}

export interface BlockNode extends Place {
  readonly kind: 'block';
  readonly statements: readonly Statement[];
}

/** A part that could not be read. */
export interface HoleNode extends Place {
  readonly kind: 'hole';
}

export type Statement = DeclarationNode | ExpressionStatement | IfNode | LoopNode | JumpNode | BlockNode | HoleNode;

export interface Param extends Place {
  readonly name: string;
  readonly type: CType | undefined;
}

export interface FunctionNode extends Place {
  readonly name: string;
  /** The macro that stands for its head, with what is not a parameter: `TRACEPOINT_PROBE(sched, sched_switch)`. */
  readonly macro?: { readonly name: string; readonly words: readonly (Place & { readonly text: string })[] };
  /** The text of `SEC(..)` or the compiler's attribute, for libbpf; absent where it is not written out. */
  readonly section?: Place & { readonly text?: string };
  readonly params: readonly Param[];
  /** Absent where the head does not say it. */
  readonly returns?: CType;
  readonly body: BlockNode;
  readonly holes: readonly HoleNode[];
  readonly namePlace: Place;
}

/** What stands for a function, a variable or an option of the kernel: `extern .. __ksym`, `extern .. __kconfig`. */
export interface ExternNode extends Place {
  readonly name: string;
  readonly weak: boolean;
  readonly attribute: '__ksym' | '__kconfig';
  /** It has a type, by which it is found in BTF. */
  readonly typed: boolean;
}

/** A struct whose members are programs: `SEC(".struct_ops") struct tcp_congestion_ops x = { .init = (void *)f }`. */
export interface StructOpsNode extends Place {
  /** The name of the struct. */
  readonly type: string;
  /** Members that are given something, and the function that is. */
  readonly members: readonly (Place & { readonly name: string; readonly given: string })[];
}

/** A file of C, read. */
export interface Unit {
  readonly functions: readonly FunctionNode[];
  readonly structs: readonly StructDef[];
  /** Those of them, as `struct NAME`, that are looked up in the kernel: `__attribute__((preserve_access_index))`. */
  readonly relocated: ReadonlySet<string>;
  /** Types by the names the text gives them. */
  readonly typedefs: ReadonlyMap<string, CType>;
  readonly globals: ReadonlyMap<string, CType>;
  readonly externs: readonly ExternNode[];
  readonly structOps: readonly StructOpsNode[];
  /** Enum constants of the text. */
  readonly constants: ReadonlyMap<string, bigint>;
  /** Parts outside of functions that could not be read. */
  readonly holes: readonly Place[];
}
