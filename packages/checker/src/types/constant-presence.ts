import type { Kernel } from '@tracefit/model';
import type { Presence } from '@tracefit/rules';
import { known, unknown, type Fact } from '../fact';
import { areModulesRead, isModuleRead, nowhereRead } from '../hooks/whereabouts';

/**
 * Whether the kernel's types define a constant. Which enum brings a constant, and so which module, is not kept: one that another
 * kernel has is missing here where all that was read of that kernel was read of this one.
 */
export function constantPresence(kernel: Kernel, name: string, reference: readonly Kernel[]): Fact<Presence> {
  if (kernel.enumValues(name).length > 0) return known('there');
  if (!kernel.complete('types')) {
    return unknown(`the types of this kernel were not read, so whether it has \`${name}\` cannot be told`);
  }
  if (areModulesRead(kernel, 'types')) return known('missing');
  const owners = reference.filter((other) => other.enumValues(name).length > 0);
  if (owners.some((owner) => wasReadAsFully(kernel, owner))) return known('missing');
  if (owners.length === 0) {
    if (reference.some((other) => areModulesRead(other, 'types'))) return known('missing');
    return unknown(`\`${name}\` ${nowhereRead(kernel, 'types')}`);
  }
  return unknown(
    `\`${name}\` may be of a module on other kernels, and the types of not all those modules were read here`,
  );
}

/** Whether the image of another build of the flavour, and the types of its modules that were read, have their like here. */
function wasReadAsFully(kernel: Kernel, other: Kernel): boolean {
  if (other.identity.flavour !== kernel.identity.flavour) return false;
  const untyped = new Set(other.untypedModules());
  return other.modules().every((module) => untyped.has(module) || isModuleRead(kernel, module, 'types'));
}
