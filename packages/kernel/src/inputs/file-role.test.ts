import { roleOf } from './file-role';

describe('a file of a package or directory', () => {
  test.each([
    ['boot/vmlinuz-6.1.0-56-amd64', 'image', '6.1.0-56-amd64'],
    ['usr/lib/modules/7.3.4+deb13-amd64/vmlinuz', 'image', '7.3.4+deb13-amd64'],
    ['usr/lib/debug/boot/vmlinux-6.1.0-56-amd64', 'image', '6.1.0-56-amd64'],
    ['boot/config-6.1.0-56-amd64', 'config', '6.1.0-56-amd64'],
    ['usr/lib/modules/7.3.4+deb13-amd64/config', 'config', '7.3.4+deb13-amd64'],
    ['boot/System.map-6.1.0-56-amd64', 'symbols', '6.1.0-56-amd64'],
    ['lib/modules/6.11.4-301.fc41.x86_64/System.map', 'symbols', '6.11.4-301.fc41.x86_64'],
    ['5.4.0-100-generic.btf', 'btf', '5.4.0-100-generic'],
    ['/lib/modules/6.1.0-56-amd64/kernel/fs/ext4/ext4.ko', 'module', '6.1.0-56-amd64'],
    ['lib/modules/6.11.4-301.fc41.x86_64/kernel/fs/xfs/xfs.ko.xz', 'module', '6.11.4-301.fc41.x86_64'],
    ['lib/modules/6.1.0-56-amd64/updates/dkms/zfs.ko.zst', 'module', '6.1.0-56-amd64'],
    ['lib/modules/6.1.0-56-amd64/modules.order', 'module list', '6.1.0-56-amd64'],
  ])('%s is known by its place', (path, kind, release) => {
    expect(roleOf(path)).toEqual({ kind, release });
  });

  test.each([
    'boot/grub/grub.cfg',
    'boot/initrd.img-6.1.0-56-amd64',
    'boot/vmlinuz',
    'boot/vmlinuz-linux',
    'boot/vmlinuz-6.1.0-56-amd64.old',
    'boot/vmlinuz-6.1.0-56-amd64.dpkg-tmp',
    'boot/vmlinuz-0-rescue-4b1c',
    'lib/modules/6.1.0-56-amd64/modules.dep',
    'usr/src/linux-headers-6.1.0-56-amd64/config-6.1.0',
    'usr/share/doc/config-6.1.0',
    'ext4.ko',
  ])('%s is none of a kernel', (path) => {
    expect(roleOf(path)).toBeUndefined();
  });
});
