import lockSchema from '@tracefit/schemas/lock.schema.json';
import { readYaml } from '../inputs/read-yaml';
import { fingerprintOf, type Lock } from './lock';

/**
 * Reads a lock and holds it against its schema and its fingerprints.
 *
 * @throws UsageError where it is wrong, or was changed by hand
 */
export function readLock(text: string, shown: string): Lock {
  const { value, wrong } = readYaml<Lock>(text, lockSchema, { what: 'a lock', shown });
  for (const [file, entries] of Object.entries(value.files)) {
    for (const [at, { kind, name, is, fingerprint }] of entries.entries()) {
      if (fingerprint === fingerprintOf(kind, name, is)) continue;
      throw wrong(
        `the fingerprint of ${name} is not that of what is written, "tracefit lock" writes it anew`,
        ['files', file, String(at)],
        'fingerprint',
      );
    }
  }
  return value;
}
