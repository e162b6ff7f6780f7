import { decideGuards } from '../guards/decide';
import { hookOf } from './hook';
import type { Site } from './site';

/** Whether a probe is surely taken by the kernel; what is not known does not count. */
export function attaches(site: Site): boolean {
  if (decideGuards(site.probe.guards, site.scope, site.reference).kind === 'false') return false;
  const hook = hookOf(site.probe.attach.kind);
  if (hook === 'none') return true;
  if (hook === 'event' || hook === 'raw_tracepoint') {
    const presence = site.tracepoint();
    return presence.kind === 'known' && presence.value === 'there';
  }
  const answer = site.attachability();
  return answer.kind === 'known' && answer.value.kind === 'attaches';
}
