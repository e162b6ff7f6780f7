import type { SourceText } from '../../../c/source-text';

/** A place in the file, by offsets. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

export interface CallExpr extends Place {
  readonly kind: 'call';
  readonly of: Expr;
  readonly args: readonly Argument[];
}

export interface Argument extends Place {
  /** Of `name=value`; `*` and `**` for those that are spread. */
  readonly name?: string;
  readonly value: Expr;
}

export interface FunctionDef extends Place {
  readonly kind: 'def';
  readonly name: string;
  readonly params: readonly Param[];
  readonly body: readonly Stmt[];
}

export interface Param {
  readonly name: string;
  readonly star?: '*' | '**';
  readonly value?: Expr;
}

export type Expr = Place &
  (
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'number'; readonly value: number }
    | { readonly kind: 'text'; readonly value: SourceText }
    /** An f-string, or literals side by side of which one is. */
    | { readonly kind: 'join'; readonly parts: readonly Expr[] }
    | { readonly kind: 'constant'; readonly value: boolean | undefined }
    | { readonly kind: 'list'; readonly items: readonly Expr[] }
    | { readonly kind: 'dict'; readonly entries: readonly { readonly key: Expr; readonly value: Expr }[] }
    | CallExpr
    | { readonly kind: 'member'; readonly of: Expr; readonly name: string }
    | { readonly kind: 'index'; readonly of: Expr; readonly index: Expr }
    | { readonly kind: 'slice'; readonly of: Expr; readonly from: Expr | undefined; readonly to: Expr | undefined }
    | { readonly kind: 'unary'; readonly op: string; readonly of: Expr }
    | { readonly kind: 'binary'; readonly op: string; readonly left: Expr; readonly right: Expr }
    | { readonly kind: 'conditional'; readonly test: Expr; readonly then: Expr; readonly otherwise: Expr }
    | { readonly kind: 'lambda'; readonly params: readonly Param[]; readonly body: Expr }
    | {
        readonly kind: 'comprehension';
        readonly item: Expr;
        readonly target: Expr;
        readonly over: Expr;
        readonly test: Expr | undefined;
      }
    /** Something this reader does not follow. */
    | { readonly kind: 'other'; readonly parts: readonly Expr[] }
  );

export type Stmt = Place &
  (
    | { readonly kind: 'expression'; readonly value: Expr }
    | { readonly kind: 'assign'; readonly targets: readonly Expr[]; readonly value: Expr }
    | { readonly kind: 'update'; readonly op: string; readonly target: Expr; readonly value: Expr }
    | {
        readonly kind: 'if';
        readonly branches: readonly { readonly test: Expr; readonly body: readonly Stmt[] }[];
        readonly otherwise: readonly Stmt[];
      }
    | {
        readonly kind: 'for';
        readonly target: Expr;
        readonly over: Expr;
        readonly body: readonly Stmt[];
        readonly otherwise: readonly Stmt[];
      }
    | { readonly kind: 'while'; readonly test: Expr; readonly body: readonly Stmt[] }
    | {
        readonly kind: 'try';
        readonly body: readonly Stmt[];
        readonly handlers: readonly (readonly Stmt[])[];
        readonly otherwise: readonly Stmt[];
        readonly last: readonly Stmt[];
      }
    | FunctionDef
    | { readonly kind: 'class'; readonly name: string; readonly body: readonly Stmt[] }
    | {
        readonly kind: 'jump';
        readonly word: 'return' | 'raise' | 'break' | 'continue';
        readonly value: Expr | undefined;
      }
    | {
        readonly kind: 'import';
        readonly module: string;
        readonly names: readonly { readonly name: string; readonly as: string }[];
      }
    | {
        readonly kind: 'with';
        readonly items: readonly { readonly value: Expr; readonly target: Expr | undefined }[];
        readonly body: readonly Stmt[];
      }
    | { readonly kind: 'global'; readonly names: readonly string[] }
    | { readonly kind: 'pass' }
  );
