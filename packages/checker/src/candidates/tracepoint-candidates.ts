import { nearestNames, type Candidate } from '@tracefit/model';
import { ask } from '../alike/asked-kernel';
import { hookOf } from '../hooks/hook';
import type { Site } from '../hooks/site';
import { splitEvent } from '../hooks/tracepoint-presence';
import { scored } from './scored';

/** Tracepoints of the kernel whose names are near the missing one; events of the same system first. */
export function tracepointCandidates({ kernel, probe }: Site): readonly Candidate[] {
  const { attach } = probe;
  if (attach.wildcard === true) return [];
  if (hookOf(attach.kind) !== 'event') {
    return scored(ask(kernel, (plain) => nearestNames(attach.name, plain.rawTracepointNames())));
  }
  const [system, event] = splitEvent(attach.name);
  const nearest = ask(kernel, (plain) => {
    const names = plain.tracepointNames();
    const moved = names.filter((name) => splitEvent(name)[1] === event);
    const family = names.filter((name) => name.startsWith(`${system}:`));
    return [...new Set([...moved, ...nearestNames(attach.name, family)])].slice(0, 3);
  });
  return scored(nearest);
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
