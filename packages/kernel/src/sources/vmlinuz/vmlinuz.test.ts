import { gzipSync } from 'node:zlib';
import { testWrittenSource } from '../../../test/test-kernel-source';
import { writeArm64Image, writeEfiZboot } from '../../../test/write-arm64-image';
import { writeBzImage } from '../../../test/write-bz-image';
import { writeVmlinux } from '../../../test/write-vmlinux';
import { vmlinuz } from '.';

const { bytes } = writeVmlinux('7.0');

testWrittenSource(vmlinuz, __dirname, {
  'bz-image': { path: 'vmlinuz-6.1.0-56-amd64', bytes: writeBzImage(gzipSync(bytes)) },
  'arm64-image': { path: 'vmlinuz-6.12.117+deb13-arm64', bytes: writeArm64Image('6.16', 'in .rela.dyn') },
  'efi-zboot': { path: 'vmlinuz', bytes: writeEfiZboot(gzipSync(writeArm64Image('7.0', 'filled in'))) },
  packed: { path: 'vmlinux.gz', bytes: gzipSync(bytes) },
});
