import type { Kernel } from '@tracefit/model';
import type { Presence } from '@tracefit/rules';
import { ask } from '../alike/asked-kernel';
import { known, unknown, type Fact } from '../fact';
import { findWhereabouts, judgeAbsent, type Home } from './whereabouts';

/** Whether the kernel has a trace event; an event of a module that was not read cannot be told from a missing one. */
export function eventPresence(kernel: Kernel, name: string, reference: readonly Kernel[]): Fact<Presence> {
  const [system, event] = splitEvent(name);
  if (kernel.tracepoint(system, event)) return known('there');
  if (!kernel.complete('tracepoints')) {
    return unknown(`the trace events of this kernel were not read, so whether it has \`${name}\` cannot be told`);
  }
  const whereabouts = () => findWhereabouts(reference, 'functions', (other) => homeOf(other.tracepoint(system, event)));
  return judgeAbsent(kernel, `\`${name}\``, 'functions', whereabouts);
}

/** Whether the kernel has a tracepoint by its bare name. */
export function rawTracepointPresence(kernel: Kernel, name: string, reference: readonly Kernel[]): Fact<Presence> {
  if (kernel.rawTracepoint(name) || isOfModuleEvent(kernel, name)) return known('there');
  if (!kernel.complete('raw_tracepoints')) {
    return unknown(`the tracepoints of this kernel were not read, so whether it has \`${name}\` cannot be told`);
  }
  const whereabouts = () => findWhereabouts(reference, 'functions', (other) => homeOf(other.rawTracepoint(name)));
  return judgeAbsent(kernel, `\`${name}\``, 'functions', whereabouts);
}

/** Modules built without BTF (before 5.11) have tracepoints that only their trace events tell of. */
function isOfModuleEvent(kernel: Kernel, name: string): boolean {
  return ask(kernel, (plain) => {
    const events = plain.tracepointNames().filter((each) => each.endsWith(`:${name}`));
    return events.some((event) => plain.tracepoint(...splitEvent(event))?.module !== undefined);
  });
}

function homeOf(tracepoint: { readonly module?: string } | undefined): Home | undefined {
  if (!tracepoint) return undefined;
  return tracepoint.module === undefined ? 'image' : [tracepoint.module];
}

/** `sched:sched_switch` as system and event. */
export function splitEvent(name: string): readonly [string, string] {
  const at = name.indexOf(':');
  return at < 0 ? ['', name] : [name.slice(0, at), name.slice(at + 1)];
}
