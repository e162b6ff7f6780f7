import os from 'node:os';
import type { KernelIdentity } from '@tracefit/model';
import { parseBanner, upstreamVersion } from '../identity/parse-banner';
import { readBuildId } from '../image/notes';
import type { LiveFiles } from './live-files';

/** `uname -m` in the words of `KernelIdentity`. */
const ARCHES: Readonly<Record<string, string>> = { aarch64: 'arm64', i686: 'i386' };

/** What the running kernel says of itself. */
export function readLiveIdentity(files: LiveFiles): Partial<KernelIdentity> {
  const version = files.read('/proc/version');
  const text = version.bytes ? Buffer.from(version.bytes).toString('utf8') : '';
  const machine = os.machine();
  const release = os.release();
  const notes = files.read('/sys/kernel/notes');
  const buildId = notes.bytes ? readBuildId(notes.bytes, os.endianness() === 'LE') : undefined;
  return {
    release,
    version: upstreamVersion(release),
    ...parseBanner(text),
    arch: ARCHES[machine] ?? machine,
    ...(buildId === undefined ? {} : { buildId }),
  };
}
