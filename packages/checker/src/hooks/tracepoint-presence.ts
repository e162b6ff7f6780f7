import type { Kernel } from '@tracefit/model';
import type { Presence } from '@tracefit/rules';
import { known, unknown, type Fact } from '../fact';

/** Whether the kernel has a trace event; an event of a module that was not read cannot be told from a missing one. */
export function eventPresence(kernel: Kernel, name: string, reference: readonly Kernel[]): Fact<Presence> {
  const [system, event] = splitEvent(name);
  if (kernel.tracepoint(system, event)) return known('there');
  if (!kernel.complete('tracepoints')) {
    return unknown(`the trace events of this kernel were not read, so whether it has \`${name}\` cannot be told`);
  }
  const elsewhere = reference.flatMap((other) => other.tracepoint(system, event) ?? []);
  const familyIsHere = kernel.tracepointNames().some((each) => each.startsWith(`${system}:`));
  return judgeMissing(kernel, name, elsewhere, familyIsHere);
}

/** Whether the kernel has a tracepoint by its bare name. */
export function rawTracepointPresence(kernel: Kernel, name: string, reference: readonly Kernel[]): Fact<Presence> {
  if (kernel.rawTracepoint(name) || isOfModuleEvent(kernel, name)) return known('there');
  if (!kernel.complete('raw_tracepoints')) {
    return unknown(`the tracepoints of this kernel were not read, so whether it has \`${name}\` cannot be told`);
  }
  const elsewhere = reference.flatMap((other) => other.rawTracepoint(name) ?? []);
  return judgeMissing(kernel, name, elsewhere, false);
}

/** Modules built without BTF (before 5.11) have tracepoints that only their trace events tell of. */
function isOfModuleEvent(kernel: Kernel, name: string): boolean {
  const events = kernel.tracepointNames().filter((each) => each.endsWith(`:${name}`));
  return events.some((event) => kernel.tracepoint(...splitEvent(event))?.module !== undefined);
}

function judgeMissing(
  kernel: Kernel,
  name: string,
  elsewhere: readonly { readonly module?: string }[],
  familyIsHere: boolean,
): Fact<Presence> {
  if (kernel.complete('modules')) return known('missing');
  if (elsewhere.some((each) => each.module === undefined)) return known('missing');
  const module = elsewhere.find((each) => each.module !== undefined)?.module;
  if (module !== undefined) {
    return unknown(
      `\`${name}\` is in the module ${module} on another kernel, and the modules of this one were not read`,
    );
  }
  return familyIsHere
    ? known('missing')
    : unknown(`\`${name}\` is not in the image, and the modules of this kernel were not read`);
}

/** `sched:sched_switch` as system and event. */
export function splitEvent(name: string): readonly [string, string] {
  const at = name.indexOf(':');
  return at < 0 ? ['', name] : [name.slice(0, at), name.slice(at + 1)];
}
