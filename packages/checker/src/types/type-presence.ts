import type { CType, Kernel } from '@tracefit/model';
import type { Presence } from '@tracefit/rules';
import { known, unknown, type Fact } from '../fact';

type Named = Extract<CType, { kind: 'struct' | 'union' | 'enum' | 'typedef' }>;

/** Whether the kernel's types define a name. */
export function typePresence(kernel: Kernel, type: Named, reference: readonly Kernel[]): Fact<Presence> {
  if (hasType(kernel, type)) return known('there');
  const spelled = printName(type);
  if (!kernel.complete('types')) {
    return unknown(`the types of this kernel were not read, so whether it has \`${spelled}\` cannot be told`);
  }
  const elsewhere = reference.filter((other) => hasType(other, type));
  if (kernel.complete('modules') || elsewhere.some((other) => !other.complete('modules'))) return known('missing');
  return unknown(`\`${spelled}\` is not among the types of the image, and the modules of this kernel were not read`);
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
