/** A piece of the script by offsets into its text. */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

/** One step behind a value: `->name`, `.name`, `[index]`. */
export interface StepNode extends Piece {
  readonly kind: 'member' | 'index';
  readonly name: string;
}

export type Expression = LiteralNode | WordNode | TargetNode | CallNode | MembersNode | OperatorNode;

/** A number or a text; `value` without quotes. */
export interface LiteralNode extends Piece {
  readonly kind: 'literal';
  readonly value: string;
  readonly isText: boolean;
}

/** A variable of the script. */
export interface WordNode extends Piece {
  readonly kind: 'word';
  readonly name: string;
}

/** `$name` and what follows it. */
export interface TargetNode extends Piece {
  readonly kind: 'target';
  readonly name: string;
  readonly nameEnd: number;
  readonly steps: readonly StepNode[];
}

/** `name(args)`, `@name(args)->steps`, `@name`. */
export interface CallNode extends Piece {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Expression[];
  readonly steps: readonly StepNode[];
}

/** `value->steps` of a value of the script, whose type is that of what was assigned. */
export interface MembersNode extends Piece {
  readonly kind: 'members';
  readonly of: Expression;
  readonly steps: readonly StepNode[];
}

/** Any operator with what it takes, in the order of the text; elements of arrays are the operator `[]`. */
export interface OperatorNode extends Piece {
  readonly kind: 'operator';
  readonly op: string;
  readonly of: readonly Expression[];
}

export type Statement =
  | (Piece & { readonly kind: 'block'; readonly body: readonly Statement[] })
  | (Piece & {
      readonly kind: 'if';
      readonly condition: Expression;
      readonly yes: Statement;
      readonly no?: Statement;
    })
  /** Loops and what else only holds expressions and statements together. */
  | (Piece & {
      readonly kind: 'group';
      readonly expressions: readonly Expression[];
      readonly body: readonly Statement[];
    })
  | (Piece & { readonly kind: 'expression'; readonly expression: Expression })
  /** C code, which is not read. */
  | (Piece & { readonly kind: 'embedded' })
  /** What could not be read. */
  | (Piece & { readonly kind: 'hole' });

/** `name(arg)` of a probe point. */
export interface ComponentNode extends Piece {
  readonly name: string;
  readonly arg?: string;
  readonly isNumber?: boolean;
  /** The argument comes from the command line. */
  readonly isDynamic?: boolean;
}

/** A probe point; `alternatives` of braces are written out. */
export interface ProbePointNode extends Piece {
  readonly components: readonly ComponentNode[];
  readonly optional: boolean;
  readonly sufficient: boolean;
  readonly condition?: Expression;
}

export interface ProbeNode extends Piece {
  readonly points: readonly ProbePointNode[];
  readonly body: Statement;
}

/**
 * `probe NAME = POINTS {}`; the body runs before that of the probe that names it, or behind it with `+=`. With
 * `{}, {}` there is one for each.
 */
export interface AliasNode extends ProbeNode {
  readonly name: readonly ComponentNode[];
  readonly isEpilogue: boolean;
  readonly second?: Statement;
}

export interface FunctionNode extends Piece {
  readonly name: string;
  readonly params: readonly string[];
  readonly body: Statement;
}

export interface Script {
  readonly probes: readonly ProbeNode[];
  readonly aliases: readonly AliasNode[];
  readonly functions: readonly FunctionNode[];
}
