import { kernel } from '@tracefit/testing';
import { byLoader } from './by-loader';
import { referenceOf } from './reference';

describe('a program without a target', () => {
  const span = { start: 0, end: 0, line: 1, column: 1 };
  const attach = { kind: 'kprobe', name: '', byLoader: true, span } as const;
  const old = kernel('5.10', 'int ext4_sync_file(int a); int nfs_file_read(int a);');
  const recent = kernel('6.12', 'int ext4_sync_file(int a);');
  const reference = referenceOf([old, recent], undefined);

  it('may be for any of the functions that its program names, and the kernel tells which there are', () => {
    const choices = ['ext4_sync_file', 'nfs_file_read', 'no_such_function'];
    expect(byLoader({ ...attach, choices }, recent, reference)).toBe(
      'what it attaches to is decided by the program that loads it; of the functions it names, here are `ext4_sync_file`; not here are `nfs_file_read`',
    );
  });

  it('may be for anything where nothing is named', () => {
    expect(byLoader(attach, recent, reference)).toBe('what it attaches to is decided by the program that loads it');
  });
});
