import type { CType, Kernel } from '@tracefit/model';
import type { Presence } from '@tracefit/rules';
import { known, unknown, type Fact } from '../fact';
import { findWhereabouts, judgeAbsent } from '../hooks/whereabouts';

type Named = Extract<CType, { kind: 'struct' | 'union' | 'enum' | 'typedef' }>;

/** Whether the kernel's types define a name. */
export function typePresence(kernel: Kernel, type: Named, reference: readonly Kernel[]): Fact<Presence> {
  if (hasType(kernel, type)) return known('there');
  const spelled = printName(type);
  if (!kernel.complete('types')) {
    return unknown(`the types of this kernel were not read, so whether it has \`${spelled}\` cannot be told`);
  }
  // Types do not say which module brings them.
  const homeOn = (other: Kernel) => (other.complete('modules') ? 'either' : 'image');
  return judgeAbsent(kernel, `\`${spelled}\``, () =>
    findWhereabouts(reference, (other) => (hasType(other, type) ? homeOn(other) : undefined)),
  );
}

export function hasType(kernel: Kernel, type: Named): boolean {
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
