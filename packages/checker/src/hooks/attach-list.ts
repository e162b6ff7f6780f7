import type { Probe, Span } from '@tracefit/model';
import type { Consequence } from '@tracefit/rules';
import { nameSimilarity } from '../names/name-similarity';
import { attaches } from './attaches';
import { siteOf, type Site } from './site';

/** Names this much alike are two names of one thing. */
const leastAlike = 0.6;

/**
 * Nothing says what is to be done about what is missing: bpftrace up to 0.23 warns and goes on, later ones refuse the script
 * (the default of `missing_probes`).
 */
const refusedByNewer: Consequence = {
  severity: 'warning',
  effect: 'will-not-load',
  fix: 'Say `config = { missing_probes = warn }` before the probes: without it, bpftrace from 0.24 on refuses the script, where older ones warn and go on.',
};

/** What a kernel makes of the attach points that share a body, seen from one of them that is not taken. */
export interface AttachList {
  /** Where another of the list is taken: what follows from the lack of this one. */
  readonly served?: Consequence;
  /** Where none is: all their names, and the place of the first. */
  readonly lost?: { readonly names: string; readonly place: Span };
}

/** The list a probe is of; nothing where the kernel takes the probe. */
export function attachList(site: Site): AttachList {
  const { file, probe } = site;
  const members = file.probes.filter((other) => probe.list !== undefined && other.list === probe.list);
  const [first] = members;
  if (members.length < 2 || !first || attaches(site)) return {};
  const taken = members.filter((other) => other !== probe && attaches(at(site, other)));
  if (taken.length === 0) {
    const names = [...new Set(members.map(({ attach }) => `\`${attach.name}\``))].join(', ');
    return { lost: { names, place: first.attach.span } };
  }
  if (probe.ifMissing === undefined) return { served: refusedByNewer };
  const isReplaced = taken.some((other) => isSameThing(site, other));
  const consequence = isReplaced
    ? ({ severity: 'info', effect: 'none' } as const)
    : ({ severity: 'warning', effect: 'incomplete' } as const);
  return { served: consequence };
}

/**
 * Whether the other attach point is there in place of this one: it has a name like it, or some kernel at hand takes this
 * one and not the other.
 */
function isSameThing(site: Site, other: Probe): boolean {
  if (nameSimilarity(site.probe.attach.name, other.attach.name) >= leastAlike) return true;
  return site.reference.kernels.some((kernel) => {
    const there = (probe: Probe) => attaches(siteOf(site.file, probe, kernel, site.reference));
    return kernel !== site.kernel && there(site.probe) && !there(other);
  });
}

function at(site: Site, probe: Probe): Site {
  return siteOf(site.file, probe, site.kernel, site.reference);
}
