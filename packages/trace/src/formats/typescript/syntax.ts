import type { ParseProblem } from '@tracefit/model';
import { parse, type TSESTree } from '@typescript-eslint/typescript-estree';
import { createSpanMaker } from '../../span-maker';

export type Node = TSESTree.Node;

/** A program as a tree; `problem` where it is none. */
export type Program =
  | { readonly kind: 'read'; readonly program: TSESTree.Program }
  | { readonly kind: 'unreadable'; readonly problem: ParseProblem };

/** Reads TypeScript or JavaScript; `path` decides whether `<` begins a tag. Nothing of it is run. */
export function parseProgram(path: string, text: string): Program {
  const at = createSpanMaker(text);
  try {
    const program = parse(text, {
      range: true,
      loc: false,
      comment: false,
      tokens: false,
      jsx: /x$/.test(path) || /\.[mc]?js$/.test(path),
      suppressDeprecatedPropertyWarnings: true,
    });
    return { kind: 'read', program };
  } catch (error) {
    if (error instanceof RangeError) return unreadable('nested too deeply', at(0));
    if (!isSyntaxError(error)) throw error;
    const start = Math.min(Math.max(0, error.index), text.length);
    return unreadable(
      `${error.message.charAt(0).toLowerCase()}${error.message.slice(1).replace(/\.$/, '')}`,
      at(start),
    );
  }
}

function unreadable(message: string, span: ParseProblem['span']): Program {
  return { kind: 'unreadable', problem: { kind: 'syntax', message, span } };
}

/** What the parser throws where the text is no program. */
function isSyntaxError(error: unknown): error is Error & { readonly index: number } {
  return error instanceof Error && 'index' in error && typeof error.index === 'number';
}

/** The nodes below a node, in the order of the text. */
export function childrenOf(node: Node): readonly Node[] {
  const children: Node[] = [];
  for (const [key, value] of Object.entries(node)) {
    if (key === 'parent') continue;
    for (const item of Array.isArray(value) ? (value as unknown[]) : [value as unknown])
      if (isNode(item)) children.push(item);
  }
  return children;
}

function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string' && 'range' in value
  );
}
