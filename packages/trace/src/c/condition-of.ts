import type { Condition, CType } from '@tracefit/model';
import { versionTest } from './directive-condition';
import { namesOf } from './lower-call';
import type { CallNode, Expression } from './syntax';
import { tokenize } from './tokens';
import { findVariable, type Walk } from './walk';

/** What a test asks of the kernel, where it asks that alone. */
export function conditionOf(walk: Walk, test: Expression): Condition | undefined {
  switch (test.kind) {
    case 'unary': {
      const of = test.op === '!' ? conditionOf(walk, test.of) : undefined;
      return of && { kind: 'not', of };
    }
    case 'binary':
      return ofBinary(walk, test.op, test.left, test.right);
    case 'call':
      return ofCall(walk, test);
    case 'name':
      return ofOption(walk, test.name);
    default:
      return undefined;
  }
}

function ofBinary(walk: Walk, op: string, left: Expression, right: Expression): Condition | undefined {
  if (op === '&&' || op === '||') {
    const parts = [conditionOf(walk, left), conditionOf(walk, right)].filter((part) => part !== undefined);
    // `exists && x` is false for sure where it does not exist; the other way round it says nothing.
    if (parts.length === 2) return { kind: op === '&&' ? 'all' : 'any', of: parts };
    return undefined;
  }
  const spelled = [left, right].map(spell);
  if (spelled.includes(undefined)) return undefined;
  return versionTest(tokenize(`${spelled[0] ?? ''} ${op} ${spelled[1] ?? ''}`));
}

function spell(node: Expression): string | undefined {
  if (node.kind === 'name') return node.name;
  if (node.kind === 'literal') return node.text;
  if (node.kind !== 'call' || node.of.kind !== 'name') return undefined;
  const args = node.args.map(spell);
  return args.includes(undefined) ? undefined : `${node.of.name}(${args.join(',')})`;
}

function ofOption(walk: Walk, name: string): Condition | undefined {
  const isOption = walk.unit.externs.some((each) => each.name === name && each.attribute === '__kconfig');
  return isOption && name.startsWith('CONFIG_') ? { kind: 'config_set', name } : undefined;
}

function ofCall(walk: Walk, { of, args }: CallNode): Condition | undefined {
  if (of.kind !== 'name') return undefined;
  const [first, second] = args;
  switch (of.name) {
    case 'likely':
    case 'unlikely':
      return first && conditionOf(walk, first);
    case 'bpf_core_field_exists':
      return fieldExists(walk, first, second);
    case 'bpf_core_type_exists':
      return first?.kind === 'type' && first.type ? { kind: 'type_exists', type: bare(first.type) } : undefined;
    case 'bpf_core_enum_value_exists': {
      const name = second?.kind === 'name' ? second.name : undefined;
      return name === undefined ? undefined : { kind: 'enumval_exists', name: withoutFlavour(name) };
    }
    case 'bpf_ksym_exists':
      return first?.kind === 'name' ? { kind: 'symbol_exists', name: first.name } : undefined;
    default:
      return undefined;
  }
}

/** `bpf_core_field_exists(p->a.b)` or `(struct x, a.b)`. */
function fieldExists(walk: Walk, first: Expression | undefined, second: Expression | undefined): Condition | undefined {
  if (first?.kind === 'type') {
    const path = namesOf(second);
    return first.type && path ? { kind: 'field_exists', type: bare(first.type), path } : undefined;
  }
  if (!first) return undefined;
  if (first.kind === 'name' && second && !findVariable(walk, first.name)) {
    const path = namesOf(second);
    return path && { kind: 'field_exists', type: { kind: 'typedef', name: first.name }, path };
  }
  const outer = walk.quiet;
  walk.quiet = true;
  const { chain } = walk.rules.expression(walk, first);
  walk.quiet = outer;
  const type = chain?.expected?.type ?? (chain?.base.kind === 'typed' ? chain.base.type : undefined);
  const path = chain?.path.flatMap((step) => (step.kind === 'member' ? [step.name] : []));
  return type && path && path.length > 0 ? { kind: 'field_exists', type: bare(type), path } : undefined;
}

/** The struct a pointer leads to, by the kernel's name. */
function bare(type: CType): CType {
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

function withoutFlavour(name: string): string {
  return name.replace(/___.*$/, '');
}
