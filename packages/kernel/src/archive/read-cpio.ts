import { FormatError } from '@tracefit/btf';
import type { ReadContext } from '../kernel-source';
import type { TreeFile } from '../kernel-tree';
import { archivePath, MAX_ENTRIES, MAX_PATH, refuseLarge } from './archive-limits';
import { byteStream } from './byte-stream';

const HEADER = 110;
/** `070701`, and `070702` with a checksum, which is not looked at. */
const MAGIC = /^07070[12]$/;
const TRAILER = 'TRAILER!!!';
const TYPE_MASK = 0o170000;
const TYPE_REGULAR = 0o100000;

/**
 * Reads the regular files of a cpio archive in the "new ASCII" format, as the payload of an RPM has it: a header of six
 * characters and 13 numbers of 8 hexadecimal digits, the path, the content, the latter two padded to 4 bytes. Other names of a
 * file (hard links) have no content and are left out.
 *
 *     6 inode  14 mode  54 size  94 length of the path
 *
 * @throws FormatError where it is damaged
 */
export async function* readCpio(pieces: AsyncIterable<Uint8Array>, context: ReadContext): AsyncGenerator<TreeFile> {
  const stream = byteStream(pieces);
  for (let count = 0; ; count++) {
    const start = stream.position;
    if (count > MAX_ENTRIES) throw new FormatError('the archive has more files than any package', start);
    const header = Buffer.from(await stream.read(HEADER, 'a cpio header')).toString('latin1');
    if (!MAGIC.test(header.slice(0, 6))) throw new FormatError('a cpio header is damaged', start);
    const number = (at: number) => {
      const digits = header.slice(at, at + 8);
      if (!/^[0-9a-fA-F]{8}$/.test(digits)) throw new FormatError('a number in a cpio header is none', start);
      return parseInt(digits, 16);
    };
    const size = number(54);
    const pathLength = number(94);
    if (pathLength === 0 || pathLength > MAX_PATH) throw new FormatError('a path in the archive is too long', start);
    const name = await stream.read(pathLength, 'a cpio header');
    await stream.skip(paddingOf(HEADER + pathLength), 'a cpio header');
    const path = archivePath(name.subarray(0, -1), start);
    if (path === TRAILER) return;
    const padding = paddingOf(size);
    let left = size + padding;
    if ((number(14) & TYPE_MASK) === TYPE_REGULAR && size > 0) {
      yield {
        path,
        size,
        async read() {
          refuseLarge(size, context, start);
          left = padding;
          return stream.read(size, 'a file');
        },
      };
    }
    await stream.skip(left, 'a file');
  }
}

function paddingOf(length: number): number {
  return (4 - (length % 4)) % 4;
}
