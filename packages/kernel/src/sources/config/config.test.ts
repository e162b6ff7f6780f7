import { gzipSync } from 'node:zlib';
import { testKernelSource } from '../../../test/test-kernel-source';
import { config } from '.';

testKernelSource(config, __dirname);

const context = { progress: () => undefined, maxUnpacked: 1 << 20 };

test('a configuration is read packed too', async () => {
  const file = { path: '/proc/config.gz', bytes: gzipSync('CONFIG_KPROBES=y\n') };
  expect(config.detect(file)).toBe(true);
  expect((await config.read(file, context)).config).toEqual({ CONFIG_KPROBES: 'y' });
});
