import { FormatError } from '@tracefit/btf';
import { archiveLimit } from '../../archive/archive-limits';
import { readTar } from '../../archive/read-tar';
import type { ReadContext } from '../../kernel-source';
import type { KernelArchive, PackageIdentity } from '../../kernel-tree';
import { unpackInPieces } from '../../unpack/unpack-in-pieces';
import { isAr, readAr } from './ar';

/** A Debian package, deb(5): an ar archive of `debian-binary`, `control.tar` and `data.tar`, the latter two packed. */
export const deb: KernelArchive = {
  id: 'deb',
  title: 'a Debian package (.deb)',
  detect: ({ bytes }) =>
    isAr(bytes) && Buffer.from(bytes.subarray(8, 24)).toString('latin1').startsWith('debian-binary'),
  async open({ path, bytes }, context) {
    const members = readAr(bytes);
    const data = memberOf(members, 'data.tar');
    const identity = await readControl(memberOf(members, 'control.tar'), context);
    return {
      path,
      ...(identity ? { package: identity } : {}),
      files: () => readTar(unpackInPieces(data, archiveLimit(context), context), context),
    };
  },
};

/** `data.tar`, `data.tar.xz`, `data.tar.zst` */
function memberOf(members: ReadonlyMap<string, Uint8Array>, name: string): Uint8Array {
  for (const [member, bytes] of members) if (member === name || member.startsWith(`${name}.`)) return bytes;
  throw new FormatError(`the package has no ${name}`, 0);
}

const MAX_CONTROL = 1024 * 1024;

/** `Package:` and `Version:` of the file `control`. */
async function readControl(bytes: Uint8Array, context: ReadContext): Promise<PackageIdentity | undefined> {
  const bounded = { ...context, maxUnpacked: MAX_CONTROL };
  for await (const file of readTar(unpackInPieces(bytes, archiveLimit(context), bounded), bounded)) {
    if (file.path !== 'control') continue;
    const text = Buffer.from(await file.read()).toString('utf8');
    const name = /^Package: *(\S+)/m.exec(text)?.[1];
    const version = /^Version: *(\S+)/m.exec(text)?.[1];
    return name === undefined || version === undefined ? undefined : { name, version };
  }
  return undefined;
}
