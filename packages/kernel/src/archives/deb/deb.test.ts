import { gzipSync } from 'node:zlib';
import { testKernelArchive } from '../../../test/test-kernel-archive';
import { writeAr, writeDeb, writeTar } from '../../../test/write-archives';
import { deb } from '.';

const NAME = 'linux-image-6.1.0-56-amd64';
const files = [{ path: './boot/config-6.1.0-56-amd64', bytes: Buffer.from('CONFIG_KPROBES=y\n') }];
const control = writeTar([
  { path: './md5sums', bytes: Buffer.from('x') },
  { path: './control', bytes: Buffer.from(`Package: ${NAME}\nVersion: 6.1.192-2\n`) },
]);
const parts = { 'debian-binary': Buffer.from('2.0\n'), 'control.tar': control };

testKernelArchive(
  deb,
  __dirname,
  {
    'linux-image.deb': { path: 'linux-image.deb', bytes: writeDeb(NAME, '6.1.192-2', files) },
    // Signed ones have one member more.
    'signed.deb': {
      path: 'signed.deb',
      bytes: writeAr({ ...parts, _gpgorigin: Buffer.from('x'), 'data.tar': writeTar(files) }),
    },
  },
  { name: NAME, version: '6.1.192-2' },
);

describe('a Debian package', () => {
  const context = { progress: () => undefined, maxUnpacked: 1 << 20 };
  const open = (members: Readonly<Record<string, Uint8Array>>) =>
    deb.open({ path: 'x.deb', bytes: writeAr({ 'debian-binary': Buffer.from('2.0\n'), ...members }) }, context);

  test.each([
    ['data', { 'control.tar': control }, 'the package has no data.tar'],
    ['control', { 'data.tar': writeTar(files) }, 'the package has no control.tar'],
  ])('without %s is refused', async (_, members, sentence) => {
    await expect(open(members)).rejects.toThrow(sentence);
  });

  test('may have a control file that says nothing', async () => {
    const tree = await open({ 'control.tar': writeTar([]), 'data.tar': writeTar(files) });
    expect(tree.package).toBeUndefined();
  });

  test('with a bomb for a control file is refused', async () => {
    const bomb = gzipSync(writeTar([{ path: './control', bytes: Buffer.alloc(8 << 20) }]));
    await expect(open({ 'control.tar.gz': bomb, 'data.tar': writeTar(files) })).rejects.toThrow(
      /more than the allowed/,
    );
  });
});
