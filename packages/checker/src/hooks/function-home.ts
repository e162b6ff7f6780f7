import type { Kernel } from '@tracefit/model';
import type { FunctionHome, PatternFit } from '@tracefit/rules';
import { ask, isSameKernel } from '../alike/asked-kernel';
import { follow, known, moot, type Fact } from '../fact';
import { matchNames } from '../names/glob';
import type { Site } from './site';

/**
 * Where a function that is attached to by its bare name lives. Others have it built in: those that are checked, and the kernel the
 * script was written for.
 */
export function functionHome({ probe, kernel, reference, presence }: Site): Fact<FunctionHome> {
  const { name, module, wildcard } = probe.attach;
  if (module !== undefined || wildcard === true) return moot;
  return follow(presence(), ({ kind }): Fact<FunctionHome> => {
    if (kind !== 'there') return moot;
    const symbols = kernel.func(name)?.symbols ?? [];
    const [first] = symbols;
    if (first?.module === undefined || symbols.some((symbol) => symbol.module === undefined))
      return known({ kind: 'image' });
    const { targets, writtenFor } = reference;
    const builtInElsewhere = [...targets, ...(writtenFor ? [writtenFor] : [])].some((other) =>
      other.func(name)?.symbols?.some((symbol) => symbol.module === undefined),
    );
    return known({ kind: 'module', module: first.module, builtInElsewhere });
  });
}

/** Whether a pattern matches what it matched on the kernel the script was written for. */
export function patternFit({ probe, kernel, reference, presence }: Site): Fact<PatternFit> {
  const { writtenFor } = reference;
  const { name, module, wildcard } = probe.attach;
  if (wildcard !== true || module !== undefined || !writtenFor || isSameKernel(kernel, writtenFor)) return moot;
  return follow(presence(), ({ kind }): Fact<PatternFit> => {
    // That it matches nothing at all is told by function-missing.
    if (kind !== 'there' || !kernel.complete('functions') || !writtenFor.complete('functions')) return moot;
    const before = reference.rememberOfTargets(`functions before ${name}`, () =>
      matchNames(name, writtenFor.functionNames()).filter((each) => !each.includes('.')),
    );
    const isLost = (plain: Kernel) => (each: string) => (plain.func(each)?.symbols?.length ?? 0) === 0;
    const lost = ask(kernel, (plain) => before.filter(isLost(plain)));
    if (lost.length === 0) return known({ kind: 'fits' });
    return known({ kind: 'differs', lost, all: before.length, on: [writtenFor.identity.id] });
  });
}
