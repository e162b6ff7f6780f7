import { FormatError } from '@tracefit/btf';
import type { ReadContext } from '../kernel-source';
import type { TreeFile } from '../kernel-tree';
import { archivePath, MAX_ENTRIES, MAX_PATH, refuseLarge } from './archive-limits';
import { byteStream } from './byte-stream';

const BLOCK = 512;
/** Extended headers of real archives have some hundred bytes. */
const MAX_EXTENDED = 1024 * 1024;

/**
 * Reads the regular files of a tar archive: ustar (POSIX.1-1988), pax (POSIX.1-2001), GNU long names and sizes. Links,
 * directories and devices are left out.
 *
 *     0 name[100]  124 size[12]  148 checksum[8]  156 type  257 magic "ustar"  345 prefix[155]     numbers in octal
 *
 * Written here, since the libraries at hand either read packages with no bounds on headers, or bring native code.
 *
 * @throws FormatError where it is damaged, or a file is stored sparse
 */
export async function* readTar(pieces: AsyncIterable<Uint8Array>, context: ReadContext): AsyncGenerator<TreeFile> {
  const stream = byteStream(pieces);
  let extended: Extended = {};
  for (let count = 0; ; count++) {
    const start = stream.position;
    const header = await stream.readUpTo(BLOCK);
    // Two blocks of zeros end it, but one, or none, is met as well (libarchive, busybox).
    if (header.length === 0 || header.every((byte) => byte === 0)) return;
    if (count > MAX_ENTRIES) throw new FormatError('the archive has more files than any package', start);
    if (header.length < BLOCK || !isSummed(header)) throw new FormatError('a tar header is damaged', start);
    const type = String.fromCharCode(header[156] ?? 0);
    const size = extended.size ?? readNumber(header.subarray(124, 136), start);
    const padding = (BLOCK - (size % BLOCK)) % BLOCK;
    if (EXTENDING.has(type)) {
      if (size > MAX_EXTENDED) throw new FormatError('an extended tar header is too large', start);
      const content = await stream.read(size, 'an extended tar header');
      await stream.skip(padding, 'an extended tar header');
      extended = { ...extended, ...readExtended(type, content, start) };
      continue;
    }
    if (type === 'S' || extended.sparse === true) throw new FormatError('sparse files in tar are not supported', start);
    const path = extended.path ?? readPath(header, start);
    extended = {};
    if (!REGULAR.has(type)) {
      // Links and directories have no content, whatever size they say (POSIX.1-2001, pax).
      if (!EMPTY.has(type)) await stream.skip(size + padding, 'a tar entry');
      continue;
    }
    let left = size + padding;
    yield {
      path,
      size,
      async read() {
        refuseLarge(size, context, start);
        left = padding;
        return stream.read(size, 'a file');
      },
    };
    await stream.skip(left, 'a file');
  }
}

/** Regular files; old archives have a NUL, `7` is a contiguous file. */
const REGULAR = new Set(['0', '\0', '7']);
/** Links, devices, directories, pipes. */
const EMPTY = new Set(['1', '2', '3', '4', '5', '6']);
/** Headers for the entry behind them: pax, pax for all, GNU long name and long link. */
const EXTENDING = new Set(['x', 'g', 'L', 'K']);

interface Extended {
  readonly path?: string;
  readonly size?: number;
  readonly sparse?: boolean;
}

function readExtended(type: string, content: Uint8Array, start: number): Extended {
  if (type === 'L') return { path: archivePath(untilNul(content), start) };
  return type === 'x' ? readPax(content, start) : {};
}

/** Records `LENGTH KEY=VALUE` and a line end, the length counting all of it. */
function readPax(content: Uint8Array, start: number): Extended {
  const records = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  let extended: Extended = {};
  for (let at = 0; at < records.length;) {
    const space = records.indexOf(0x20, at);
    const length = space > at && space - at < 8 ? Number(records.toString('latin1', at, space)) : NaN;
    const end = at + length;
    if (!(end <= records.length && end > space + 1)) throw new FormatError('a pax record is damaged', start);
    const equals = records.indexOf(0x3d, space);
    const key = records.toString('utf8', space + 1, Math.min(equals < 0 ? end : equals, end));
    const value = records.subarray(space + 2 + key.length, end - 1);
    if (key === 'path') extended = { ...extended, path: archivePath(value, start) };
    if (key === 'size') extended = { ...extended, size: readDecimal(value.toString('latin1'), start) };
    if (key.startsWith('GNU.sparse')) extended = { ...extended, sparse: true };
    at = end;
  }
  return extended;
}

function readDecimal(text: string, start: number): number {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(value)) throw new FormatError('a size in a pax header is no number', start);
  return value;
}

function readPath(header: Uint8Array, start: number): string {
  const name = untilNul(header.subarray(0, 100));
  const hasPrefix = Buffer.from(header.subarray(257, 263)).toString('latin1') === 'ustar\0';
  const prefix = hasPrefix ? untilNul(header.subarray(345, 500)) : new Uint8Array(0);
  return archivePath(prefix.length > 0 ? Buffer.concat([prefix, Buffer.from('/'), name]) : name, start);
}

function untilNul(bytes: Uint8Array): Uint8Array {
  const end = bytes.subarray(0, MAX_PATH + 1).indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}

/** Octal digits, or where the first bit is set the number itself, big endian (GNU). */
function readNumber(field: Uint8Array, start: number): number {
  const first = field[0] ?? 0;
  if (first & 0x80) {
    const value = field.subarray(1).reduce((sum, byte) => sum * 256 + byte, first & 0x7f);
    if (Number.isSafeInteger(value)) return value;
  } else {
    const text = Buffer.from(field).toString('latin1').replace(/\0.*$/s, '').trim();
    if (/^[0-7]*$/.test(text)) return text === '' ? 0 : parseInt(text, 8);
  }
  throw new FormatError('a number in a tar header is none', start);
}

/** The sum of all bytes, those of the checksum itself taken for spaces. */
function isSummed(header: Uint8Array): boolean {
  const text = Buffer.from(header.subarray(148, 156)).toString('latin1').replace(/\0.*$/s, '').trim();
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  return /^[0-7]+$/.test(text) && parseInt(text, 8) === sum;
}
