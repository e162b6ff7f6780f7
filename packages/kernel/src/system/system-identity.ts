import type { KernelIdentity } from '@tracefit/model';
import { parseBanner, upstreamVersion } from '../identity/parse-banner';
import { readBuildId } from '../image/notes';
import type { System } from './system-files';

/** `uname -m` in the words of `KernelIdentity`. */
const ARCHES: Readonly<Record<string, string>> = { aarch64: 'arm64', i686: 'i386' };

/** What a running kernel says of itself. */
export function readSystemIdentity({ files, release, machine, littleEndian }: System): Partial<KernelIdentity> {
  const version = files.read('/proc/version');
  const text = version.bytes ? Buffer.from(version.bytes).toString('utf8') : '';
  const notes = files.read('/sys/kernel/notes');
  const buildId = notes.bytes ? readBuildId(notes.bytes, littleEndian) : undefined;
  return {
    release,
    version: upstreamVersion(release),
    ...parseBanner(text),
    arch: ARCHES[machine] ?? machine,
    ...(buildId === undefined ? {} : { buildId }),
  };
}
