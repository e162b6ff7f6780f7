import { printProto } from '@tracefit/model';
import { hookOf } from '../hooks/hook';
import type { Site } from '../hooks/site';
import type { Relied } from './relied';

/** What an attach point relies on; nothing where it touches none of the kernel's internals. */
export function attachDependency(site: Site): Relied | undefined {
  const { attach } = site.probe;
  if (attach.byLoader === true || attach.address !== undefined) return undefined;
  const { name, span } = attach;
  switch (hookOf(attach.kind)) {
    case 'function':
      return { kind: 'function', name, span, ...prototype(site) };
    case 'syscall':
      return { kind: 'syscall', name, span, ...prototype(site) };
    case 'lsm':
      return { kind: 'lsm_hook', name, span, ...prototype(site) };
    case 'event':
      return { kind: 'tracepoint', name, span };
    case 'raw_tracepoint':
      return { kind: 'raw_tracepoint', name, span, ...prototype(site) };
    case 'none':
      return undefined;
  }
}

function prototype(site: Site): { readonly declaration?: string } {
  if (site.probe.attach.wildcard === true) return {};
  const protos = site.protos();
  const [named] = protos.kind === 'known' ? protos.value : [];
  return named ? { declaration: printProto(named.name, named.proto) } : {};
}
