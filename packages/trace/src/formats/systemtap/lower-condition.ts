import type { Condition } from '@tracefit/model';
import { negate } from '../../explore';
import { castType } from './lower-target';
import type { Expression } from './syntax-tree';
import { innermost, keysOf, type Link } from './value';
import type { Walk } from './walk';

/** Longer conditions are held for none of the kernel. */
export const maxParts = 32;

/** What a condition asks of the kernel with `@defined`; `undefined` where it asks nothing. */
export function conditionOf(walk: Walk, node: Expression): Condition | undefined {
  if (node.kind === 'call' && node.name === '@defined') return node.args[0] && whetherDefined(walk, node.args[0], node);
  if (node.kind !== 'operator') return undefined;
  const [left] = node.of;
  if (left && node.op === '!') {
    const inner = conditionOf(walk, left);
    return inner && negate(inner);
  }
  if ((node.op !== '&&' && node.op !== '||') || node.of.length > maxParts) return undefined;
  const parts = node.of.map(
    (each): Condition => conditionOf(walk, each) ?? { kind: 'opaque', text: textOf(walk, each) },
  );
  if (parts.every((part) => part.kind === 'opaque')) return undefined;
  return { kind: node.op === '&&' ? 'all' : 'any', of: parts };
}

function whetherDefined(walk: Walk, node: Expression, whole: Expression): Condition {
  const notFollowed: Condition = { kind: 'not_followed', text: textOf(walk, whole) };
  if (node.kind === 'target') {
    const name = node.name.replace(/^\$+|\$+$/g, '');
    const { context, of } = walk;
    walk.asksOfProbed.add(name);
    if (node.steps.length > 0 || name === 'return' || of === '') return notFollowed;
    if (context === 'function' || context === 'return') return { kind: 'arg_exists', of: 'function', func: of, name };
    return context === 'tracepoint' ? { kind: 'arg_exists', of: 'raw_tracepoint', func: of, name } : notFollowed;
  }
  if (node.kind === 'call' && node.name === '@var' && node.steps.length === 0 && node.args[0]?.kind === 'literal') {
    return { kind: 'symbol_exists', name: node.args[0].value.split('@')[0] ?? '' };
  }
  if (node.kind === 'call' && node.name === '@cast' && node.args[1]?.kind === 'literal') {
    const pointer = castType(node.args[1].value);
    if (!pointer) return notFollowed;
    const type = innermost(pointer);
    const path = node.steps.flatMap((step) => (step.kind === 'member' ? [step.name.replace(/\$+$/, '')] : []));
    return path.length === 0 ? { kind: 'type_exists', type } : { kind: 'field_exists', type, path };
  }
  return notFollowed;
}

/** The values that are there where a condition holds, by their keys. */
export function provenBy(walk: Walk, node: Expression): readonly string[] {
  if (node.kind === 'operator' && node.op === '&&') return node.of.flatMap((each) => provenBy(walk, each));
  const asked = node.kind === 'call' && node.name === '@defined' ? node.args[0] : undefined;
  const link = asked && linkOf(asked);
  return link ? keysOf(link) : [];
}

/** A value as it would be read. */
function linkOf(node: Expression): Link | undefined {
  const span = { start: 0, end: 0, line: 1, column: 1 };
  if (node.kind === 'target') {
    const name = node.name.replace(/^\$+|\$+$/g, '');
    const base = name === 'return' ? ({ kind: 'retval' } as const) : ({ kind: 'arg_name', name } as const);
    const path = node.steps.map((step) =>
      step.kind === 'index'
        ? ({ kind: 'index', span } as const)
        : ({ kind: 'member', name: step.name.replace(/\$+$/, ''), span } as const),
    );
    return { base, baseSpan: span, path };
  }
  return undefined;
}

function textOf(walk: Walk, node: Expression): string {
  return walk.words(node).replace(/\s+/g, ' ').slice(0, 120);
}
