import type { Guard, HelperUse, Kernel, Probe } from '@tracefit/model';
import type { Presence } from '@tracefit/rules';
import { ifNotLoaded } from '../consequences';
import { known, moot, unknown, type Fact } from '../fact';
import type { Site } from '../hooks/site';
import { subject, type Subject } from './subject';

/** A helper that a BPF program calls. */
export function helperSubject(probe: Probe, use: HelperUse, guards: readonly Guard[]): Subject {
  return subject({
    on: 'helper',
    span: use.span,
    guards,
    given: (site) => ({
      probe,
      span: use.span,
      tool: site.file.tool,
      name: helperName(site, use.id),
      ifMissing: ifNotLoaded(probe),
    }),
    sightings: (site) => known([{ facts: { presence: () => helperPresence(site, use.id) }, seen: () => 'exists' }]),
  });
}

/** The kernel numbers its helpers in `enum bpf_func_id` (include/uapi/linux/bpf.h), and takes none away. */
function helperPresence(site: Site, id: HelperUse['id']): Fact<Presence> {
  const { kernel } = site;
  const last = kernel.enumValues('__BPF_FUNC_MAX_ID')[0]?.value;
  if (last === undefined) return unknown('the helpers of this kernel were not read');
  if (typeof id === 'number') return known(id < Number(last) ? 'there' : 'missing');
  if (hasNamed(kernel, id)) return known('there');
  // Other functions of libbpf and of the kernel begin with `bpf_` too.
  const isHelper = site.reference.remember(`helper ${id}`, () =>
    site.reference.kernels.some((each) => hasNamed(each, id)),
  );
  return isHelper ? known('missing') : moot;
}

function hasNamed(kernel: Kernel, name: string): boolean {
  return kernel.enumValues(`BPF_FUNC_${name}`).length > 0;
}

function helperName({ reference }: Site, id: HelperUse['id']): string {
  if (typeof id === 'string') return `bpf_${id}`;
  const name = reference.remember(`helper ${id}`, () => {
    for (const kernel of [...reference.kernels].reverse()) {
      const found = nameOn(kernel, id);
      if (found !== undefined) return found;
    }
    return undefined;
  });
  return name ?? `helper ${id}`;
}

function nameOn(kernel: Kernel, id: number): string | undefined {
  const constants = kernel.enums('bpf_func_id')[0]?.values ?? [];
  return constants.find(({ value }) => Number(value) === id)?.name.replace('BPF_FUNC_', 'bpf_');
}
