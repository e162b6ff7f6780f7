import type { Kernel, PathStep, Probe, ValueBase, ValueUse } from '@tracefit/model';
import type { CounterpartEvent } from '@tracefit/rules';
import { argumentOfRegister } from '../abi/argument-registers';
import type { Site } from '../hooks/site';
import { splitEvent } from '../hooks/tracepoint-presence';
import type { Counterpart } from '../notes/note';
import { counterparts } from '../notes/notes';
import { spellBase } from '../spelling';

/** The trace event that tells what a probe reads, where there is one with all of it on every checked kernel. */
export function counterpartEvent(site: Site): CounterpartEvent | undefined {
  const { probe, file, reference } = site;
  const { attach } = probe;
  // What is read when the function returns, or inside of it, is another thing.
  if (attach.kind !== 'kprobe' || (attach.offset ?? 0) > 0) return undefined;
  const counterpart = counterparts.find(({ func }) => func === attach.name);
  if (!counterpart) return undefined;
  // The script knows it already, and has the function for kernels without.
  if (file.probes.some((other) => other.attach.name === counterpart.event)) return undefined;
  const fields = fieldsFor(site, counterpart);
  if (!fields?.every(({ field }) => reference.targets.every((kernel) => hasField(kernel, counterpart, field))))
    return undefined;
  if (!reference.targets.every((kernel) => eventOn(kernel, counterpart))) return undefined;
  return { event: counterpart.event, fields, ...(counterpart.but === undefined ? {} : { but: counterpart.but }) };
}

/** What to use where the function cannot be probed at its entry: a trace event of this kernel that tells of the same. */
export function eventInstead({ probe, kernel }: Site): string | undefined {
  const { kind, name } = probe.attach;
  if (kind !== 'kprobe' && kind !== 'fentry') return undefined;
  const bare = name.replace(/^_+/, '');
  const counterpart = counterparts.find(({ func }) => func === name || func === bare);
  if (!counterpart || !eventOn(kernel, counterpart)) return undefined;
  const { event, but } = counterpart;
  return `Where it is there, the trace event \`${event}\` tells of the same.${but === undefined ? '' : ` ${but}`}`;
}

/** The field for each thing the probe reads of the function; nothing where one has none. */
function fieldsFor(site: Site, counterpart: Counterpart): CounterpartEvent['fields'] | undefined {
  const found = new Map<string, string>();
  for (const use of site.probe.uses) {
    if (use.kind === 'raw_offset' || use.kind === 'core_relo' || use.kind === 'ksym') return undefined;
    if (use.kind !== 'value' || use.base.kind === 'curtask' || use.base.kind === 'symbol') continue;
    const index = argumentIndex(site, use.base);
    if (index === undefined) return undefined;
    const path = use.path.flatMap(memberOf);
    const field = counterpart.fields[[index, ...path].join('.')];
    if (field !== undefined) found.set([spellBase(site.file.tool, use.base), ...path].join('.'), field);
    else if (path.length > 0 || !isFollowed(site.probe, use)) return undefined;
  }
  return [...found].map(([read, field]) => ({ read, field }));
}

function argumentIndex(site: Site, base: ValueBase): number | undefined {
  switch (base.kind) {
    case 'arg':
      return base.index;
    case 'register':
      return argumentOfRegister(site.kernel.identity.arch, base.name);
    case 'arg_name': {
      const protos = site.protos();
      const [only] = protos.kind === 'known' ? protos.value : [];
      const index = only?.proto.params.findIndex(({ name }) => name === base.name) ?? -1;
      return index < 0 ? undefined : index;
    }
    default:
      return undefined;
  }
}

function memberOf(step: PathStep): readonly string[] {
  return step.kind === 'member' ? [step.name] : [];
}

/** Whether an argument is only what members are read from. */
function isFollowed({ uses }: Probe, { base }: ValueUse): boolean {
  const text = JSON.stringify(base);
  return uses.some((other) => other.kind === 'value' && other.path.length > 0 && JSON.stringify(other.base) === text);
}

function eventOn(kernel: Kernel, { event }: Counterpart) {
  return kernel.tracepoint(...splitEvent(event));
}

function hasField(kernel: Kernel, counterpart: Counterpart, name: string): boolean {
  return eventOn(kernel, counterpart)?.fields?.some((field) => field.name === name) === true;
}
