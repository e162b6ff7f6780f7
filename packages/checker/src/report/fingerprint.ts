import { createHash } from 'node:crypto';

/** 12 hex digits of what makes a finding this finding; no line numbers, so it stays when text above it changes. */
export function fingerprint(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
}
