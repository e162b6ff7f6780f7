import type { Span } from '@tracefit/model';
import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Located, LocatedScalar } from '../../data/located';
import type { MappedText } from '../../embedded/mapped-text';
import type { ProgramModule } from './program-module';

/** A value of a program, as far as it is known without running it. */
export type Value =
  | Located
  /** A function of the program. */
  | { readonly kind: 'function'; readonly node: FunctionNode; readonly module: ProgramModule; readonly frame: Frame }
  /** A function of `@tracefit/define`. */
  | { readonly kind: 'own'; readonly name: string }
  /** `import * as`, or what `require` gives. */
  | { readonly kind: 'module'; readonly module: ProgramModule }
  | { readonly kind: 'own_package' }
  | { readonly kind: 'undefined'; readonly span: Span };

export type FunctionNode =
  | TSESTree.ArrowFunctionExpression
  | TSESTree.FunctionExpression
  | TSESTree.FunctionDeclaration
  | TSESTree.FunctionDeclarationWithName;

/** What the parameters of the functions that are being called stand for. */
export interface Frame {
  readonly node?: object;
  readonly params: ReadonlyMap<string, Value>;
  readonly outer?: Frame;
}

export const noFrame: Frame = { params: new Map() };

/** A value as data; functions and modules are none. */
export function dataOf(value: Value, span: Span): Located {
  switch (value.kind) {
    case 'map':
    case 'list':
    case 'scalar':
    case 'unknown':
      return value;
    default:
      return { kind: 'unknown', reason: 'it is no data', span };
  }
}

export function scalarOf(value: LocatedScalar['value'], text: MappedText, span: Span): LocatedScalar {
  return { kind: 'scalar', value, text, span };
}

/** A text whose every piece stands at one place. */
export function textAt(text: string, span: Span): MappedText {
  return { text, span: () => span, unknownIn: () => [] };
}

/** A value of another file at the place where this one uses it. */
export function moveTo(value: Value, span: Span): Value {
  switch (value.kind) {
    case 'map':
      return {
        ...value,
        span,
        entries: value.entries.map((entry) => ({
          key: entry.key,
          keySpan: span,
          value: dataOf(moveTo(entry.value, span), span),
        })),
      };
    case 'list':
      return { ...value, span, items: value.items.map((item) => dataOf(moveTo(item, span), span)) };
    case 'scalar': {
      const { text } = value;
      const unknownIn = (from: number, to: number) => text.unknownIn(from, to).map(({ name }) => ({ name, span }));
      return { ...value, span, text: { text: text.text, span: () => span, unknownIn } };
    }
    case 'unknown':
    case 'undefined':
      return { ...value, span };
    default:
      return value;
  }
}
