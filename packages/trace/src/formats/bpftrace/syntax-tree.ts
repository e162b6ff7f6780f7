import type { CType, Span } from '@tracefit/model';

/** An expression of bpftrace, with names as docs/language.md of bpftrace uses them. */
export type Expression =
  | NumberNode
  | StringNode
  | WordNode
  | VariableNode
  | MapNode
  | PositionalNode
  | CallNode
  | MemberNode
  | IndexNode
  | UnaryNode
  | BinaryNode
  | TernaryNode
  | IfNode
  | Block
  | CastNode
  | TupleNode
  | RecordNode
  | TypeQueryNode
  | TypeNode
  | BadNode;

interface Node {
  readonly span: Span;
}

export interface NumberNode extends Node {
  readonly kind: 'number';
  readonly value?: bigint;
}

export interface StringNode extends Node {
  readonly kind: 'string';
  readonly value: string;
}

/** A bare identifier: a builtin, a macro, a constant of an enum or a header. */
export interface WordNode extends Node {
  readonly kind: 'word';
  readonly name: string;
}

/** `$name`; the name without the sigil. */
export interface VariableNode extends Node {
  readonly kind: 'variable';
  readonly name: string;
}

/** `@name` or `@name[key, ...]`; the name without the sigil, empty for `@`. */
export interface MapNode extends Node {
  readonly kind: 'map';
  readonly name: string;
  readonly keys: readonly Expression[];
}

/** `$1` or `$#`. */
export interface PositionalNode extends Node {
  readonly kind: 'positional';
}

export interface CallNode extends Node {
  readonly kind: 'call';
  readonly name: string;
  readonly nameSpan: Span;
  readonly args: readonly Expression[];
}

/** `of.name`, `of->name`, or `of.0` of a tuple. */
export interface MemberNode extends Node {
  readonly kind: 'member';
  readonly of: Expression;
  readonly name: string;
  readonly nameSpan: Span;
}

export interface IndexNode extends Node {
  readonly kind: 'index';
  readonly of: Expression;
  readonly index: Expression;
  readonly bracketSpan: Span;
}

/** `*x`, `!x`, `-x`, `~x`, `&x`, `++x`, `x++`, and `comptime x`. */
export interface UnaryNode extends Node {
  readonly kind: 'unary';
  readonly op: string;
  readonly opSpan: Span;
  readonly of: Expression;
}

export interface BinaryNode extends Node {
  readonly kind: 'binary';
  readonly op: string;
  readonly left: Expression;
  readonly right: Expression;
}

/** `test ? then : otherwise`; without `then` the value of the test is meant. */
export interface TernaryNode extends Node {
  readonly kind: 'ternary';
  readonly test: Expression;
  readonly then?: Expression;
  readonly otherwise: Expression;
}

/** `if` with all its `else if`. */
export interface IfNode extends Node {
  readonly kind: 'if';
  readonly branches: readonly { readonly test: Expression; readonly body: Block }[];
  readonly otherwise?: Block;
}

/** `{ ...; result }`. */
export interface Block extends Node {
  readonly kind: 'block';
  readonly statements: readonly Statement[];
  readonly result?: Expression;
}

export interface CastNode extends Node {
  readonly kind: 'cast';
  readonly to: TypeNode;
  readonly of: Expression;
}

export interface TupleNode extends Node {
  readonly kind: 'tuple';
  readonly items: readonly Expression[];
}

export interface RecordNode extends Node {
  readonly kind: 'record';
  readonly fields: readonly { readonly name: string; readonly value: Expression }[];
}

/** `sizeof(...)`, `offsetof(..., a.b)`, `typeinfo(...)`. */
export interface TypeQueryNode extends Node {
  readonly kind: 'type_query';
  readonly word: 'sizeof' | 'offsetof' | 'typeinfo';
  readonly of: TypeNode | Expression;
  readonly path: readonly string[];
}

/**
 * A type as the script names it: in a cast, an annotation, `typeof(...)`. `type` is absent for bpftrace's own types
 * (`string`, `buffer`) and where it is that of `expression`.
 */
export interface TypeNode extends Node {
  readonly kind: 'type';
  readonly type?: CType;
  readonly expression?: Expression;
}

/** What could not be read. */
export interface BadNode extends Node {
  readonly kind: 'bad';
}

export type Statement = LetNode | AssignNode | ExpressionStatement | LoopNode | ForNode | JumpNode | ImportNode;

export interface LetNode extends Node {
  readonly kind: 'let';
  readonly variable: VariableNode;
  readonly type?: TypeNode;
  readonly value?: Expression;
}

/** `target op value`, `op` being `=` or a compound one; the target of `_ = value` is absent. */
export interface AssignNode extends Node {
  readonly kind: 'assign';
  readonly target?: Expression;
  readonly op: string;
  readonly value: Expression;
}

export interface ExpressionStatement extends Node {
  readonly kind: 'expression';
  readonly value: Expression;
}

/** `while` and `unroll`. */
export interface LoopNode extends Node {
  readonly kind: 'loop';
  readonly test: Expression;
  readonly body: Block;
}

/** `for ($x : over) { ... }`; `to` where `over` is the start of a range. */
export interface ForNode extends Node {
  readonly kind: 'for';
  readonly variable: VariableNode;
  readonly over: Expression;
  readonly to?: Expression;
  readonly body: Block;
}

export interface JumpNode extends Node {
  readonly kind: 'jump';
  readonly value?: Expression;
}

export interface ImportNode extends Node {
  readonly kind: 'import';
  readonly path: string;
}

/** An attach point as it is written, without the white space around it. */
export interface RawAttachPoint extends Node {
  readonly text: string;
}

export interface ProbeNode extends Node {
  readonly attachPoints: readonly RawAttachPoint[];
  readonly predicate?: Expression;
  readonly body: Block;
  /** Places in it that could not be read. */
  readonly holes: readonly Span[];
}

/** A macro's or function's parameter; `sigil` is `$`, `@` or empty for an expression. */
export interface ParameterNode extends Node {
  readonly name: string;
  readonly sigil: string;
  readonly type?: TypeNode;
}

/** `macro name(...) { ... }` or `fn name(...) : type { ... }`. */
export interface RoutineNode extends Node {
  readonly name: string;
  readonly parameters: readonly ParameterNode[];
  readonly body: Block;
}

/** One `key = value` of the config block; the value as text. */
export interface ConfigNode extends Node {
  readonly key: string;
  readonly value: string;
}

/** `struct`, `union` or `enum` definitions and `#` lines are kept as places in the text. */
export interface CPieceNode extends Node {
  readonly kind: 'definition' | 'directive';
}

/** A whole script. */
export interface Script {
  readonly c: readonly CPieceNode[];
  readonly config: readonly ConfigNode[];
  readonly imports: readonly ImportNode[];
  readonly macros: readonly RoutineNode[];
  readonly functions: readonly RoutineNode[];
  readonly probes: readonly ProbeNode[];
}
