import type { Kernel, Probe } from '@tracefit/model';
import { ask } from '../alike/asked-kernel';
import { attaches } from './attaches';
import { isElsewhere } from './whereabouts';
import { hookOf } from './hook';
import { siteOf, type Site } from './site';

/**
 * Why what is wrong with a probe that does not attach may not matter, as far as a compiled definition shows: the program that loads
 * it may choose. `undefined` where nothing speaks for that.
 */
export function leftToLoader(site: Site, relatives: readonly Probe[]): string | undefined {
  const { attach } = site.probe;
  if (site.file.tool !== 'libbpf' || attaches(site)) return undefined;
  if (relatives.some((other) => other !== site.probe && standsIn(site, other))) {
    return 'another program of it that does the same attaches there, and the one that loads them may choose';
  }
  // Programs for user-space functions, or for one that is chosen later, are written as kprobes on a name that nothing has.
  if (hookOf(attach.kind) !== 'function' || attach.wildcard === true) return undefined;
  if (isElsewhere(site.reference.whereabouts(attach.name))) return undefined;
  return 'no kernel at hand has it, so it may stand for what the program that loads it chooses';
}

/**
 * Whether another probe takes the place of this one on the kernel: it attaches there, and somewhere it is the other way
 * round. Programs that only share code are there, and missing, independently of each other.
 */
function standsIn(site: Site, other: Probe): boolean {
  if (!attachesOn(site, other, site.kernel)) return false;
  const homes = site.reference.kernels.filter((kernel) => attachesOn(site, site.probe, kernel));
  return homes.length === 0 || homes.some((kernel) => !attachesOn(site, other, kernel));
}

function attachesOn({ file, reference }: Site, probe: Probe, kernel: Kernel): boolean {
  return ask(kernel, (plain) =>
    reference.remember(`attaches ${plain.identity.id} ${probe.attach.kind} ${probe.attach.name} ${file.path}`, () =>
      attaches(siteOf(file, probe, plain, reference)),
    ),
  );
}
