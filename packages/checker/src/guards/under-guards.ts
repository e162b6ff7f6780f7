import type { Guard, Kernel } from '@tracefit/model';
import type { Reference } from '../hooks/reference';
import type { Site } from '../hooks/site';
import { questionKey } from './answers';
import { decideGuards } from './decide';

/**
 * The site for what stands under guards: kernels on which it does not live have no say in what it means, be it the one the script was written
 * for or others that are checked.
 */
export function underGuards(site: Site, guards: readonly Guard[]): Site {
  const { probe, reference } = site;
  const all = [...probe.guards, ...guards];
  const isAlone = reference.targets.length < 2 && !reference.writtenFor;
  if (all.length === 0 || isAlone) return site;
  const key = all.map(({ condition }) => questionKey(condition)).join();
  return { ...site, reference: reference.rememberOfTargets(`under ${key}`, () => referenceUnder(reference, all, key)) };
}

function referenceUnder(reference: Reference, guards: readonly Guard[], key: string): Reference {
  const lives = (kernel: Kernel) => decideGuards(guards, { kernel, declared: [] }, reference).kind !== 'false';
  const { writtenFor, ...rest } = reference;
  const targets = rest.targets.filter(lives);
  const isWrittenFor = writtenFor === undefined || lives(writtenFor);
  if (targets.length === rest.targets.length && isWrittenFor) return reference;
  return {
    ...rest,
    targets,
    ...(writtenFor && isWrittenFor ? { writtenFor } : {}),
    rememberOfTargets: (what, make) => reference.rememberOfTargets(`${what} under ${key}`, make),
  };
}
