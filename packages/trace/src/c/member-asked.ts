import type { CType } from '@tracefit/model';
import { namesOf } from './lower-call';
import type { Expression } from './syntax';
import { findVariable, type Walk } from './walk';

/** The member that a question of libbpf is about: `p->a.b`, or `struct x, a.b`. */
export function memberAsked(
  walk: Walk,
  first: Expression | undefined,
  second: Expression | undefined,
): { readonly type: CType; readonly path: readonly string[] } | undefined {
  if (first?.kind === 'type') {
    const path = namesOf(second);
    return first.type && path ? { type: bare(first.type), path } : undefined;
  }
  if (!first) return undefined;
  if (first.kind === 'name' && second && !findVariable(walk, first.name)) {
    const path = namesOf(second);
    return path && { type: { kind: 'typedef', name: first.name }, path };
  }
  const outer = walk.quiet;
  walk.quiet = true;
  const { chain } = walk.rules.expression(walk, first);
  walk.quiet = outer;
  const type = chain?.expected?.type ?? (chain?.base.kind === 'typed' ? chain.base.type : undefined);
  const path = chain?.path.flatMap((step) => (step.kind === 'member' ? [step.name] : []));
  return type && path && path.length > 0 ? { type: bare(type), path } : undefined;
}

/** The struct a pointer leads to, by the kernel's name. */
export function bare(type: CType): CType {
  switch (type.kind) {
    case 'ptr':
      return bare(type.to);
    case 'const':
    case 'volatile':
    case 'restrict':
      return bare(type.of);
    case 'struct':
    case 'union':
    case 'enum':
    case 'typedef':
      return { kind: type.kind, name: withoutFlavour(type.name) };
    default:
      return type;
  }
}

export function withoutFlavour(name: string): string {
  return name.replace(/___.*$/, '');
}
