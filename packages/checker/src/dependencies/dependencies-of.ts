import {
  printType,
  type Dependency,
  type Kernel,
  type Probe,
  type Span,
  type TraceFile,
  type Use,
} from '@tracefit/model';
import { decideGuards } from '../guards/decide';
import { referenceOf } from '../hooks/reference';
import { siteOf, type Site } from '../hooks/site';
import { placeOf } from '../report/place-of';
import { attachDependency } from './attach-dependency';
import { baseDependency } from './base-dependency';
import { memberDependencies } from './member-dependencies';

/** A dependency before it is known where it stands. */
export interface Relied extends Pick<Dependency, 'kind' | 'name'> {
  readonly declaration?: string;
  readonly span: Span;
}

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
    return ofUse(site, use).map((relied) => dependency(site, relied, optional));
  });
  return [...(attach ? [dependency(site, attach, maySpare)] : []), ...uses];
}

function dependency({ file, probe }: Site, { span, ...relied }: Relied, optional: boolean): Dependency {
  const { kind, name } = probe.attach;
  return { file: file.path, probe: `${kind}:${name}`, ...placeOf(file, span), ...relied, optional };
}

function ofUse(site: Site, use: Use): readonly Relied[] {
  const { span } = use;
  switch (use.kind) {
    case 'value': {
      const base = baseDependency(site, use.base, use.baseSpan);
      return [...(base ? [base] : []), ...memberDependencies(site, use)];
    }
    case 'raw_offset': {
      const base = baseDependency(site, use.base, span);
      const chain = use.offsets
        .map((offset) => `${offset < 0 ? '-' : '+'}0x${Math.abs(offset).toString(16)}`)
        .join(' ');
      return [...(base ? [base] : []), { kind: 'offset', name: `${base?.name ?? 'a value'} ${chain}`, span }];
    }
    case 'type': {
      const name = printType(use.type);
      if (use.path === undefined || use.path.length === 0) return [{ kind: 'type', name, span }];
      return [{ kind: 'member', name: `${name}.${use.path.join('.')}`, span }];
    }
    case 'symbol':
      return [{ kind: 'symbol', name: use.name, span }];
    case 'enumval':
      return [{ kind: 'constant', name: use.name, span }];
    case 'core_relo':
      return [{ kind: 'relocation', name: use.name, span }];
    case 'ksym':
      return [{ kind: use.call ? 'kfunc' : 'symbol', name: use.name, span }];
    default:
      return [];
  }
}
