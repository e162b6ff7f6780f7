import type { CType, PathStep, Use, ValueBase } from '@tracefit/model';

/** A use with the kernel's names of types: `struct task_struct___old` is `struct task_struct` there, as libbpf has it. */
export function withoutFlavours(use: Use): Use {
  switch (use.kind) {
    case 'value': {
      const { expected } = use;
      return {
        ...use,
        base: baseOf(use.base),
        path: use.path.map(stepOf),
        ...(expected?.type ? { expected: { ...expected, type: essential(expected.type) } } : {}),
      };
    }
    case 'type':
      return { ...use, type: essential(use.type) };
    case 'enumval':
      return { ...use, name: cut(use.name) };
    default:
      return use;
  }
}

function baseOf(base: ValueBase): ValueBase {
  return base.kind === 'typed' ? { ...base, type: essential(base.type) } : base;
}

function stepOf(step: PathStep): PathStep {
  return step.kind === 'cast' ? { ...step, type: essential(step.type) } : step;
}

function essential(type: CType): CType {
  switch (type.kind) {
    case 'ptr':
      return { ...type, to: essential(type.to) };
    case 'array':
    case 'const':
    case 'volatile':
    case 'restrict':
      return { ...type, of: essential(type.of) };
    case 'struct':
    case 'union':
    case 'enum':
    case 'typedef':
      return { ...type, name: cut(type.name) };
    default:
      return type;
  }
}

/** `bpf_core_essential_name_len` of tools/lib/bpf/relo_core.c (Linux 7.2): the last `___` that is not at the start or end. */
function cut(name: string): string {
  return name.replace(/(?<=[^_])___(?=[^_]).*$/, '');
}
