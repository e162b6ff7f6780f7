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
  const sought = soughtByLoader(site);
  if (sought !== undefined) return sought;
  // Programs for user-space functions, or for one that is chosen later, are written as kprobes on a name that nothing has.
  if (attach.wildcard === true || !isPlaceholder(site)) return undefined;
  return 'no kernel at hand has it, so it may stand for what the program that loads it chooses';
}

/** Why the program that carries the definition may do without the attach point, as its machine code shows. */
function soughtByLoader({ probe, file, kernel, reference }: Site): string | undefined {
  if (!probe.soughtByLoader) return undefined;
  const { others } = probe.soughtByLoader;
  if (others.length === 0) {
    return 'the program that carries it uses that name in its own code, so it may look for it first and do without';
  }
  const instead = others.find((name) =>
    attaches(siteOf(file, { ...probe, attach: { ...probe.attach, name } }, kernel, reference)),
  );
  return instead === undefined
    ? undefined
    : `the program that carries it names \`${instead}\` too, which it may take instead`;
}

/** Whether no kernel has what is named, and a loader that names another is free to. */
function isPlaceholder({ probe: { attach }, reference }: Site): boolean {
  switch (hookOf(attach.kind)) {
    case 'function':
      return !isElsewhere(reference.whereabouts(attach.name));
    case 'event':
      return !attach.name.includes(':');
    case 'raw_tracepoint':
      // One that is typed by BTF is looked up when it is loaded.
      return attach.kind === 'raw_tracepoint' && !reference.kernels.some((kernel) => kernel.rawTracepoint(attach.name));
    default:
      return false;
  }
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
