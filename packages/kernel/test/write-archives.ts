import { gzipSync } from 'node:zlib';

/** A file to put into an archive. */
export interface ArchivedFile {
  readonly path: string;
  readonly bytes?: Uint8Array;
  /** The type letter of tar, `0` if not given; the type bits of the mode of cpio follow from it. */
  readonly type?: string;
  readonly link?: string;
  /** What the header says, if not the length of the bytes. */
  readonly size?: number;
}

const BLOCK = 512;

/** A ustar archive; paths longer than 100 bytes need a header of their own before them. */
export function writeTar(files: readonly ArchivedFile[]): Buffer {
  const blocks = files.flatMap(({ path, bytes = new Uint8Array(0), type = '0', link = '', size = bytes.length }) => {
    const header = Buffer.alloc(BLOCK);
    header.write(path, 0, 100, 'utf8');
    header.write('0000644\0', 100, 'latin1');
    header.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
    header.write('00000000000\0', 136, 'latin1');
    header.write(type, 156, 'latin1');
    header.write(link, 157, 100, 'utf8');
    header.write('ustar\x0000', 257, 'latin1');
    sumHeader(header);
    return [header, bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
}

/** Writes the checksum of a header. */
export function sumHeader(header: Buffer): void {
  header.write('        ', 148, 'latin1');
  const sum = header.subarray(0, BLOCK).reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
}

/** A pax header for the file behind it. */
export function paxHeader(records: Readonly<Record<string, string>>): ArchivedFile {
  const lines = Object.entries(records).map(([key, value]) => {
    const rest = ` ${key}=${value}\n`;
    let length = rest.length + 1;
    while (String(length).length + rest.length !== length) length++;
    return `${length}${rest}`;
  });
  return { path: 'pax', type: 'x', bytes: Buffer.from(lines.join('')) };
}

/** A cpio archive in the new ASCII format, with its trailer. */
export function writeCpio(files: readonly ArchivedFile[]): Buffer {
  const entries = [...files, { path: 'TRAILER!!!' }];
  return Buffer.concat(
    entries.flatMap(({ path, bytes = new Uint8Array(0), type = '0', size = bytes.length }, inode) => {
      const mode = type === '2' ? 0o120777 : type === '5' ? 0o040755 : 0o100644;
      const name = Buffer.from(`${path}\0`);
      const numbers = [inode, mode, 0, 0, 1, 0, size, 0, 0, 0, 0, name.length, 0];
      const header = `070701${numbers.map((number) => number.toString(16).padStart(8, '0')).join('')}`;
      return [padded(Buffer.concat([Buffer.from(header), name])), padded(Buffer.from(bytes))];
    }),
  );
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}

/** An ar archive. */
export function writeAr(members: Readonly<Record<string, Uint8Array>>): Buffer {
  const parts = Object.entries(members).flatMap(([name, bytes]) => [
    Buffer.from(`${name.padEnd(16)}0           0     0     100644  ${String(bytes.length).padEnd(10)}\`\n`),
    bytes,
    Buffer.alloc(bytes.length % 2, '\n'),
  ]);
  return Buffer.concat([Buffer.from('!<arch>\n'), ...parts]);
}

/** A Debian package of a kernel build, packed with gzip. */
export function writeDeb(name: string, version: string, files: readonly ArchivedFile[]): Buffer {
  const control = `Package: ${name}\nVersion: ${version}\nArchitecture: amd64\n`;
  return writeAr({
    'debian-binary': Buffer.from('2.0\n'),
    'control.tar.gz': gzipSync(writeTar([{ path: './control', bytes: Buffer.from(control) }])),
    'data.tar.gz': gzipSync(writeTar(files)),
  });
}

/** An RPM package with a payload of cpio, packed with gzip; `tags` besides the name, the version and the release. */
export function writeRpm(files: readonly ArchivedFile[], tags: Readonly<Record<number, string>> = {}): Buffer {
  const lead = Buffer.alloc(96);
  lead.write('edabeedb0300', 'hex');
  const signatures = rpmHeader({ 1000: 'signed' });
  const padding = Buffer.alloc((8 - (signatures.length % 8)) % 8);
  const header = rpmHeader({ 1000: 'kernel-core', 1001: '6.1.0', 1002: '56.fc38', 1124: 'cpio', ...tags });
  return Buffer.concat([lead, signatures, padding, header, gzipSync(writeCpio(files))]);
}

function rpmHeader(tags: Readonly<Record<number, string>>): Buffer {
  const texts = Object.values(tags).map((text) => Buffer.from(`${text}\0`));
  const data = Buffer.concat(texts);
  const index = Buffer.alloc(Object.keys(tags).length * 16);
  let offset = 0;
  Object.keys(tags).forEach((tag, i) => {
    [Number(tag), 6, offset, 1].forEach((number, word) => index.writeUInt32BE(number, i * 16 + word * 4));
    offset += texts[i]?.length ?? 0;
  });
  const start = Buffer.alloc(16);
  start.write('8eade801', 'hex');
  start.writeUInt32BE(Object.keys(tags).length, 8);
  start.writeUInt32BE(data.length, 12);
  return Buffer.concat([start, index, data]);
}
