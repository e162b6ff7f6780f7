import type { CType, Kernel } from '@tracefit/model';
import type { Presence } from '@tracefit/rules';
import { ask } from '../alike/asked-kernel';
import { known, unknown, type Fact } from '../fact';
import { findWhereabouts, judgeAbsent, type Home } from '../hooks/whereabouts';

export type Named = Extract<CType, { kind: 'struct' | 'union' | 'enum' | 'typedef' }>;

/** Whether the kernel's types define a name. */
export function typePresence(kernel: Kernel, type: Named, reference: readonly Kernel[]): Fact<Presence> {
  if (hasType(kernel, type)) return known('there');
  const spelled = printName(type);
  if (!kernel.complete('types')) {
    return unknown(`the types of this kernel were not read, so whether it has \`${spelled}\` cannot be told`);
  }
  return judgeAbsent(kernel, `\`${spelled}\``, 'types', () =>
    findWhereabouts(reference, 'types', (other) => (hasType(other, type) ? homeOf(other, type) : undefined)),
  );
}

function homeOf(kernel: Kernel, { kind, name }: Named): Home {
  const modules = kernel.typeModules(kind, name);
  return modules.length > 0 ? modules : 'image';
}

/** One question, since builds that all have a struct seldom have the same. */
export function hasType(kernel: Kernel, type: Named): boolean {
  return ask(kernel, (plain) => definesType(plain, type));
}

function definesType(kernel: Kernel, type: Named): boolean {
  switch (type.kind) {
    case 'struct':
    case 'union':
      return kernel.structs(type.kind, type.name).length > 0;
    case 'enum':
      return kernel.enums(type.name).length > 0;
    case 'typedef':
      return kernel.typedefs(type.name).length > 0;
  }
}

/** A named type as C writes it. */
export function printName(type: Named): string {
  return type.kind === 'typedef' ? type.name : `${type.kind} ${type.name}`;
}
