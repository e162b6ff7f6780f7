import type { Dependency, Kernel, Probe, TraceFile } from '@tracefit/model';
import { decideGuards } from '../guards/decide';
import { referenceOf } from '../hooks/reference';
import { siteOf, type Site } from '../hooks/site';
import { placeOf } from '../report/place-of';
import type { Relied } from './relied';
import { attachDependency } from './attach-dependency';
import { useDependencies } from './use-dependencies';

/**
 * Everything of the kernel that a trace definition relies on, in the order of its text; what it relies on twice at one
 * place is told once.
 *
 * @param kernel the kernel to look types and arguments up on; branches that do not live there are left out
 */
export function dependenciesOf(file: TraceFile, kernel: Kernel): readonly Dependency[] {
  const reference = referenceOf([kernel], undefined);
  const found = file.probes.flatMap((probe) => {
    const site = siteOf(file, probe, kernel, reference);
    if (decideGuards(probe.guards, site.scope, reference).kind === 'false') return [];
    return ofProbe(site, probe);
  });
  const once = new Map(found.map((each) => [[each.line, each.column, each.kind, each.name].join(' '), each]));
  return [...once.values()].sort((a, b) => a.line - b.line || a.column - b.column);
}

function ofProbe(site: Site, probe: Probe): readonly Dependency[] {
  const maySpare = probe.guards.length > 0 || probe.ifMissing !== undefined || probe.group !== undefined;
  const attach = attachDependency(site);
  const uses = probe.uses.flatMap((use) => {
    const lives = decideGuards(use.guards ?? [], site.scope, site.reference);
    if (lives.kind === 'false') return [];
    const optional = maySpare || (use.guards ?? []).length > 0;
    return useDependencies(site, use).map((relied) => dependency(site, relied, optional));
  });
  return [...(attach ? [dependency(site, attach, maySpare)] : []), ...uses];
}

function dependency({ file, probe }: Site, { span, ...relied }: Relied, optional: boolean): Dependency {
  const { kind, name } = probe.attach;
  return { file: file.path, probe: `${kind}:${name}`, ...placeOf(file, span), ...relied, optional };
}
