import { archiveLimit } from '../../archive/archive-limits';
import { readTar } from '../../archive/read-tar';
import type { KernelArchive } from '../../kernel-tree';
import { unpackInPieces } from '../../unpack/unpack-in-pieces';

/** A tar archive of kernel files, packed or not: BTFHub's `RELEASE.btf.tar.xz`. */
export const tar: KernelArchive = {
  id: 'tar',
  title: "a tar archive of kernel files (BTFHub's .btf.tar.xz)",
  detect: ({ path, bytes }) =>
    /\.(?:tar(?:\.(?:xz|gz|zst))?|tgz|txz)$/.test(path) ||
    Buffer.from(bytes.subarray(257, 262)).toString('latin1') === 'ustar',
  open: ({ path, bytes }, context) =>
    Promise.resolve({
      path,
      files: () => readTar(unpackInPieces(bytes, archiveLimit(context), context), context),
    }),
};
