import type { KernelNames } from '@tracefit/reporters';
import type { Thing } from './find-things';
import { differMarkedly, type CallCount } from './call-count';
import type { Presence } from './shape';

/** Kernels that follow one another and have the same. */
export interface Version {
  readonly ids: readonly string[];
  readonly presence: Presence;
  /** From where a function is called, where that was not told of earlier kernels, or is markedly different from there. */
  readonly called?: CallCount;
}

/** What a thing was, from the oldest kernel to the newest, neighbours with the same as one. */
export function foldHistory(thing: Thing, names: KernelNames): readonly Version[] {
  const presences = new Map(thing.presences.map(({ id, presence }) => [id, presence]));
  const versions: { key: string; ids: string[]; presence: Presence; called?: CallCount }[] = [];
  // Each architecture for itself: another compiles another part of the kernel into callers.
  const told = new Map<string, CallCount>();
  for (const id of names.order) {
    const presence = presences.get(id);
    if (!presence) continue;
    const key = keyOf(presence);
    const last = versions.at(-1);
    const called = presence.state === 'there' ? presence.shape.called : undefined;
    const before = called && told.get(called.arch);
    const isNews = called !== undefined && (!before || differMarkedly(before, called));
    if (isNews) told.set(called.arch, called);
    if (last?.key === key && !(isNews && before)) {
      last.ids.push(id);
      if (isNews) last.called ??= called;
    } else versions.push({ key, ids: [id], presence, ...(isNews && { called }) });
  }
  return versions;
}

/** Two kernels with one key have the same. */
export function keyOf(presence: Presence): string {
  if (presence.state !== 'there') return presence.state === 'absent' ? '' : presence.reason;
  return [...presence.shape.lines, '', ...presence.shape.notes].join('\n');
}
