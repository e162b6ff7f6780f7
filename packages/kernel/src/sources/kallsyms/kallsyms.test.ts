import { FormatError } from '@tracefit/btf';
import { testKernelSource } from '../../../test/test-kernel-source';
import { kallsyms } from '.';

testKernelSource(kallsyms, __dirname);

const context = { progress: () => undefined, maxUnpacked: 1 << 24 };

describe('a very large text', () => {
  const line = 'ffffffff8f0a8110 T vfs_read\n';

  test('of 200 MB is read in one pass up to the most symbols a kernel has, then refused', () => {
    const bytes = Buffer.alloc(200_000_000, line);
    expect(() => kallsyms.read({ path: 'kallsyms', bytes }, context)).toThrow('more symbols than any kernel has');
  });

  test('of one line is refused at its start', () => {
    const bytes = Buffer.concat([Buffer.from(line), Buffer.alloc(100_000_000, 'a')]);
    expect(() => kallsyms.read({ path: 'kallsyms', bytes }, context)).toThrow(
      new FormatError('a line is too long for a symbol', line.length),
    );
  });
});
