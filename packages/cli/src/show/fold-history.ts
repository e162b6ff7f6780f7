import type { KernelNames } from '@tracefit/reporters';
import type { Thing } from './find-things';
import type { Presence } from './shape';

/** Kernels that follow one another and have the same. */
export interface Version {
  readonly ids: readonly string[];
  readonly presence: Presence;
}

/** What a thing was, from the oldest kernel to the newest, neighbours with the same as one. */
export function foldHistory(thing: Thing, names: KernelNames): readonly Version[] {
  const presences = new Map(thing.presences.map(({ id, presence }) => [id, presence]));
  const versions: { key: string; ids: string[]; presence: Presence }[] = [];
  for (const id of names.order) {
    const presence = presences.get(id);
    if (!presence) continue;
    const key = keyOf(presence);
    const last = versions.at(-1);
    if (last?.key === key) last.ids.push(id);
    else versions.push({ key, ids: [id], presence });
  }
  return versions;
}

/** Two kernels with one key have the same. */
export function keyOf(presence: Presence): string {
  if (presence.state !== 'there') return presence.state === 'absent' ? '' : presence.reason;
  return [...presence.shape.lines, '', ...presence.shape.notes].join('\n');
}
