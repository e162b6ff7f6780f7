import { testKernelArchive } from '../../../test/test-kernel-archive';
import { writeRpm } from '../../../test/write-archives';
import { rpm } from '.';

const files = [{ path: './boot/config-6.1.0-56-amd64', bytes: Buffer.from('CONFIG_KPROBES=y\n') }];
const bytes = writeRpm(files);
const context = { progress: () => undefined, maxUnpacked: 1 << 20 };

testKernelArchive(
  rpm,
  __dirname,
  { 'kernel-core.rpm': { path: 'kernel-core.rpm', bytes } },
  { name: 'kernel-core', version: '6.1.0-56.fc38' },
);

describe('an RPM package', () => {
  const PAYLOAD_FORMAT = 1124;

  test('with another payload than cpio is refused', () => {
    const other = { path: 'x.rpm', bytes: writeRpm(files, { [PAYLOAD_FORMAT]: 'drpm' }) };
    expect(() => rpm.open(other, context)).toThrow('the payload of the RPM is drpm, only cpio is supported');
  });

  test('with more tags than any is refused', () => {
    const many = Buffer.from(bytes);
    many.writeUInt32BE(0x7fffffff, 96 + 8);
    expect(() => rpm.open({ path: 'x.rpm', bytes: many }, context)).toThrow('an RPM header has more tags than any');
  });
});
