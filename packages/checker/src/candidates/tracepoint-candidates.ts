import { nearestNames, type Candidate, type Kernel } from '@tracefit/model';
import { ask } from '../alike/asked-kernel';
import { hookOf } from '../hooks/hook';
import type { Site } from '../hooks/site';
import { splitEvent } from '../hooks/tracepoint-presence';
import { scored } from './scored';

/** Tracepoints of the kernel whose names are near the missing one; events of the same system first. */
export function tracepointCandidates({ kernel, probe, reference }: Site): readonly Candidate[] {
  const { name, kind, wildcard } = probe.attach;
  if (wildcard === true) return [];
  // Another system call with a name like it is no help where this one is not of the architecture.
  if (name.startsWith('syscalls:') && isTracepointElsewhere({ probe, reference })) return [];
  const near =
    hookOf(kind) === 'event' ? nearEvents : (plain: Kernel) => nearestNames(name, plain.rawTracepointNames());
  // The same events are missing under many tests, and for many tools.
  const nearest = ask(kernel, (plain) =>
    reference.remember(`events near ${hookOf(kind)} ${name} ${plain.identity.id}`, () => near(plain, name)),
  );
  return scored(nearest);
}

function nearEvents(kernel: Kernel, name: string): readonly string[] {
  const [system, event] = splitEvent(name);
  const names = kernel.tracepointNames();
  const moved = names.filter((each) => splitEvent(each)[1] === event);
  // The system is the same, and takes no steps.
  const family = names.filter((each) => each.startsWith(`${system}:`)).map((each) => splitEvent(each)[1]);
  const near = nearestNames(event, family, 3, Math.floor(name.length / 3)).map((each) => `${system}:${each}`);
  return [...new Set([...moved, ...near])].slice(0, 3);
}

/** The one event of the same name in another system, where a kernel at hand has the missing one. */
export function tracepointSuccessor({ kernel, probe, reference }: Site): Candidate | undefined {
  const { attach } = probe;
  if (attach.wildcard === true || hookOf(attach.kind) !== 'event') return undefined;
  const [system, event] = splitEvent(attach.name);
  if (!reference.kernels.some((other) => other.tracepoint(system, event) !== undefined)) return undefined;
  const [moved, ...others] = ask(kernel, (plain) =>
    plain.tracepointNames().filter((name) => splitEvent(name)[1] === event),
  );
  return moved !== undefined && others.length === 0 ? { name: moved, score: 0.9 } : undefined;
}

/** Whether another kernel at hand has a tracepoint that is missing here. */
export function isTracepointElsewhere({ probe, reference }: Pick<Site, 'probe' | 'reference'>): boolean {
  const { name, kind, wildcard } = probe.attach;
  if (wildcard === true) return true;
  const has = (kernel: Kernel) =>
    hookOf(kind) === 'event' ? kernel.tracepoint(...splitEvent(name)) : kernel.rawTracepoint(name);
  return reference.remember(`some kernel has the tracepoint ${kind} ${name}`, () =>
    reference.kernels.some((kernel) => has(kernel) !== undefined),
  );
}
