import { printProto, printType } from '@tracefit/model';
import { placesOf } from '../args/arg-places';
import { hookOf, type Hook } from '../hooks/hook';
import type { NamedProto, Site } from '../hooks/site';
import { splitEvent } from '../hooks/tracepoint-presence';

/** The function a probe attaches to, as its declaration; of several, how many; nothing where the kernel refuses it. */
export function describeFunction(site: Site): string | undefined {
  const protos = site.protos();
  if (protos.kind === 'moot') return undefined;
  if (protos.kind === 'unknown') return site.presence().kind === 'known' ? 'exists' : undefined;
  const [first] = protos.value;
  if (site.probe.attach.wildcard === true)
    return `matches ${new Set(protos.value.map(({ name }) => name)).size} functions`;
  return first && printProto(first.name, first.proto);
}

const withPrototype: ReadonlySet<Hook> = new Set<Hook>(['function', 'lsm', 'syscall', 'raw_tracepoint']);

/** The prototype of what a probe attaches to; nothing where it is not one function, or is not known. */
export function prototypeOf(site: Site): string | undefined {
  const { attach } = site.probe;
  if (attach.wildcard === true || !withPrototype.has(hookOf(attach.kind))) return undefined;
  const protos = site.protos();
  const [first, ...others] = protos.kind === 'known' ? protos.value : [];
  return first && others.length === 0 ? printProto(first.name, first.proto) : undefined;
}

export function describeTracepoint(site: Site): string | undefined {
  const { kernel, probe } = site;
  const raw = kernel.rawTracepoint(probe.attach.name);
  if (raw) return printProto(raw.name, { ret: { kind: 'void' }, params: raw.params });
  return kernel.tracepoint(...splitEvent(probe.attach.name)) ? 'exists' : undefined;
}

/** An argument word of a function, `arg1 = struct dentry *dentry`; the whole prototype where there is none. */
export function describeArgument(site: Site, spelled: string, index: number, { name, proto }: NamedProto): string {
  const param = placesOf(site, site.kernel, proto).slots[index];
  return param ? `${spelled} = ${printType(param.type, param.name)}` : printProto(name, proto);
}
