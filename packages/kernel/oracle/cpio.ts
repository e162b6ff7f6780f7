/** A file of an archive; a directory where it has no bytes. */
export interface ArchiveFile {
  readonly path: string;
  readonly mode: number;
  readonly bytes?: Uint8Array;
}

/** Writes a cpio archive as the kernel unpacks an initramfs: Documentation/driver-api/early-userspace/buffer-format.rst. */
export function writeCpio(files: readonly ArchiveFile[]): Buffer {
  const parts = [...files, { path: 'TRAILER!!!', mode: 0 }].flatMap((file, index) => writeFile(file, index + 1));
  return Buffer.concat(parts);
}

function writeFile({ path, mode, bytes }: ArchiveFile, inode: number): Buffer[] {
  const size = bytes?.length ?? 0;
  const numbers = [inode, mode, 0, 0, 1, 0, size, 0, 0, 0, 0, Buffer.byteLength(path) + 1, 0];
  const header = `070701${numbers.map((number) => number.toString(16).padStart(8, '0')).join('')}${path}\0`;
  return [padded(Buffer.from(header)), padded(Buffer.from(bytes ?? []))];
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}
