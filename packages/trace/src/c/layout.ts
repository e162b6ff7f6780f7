import { evaluateConstant, type Comparison, type Condition, type CType, type LayoutTerm } from '@tracefit/model';
import { namesOf } from './lower-call';
import { memberAsked } from './member-asked';
import type { CallNode, Expression } from './syntax';
import { findVariable, pointed, type Walk } from './walk';

/** A number that is made of offsets and sizes of the kernel's types. */
export interface Layout {
  readonly terms: readonly LayoutTerm[];
  readonly number: number;
}

/** Sums are followed this deep. */
const maxDepth = 20;

/** What an expression is, where it is a sum of offsets, sizes and numbers. */
export function layoutOf(walk: Walk, node: Expression, depth = 0): Layout | undefined {
  if (depth > maxDepth) return undefined;
  switch (node.kind) {
    case 'literal': {
      const value = evaluateConstant(node.text);
      return value === undefined ? undefined : { terms: [], number: Number(value) };
    }
    case 'name':
      return findVariable(walk, node.name)?.layout;
    case 'cast':
      return layoutOf(walk, node.of, depth + 1);
    case 'unary': {
      const type = node.op === 'sizeof' && node.of.kind === 'type' ? node.of.type : undefined;
      return type && termOf(walk, 'size', type, []);
    }
    case 'binary': {
      if (node.op !== '+' && node.op !== '-') return undefined;
      const left = layoutOf(walk, node.left, depth + 1);
      const right = layoutOf(walk, node.right, depth + 1);
      return left && right && sum(left, right, node.op === '+' ? 1 : -1);
    }
    case 'call':
      return ofCall(walk, node);
    default:
      return undefined;
  }
}

/** What is asked of the kernel where two such numbers are compared. */
export function layoutTest(walk: Walk, op: string, left: Expression, right: Expression): Condition | undefined {
  const one = layoutOf(walk, left);
  const other = one && layoutOf(walk, right);
  const { terms, number } = one && other ? sum(one, other, -1) : { terms: [], number: 0 };
  if (terms.length === 0) return undefined;
  return { kind: 'layout', terms, op: op as Comparison, value: -number };
}

function sum(left: Layout, right: Layout, times: 1 | -1): Layout {
  return {
    terms: [...left.terms, ...right.terms.map((term) => ({ ...term, times: term.times * times }))],
    number: left.number + times * right.number,
  };
}

function ofCall(walk: Walk, { of, args }: CallNode): Layout | undefined {
  if (of.kind !== 'name') return undefined;
  const [first, second] = args;
  switch (of.name) {
    case 'offsetof':
    case '__builtin_offsetof': {
      const path = namesOf(second);
      const type = first?.kind === 'type' ? first.type : undefined;
      return type && path && termOf(walk, 'offset', type, path);
    }
    case 'bpf_core_field_offset':
    case 'bpf_core_field_size': {
      const asked = memberAsked(walk, first, second);
      return asked && termOf(walk, of.name === 'bpf_core_field_size' ? 'size' : 'offset', asked.type, asked.path);
    }
    case 'bpf_core_type_size':
      return first?.kind === 'type' && first.type ? termOf(walk, 'size', first.type, []) : undefined;
    default:
      return undefined;
  }
}

/** Types of the text's own are the same everywhere, and nothing is asked of the kernel. */
function termOf(walk: Walk, of: LayoutTerm['of'], named: CType, path: readonly string[]): Layout | undefined {
  const type = path.length === 0 ? walk.types.resolve(named) : pointed(walk.types, named);
  if ((type.kind !== 'struct' && type.kind !== 'union') || walk.types.isOwn(type)) return undefined;
  return { terms: [{ of, type, path, times: 1 }], number: 0 };
}
