import { gzipSync } from 'node:zlib';
import { testKernelArchive } from '../../../test/test-kernel-archive';
import { writeTar } from '../../../test/write-archives';
import { tar } from '.';

const archive = writeTar([{ path: './boot/config-6.1.0-56-amd64', bytes: Buffer.from('CONFIG_KPROBES=y\n') }]);

testKernelArchive(tar, __dirname, {
  'kernel.tar': { path: 'kernel.tar', bytes: archive },
  'kernel.tgz': { path: 'kernel.tgz', bytes: gzipSync(archive) },
});
