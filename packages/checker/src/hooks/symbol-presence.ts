import type { Kernel } from '@tracefit/model';
import type { Presence } from '@tracefit/rules';
import { known, unknown, type Fact } from '../fact';
import { functionWhereabouts } from './function-presence';
import { findWhereabouts, isElsewhere, judgeAbsent } from './whereabouts';

/** Whether the kernel has a function or variable of that name, as kallsyms lists it. */
export function symbolPresence(kernel: Kernel, name: string, reference: readonly Kernel[]): Fact<Presence> {
  if (kernel.data(name) ?? kernel.func(name)) return known('there');
  if (!kernel.complete('data') || !kernel.complete('functions')) {
    return unknown(`not all symbols of this kernel were read, so whether it has \`${name}\` cannot be told`);
  }
  // Of more modules the functions were read than the variables.
  const asFunction = functionWhereabouts(name, reference);
  if (isElsewhere(asFunction)) return judgeAbsent(kernel, `\`${name}\``, 'functions', () => asFunction);
  return judgeAbsent(kernel, `\`${name}\``, 'types', () =>
    findWhereabouts(reference, 'types', (other) => {
      const data = other.data(name);
      if (!data) return undefined;
      return data.module === undefined ? 'image' : [data.module];
    }),
  );
}
