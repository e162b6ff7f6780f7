import { FormatError } from '@tracefit/btf';

const MAGIC = '!<arch>\n';
const HEADER = 60;
/** A Debian package has three members; some carry signatures as well. */
const MAX_MEMBERS = 64;

/** `!<arch>` and a line end. */
export function isAr(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, MAGIC.length)).toString('latin1') === MAGIC;
}

/**
 * The members of an ar archive, as deb(5) has it: a header of 60 characters (0 name[16], 48 size[10] in decimal, 58 a mark), the
 * content, padded to 2 bytes.
 * @throws FormatError where it is damaged
 */
export function readAr(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  if (!isAr(bytes)) throw new FormatError('the archive does not begin with its magic', 0);
  const members = new Map<string, Uint8Array>();
  for (let at = MAGIC.length; at < bytes.length;) {
    const header = Buffer.from(bytes.subarray(at, at + HEADER)).toString('latin1');
    const size = /^ *(\d{1,10}) *$/.exec(header.slice(48, 58))?.[1];
    if (header.length < HEADER || size === undefined || !header.endsWith('`\n')) {
      throw new FormatError('the header of a package member is damaged', at);
    }
    const start = at + HEADER;
    const end = start + Number(size);
    if (end > bytes.length) throw new FormatError('a package member leaves the file', at);
    if (members.size >= MAX_MEMBERS) throw new FormatError('the package has too many members', at);
    members.set(header.slice(0, 16).trim().replace(/\/$/, ''), bytes.subarray(start, end));
    at = end + (end % 2);
  }
  return members;
}
