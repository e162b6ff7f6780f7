import type { AttachPoint, Kernel } from '@tracefit/model';
import type { FunctionPresence } from '@tracefit/rules';
import { follow, known, unknown, type Fact } from '../fact';

/**
 * Whether a tool that reads debugging information finds a function: the copies that were inlined and the clones have its
 * name there. Only a function that others could call is surely gone with its symbol; a tool that goes by symbols where there is no
 * such information is held to them.
 */
export function presenceByDebugInfo(
  { name, byDebugInfo }: AttachPoint,
  presence: Fact<FunctionPresence>,
  kernels: readonly Kernel[],
): Fact<FunctionPresence> {
  if (byDebugInfo === undefined) return presence;
  return follow(presence, (answer): Fact<FunctionPresence> => {
    if (answer.kind !== 'clones_only' && byDebugInfo === 'without_inlined') return known(answer);
    switch (answer.kind) {
      case 'clones_only':
        return unknown(
          `only clones of \`${name}\` are left here, and what debugging information says of them was not read`,
        );
      case 'inlined':
        return unknown(`\`${name}\` is inlined here, where only debugging information tells, which was not read`);
      case 'missing':
        if (byDebugInfo === 'if_installed') return known(answer);
        return kernels.some((kernel) => isGlobal(kernel, name))
          ? known(answer)
          : unknown(
              `\`${name}\` has no symbol here; whether it is inlined is told by debugging information only, which was not read`,
            );
      default:
        return known(answer);
    }
  });
}

function isGlobal(kernel: Kernel, name: string): boolean {
  return kernel.func(name)?.symbols?.some(({ letter }) => letter === 'T') === true;
}
