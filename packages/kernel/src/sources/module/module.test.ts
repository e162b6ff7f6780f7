import { gzipSync } from 'node:zlib';
import { testWrittenSource } from '../../../test/test-kernel-source';
import { writeModule } from '../../../test/write-module';
import { writeVmlinux } from '../../../test/write-vmlinux';
import { kernelModule } from '.';

const ext4 = writeModule();

testWrittenSource(kernelModule, __dirname, {
  'ext4.ko': { path: 'ext4.ko', bytes: ext4 },
  'ext4.ko.gz': { path: 'ext4.ko.gz', bytes: gzipSync(ext4) },
  'named-otherwise': { path: 'ext4-module', bytes: writeModule({ btf: false }) },
});

test('a module is not told from its name alone', () => {
  expect(kernelModule.detect({ path: 'ext4.ko', bytes: Buffer.from('not one') })).toBe(false);
  expect(kernelModule.detect({ path: 'vmlinux', bytes: writeVmlinux('6.1').bytes })).toBe(false);
});
