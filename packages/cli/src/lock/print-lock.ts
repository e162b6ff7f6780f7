import { stringify } from 'yaml';
import type { Lock } from './lock';

/** A lock as YAML, the same text for the same lock. */
export function printLock(lock: Lock): string {
  const header = `# What trace definitions rely on, as it is on ${lock.kernel}. Written by "tracefit lock", read by "tracefit check".\n`;
  return header + stringify(lock, { lineWidth: 0, aliasDuplicateObjects: false });
}
