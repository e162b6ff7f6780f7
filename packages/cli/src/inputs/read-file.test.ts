import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { makeIo } from '../../test/make-io';
import { temporaryDirectory } from '../../test/temporary-directory';
import { readFile, readStdin } from './read-file';

describe('a file that is read', () => {
  it('is whole, whatever its size', () => {
    const bytes = new Uint8Array(3_000_000).map((_, at) => at * 7);
    const cwd = temporaryDirectory({ empty: '', large: bytes });
    const io = makeIo(cwd);
    expect(readFile(io, join(cwd, 'empty'), 'empty', 10)).toHaveLength(0);
    expect(Buffer.from(bytes).equals(readFile(io, join(cwd, 'large'), 'large', 3_000_000))).toBe(true);
  });

  it('is read where the system says it has no size', () => {
    const io = makeIo('/');
    expect(new TextDecoder().decode(readFile(io, '/proc/version', '/proc/version', 4096))).toMatch(/^Linux version/);
  });

  it('is refused unread where it is too large', () => {
    const cwd = temporaryDirectory({ large: '' });
    fs.truncateSync(join(cwd, 'large'), 200 * (1 << 20));
    const openSync = (() => {
      throw new Error('the file was opened');
    }) as typeof fs.openSync;
    const io = makeIo(cwd, { fs: { ...fs, openSync } });
    expect(() => readFile(io, join(cwd, 'large'), 'large', 16 << 20)).toThrow('larger than 16 MB: large');
  });

  it('is refused where it grows beyond the limit while it is read', () => {
    const io = makeIo('/');
    expect(() => readFile(io, '/proc/cpuinfo', '/proc/cpuinfo', 8)).toThrow('larger than');
  });

  it('is no pipe, device or directory', () => {
    const cwd = temporaryDirectory();
    execFileSync('mkfifo', [join(cwd, 'pipe')]);
    const io = makeIo(cwd);
    expect(() => readFile(io, join(cwd, 'pipe'), 'pipe', 10)).toThrow('not a regular file: pipe');
    expect(() => readFile(io, '/dev/zero', '/dev/zero', 10)).toThrow('not a regular file: /dev/zero');
    expect(() => readFile(io, cwd, 'here', 10)).toThrow('a directory where a file is expected: here');
  });
});

describe('the standard input', () => {
  it('is read to its end', async () => {
    const read = await readStdin(makeIo('/', { input: 'kprobe:vfs_read {}' }), '<stdin>', 100);
    expect(new TextDecoder().decode(read)).toBe('kprobe:vfs_read {}');
  });

  it('is refused where it has no end', async () => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) yield await Promise.resolve(new Uint8Array(1 << 20));
    }
    await expect(readStdin(makeIo('/', { stdin: endless() }), '<stdin>', 16 << 20)).rejects.toThrow(
      'larger than 16 MB: <stdin>',
    );
  });
});
