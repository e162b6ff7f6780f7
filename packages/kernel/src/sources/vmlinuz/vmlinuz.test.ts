import { gzipSync } from 'node:zlib';
import { testWrittenSource } from '../../../test/test-kernel-source';
import { writeBzImage } from '../../../test/write-bz-image';
import { writeVmlinux } from '../../../test/write-vmlinux';
import { vmlinuz } from '.';

const { bytes } = writeVmlinux('7.0');

testWrittenSource(vmlinuz, __dirname, {
  'bz-image': { path: 'vmlinuz-6.1.0-56-amd64', bytes: writeBzImage(gzipSync(bytes)) },
  packed: { path: 'vmlinux.gz', bytes: gzipSync(bytes) },
});
