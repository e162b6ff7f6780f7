import type { KernelIdentity } from '@tracefit/model';
import { kernelNames } from './kernel-names';

function debian(version: string, release: string, arch = 'x86_64', flavour?: string): KernelIdentity {
  return { id: `debian/${release}`, distro: 'debian', version, release, arch, ...(flavour && { flavour }) };
}

const bullseye = debian('5.10.262', '5.10.0-46-amd64');
const bookworm = debian('6.1.192', '6.1.0-56-amd64');
const early = debian('6.12.41', '6.12.41+deb13-amd64');
const late = debian('6.12.117', '6.12.117+deb13-amd64');
const newest = debian('7.3.4', '7.3.4+deb13-amd64');
const file: KernelIdentity = { id: './vmlinuz', version: '6.6.1', release: '6.6.1-mine', arch: 'x86_64' };

const ids = (kernels: readonly KernelIdentity[]): string[] => kernels.map((kernel) => kernel.id);

describe('the names of kernels', () => {
  it('stand in version order, numbers by value, files last', () => {
    expect(kernelNames([file, newest, late, bullseye, early, bookworm]).order).toEqual(
      ids([bullseye, bookworm, early, late, newest, file]),
    );
  });

  it('are the series where each has one build', () => {
    const names = kernelNames([bullseye, bookworm, late]);
    expect(names.fold(ids([bullseye]))).toBe('5.10');
    expect(names.fold(ids([bookworm, late]))).toBe('6.1, 6.12');
  });

  it('fold neighbours into a range, and only neighbours', () => {
    const names = kernelNames([bullseye, bookworm, late, newest]);
    expect(names.fold(ids([newest, bookworm, late]))).toBe('6.1 .. 7.3');
    expect(names.fold(ids([bullseye, late, newest]))).toBe('5.10, 6.12, 7.3');
  });

  it('name the builds where a series is not meant as a whole', () => {
    const names = kernelNames([bullseye, early, late, newest]);
    expect(names.fold(ids([early, late]))).toBe('6.12');
    expect(names.fold(ids([late]))).toBe('6.12.117');
    expect(names.fold(ids([bullseye, early]))).toBe('5.10, 6.12.41');
  });

  it('are releases where a version is not enough', () => {
    const cloud = debian('6.12.117', '6.12.117+deb13-cloud-amd64');
    const names = kernelNames([bullseye, late, cloud, newest]);
    expect(names.fold(ids([late]))).toBe('6.12.117+deb13-amd64');
    expect(names.fold(ids([cloud, newest]))).toBe('6.12.117+deb13-cloud-amd64, 7.3');
  });

  it('go by kind of build where one row would be cut to pieces', () => {
    const arm = [
      debian('5.10.262', '5.10.0-46-arm64', 'arm64'),
      debian('6.1.192', '6.1.0-56-arm64', 'arm64'),
      debian('7.3.4', '7.3.4+deb13-arm64', 'arm64'),
    ];
    const names = kernelNames([bullseye, bookworm, newest, ...arm]);
    expect(names.fold(ids(arm))).toBe('arm64 5.10 .. 7.3');
    expect(names.fold(ids([bookworm, newest, ...arm.slice(1)]))).toBe('6.1, 7.3');
  });

  it('go by architecture where only kernels of another are left out, whatever their flavours', () => {
    const cloud = debian('7.3.4', '7.3.4+deb13-cloud-amd64', 'x86_64', 'cloud');
    const arm = [debian('6.12.117', '6.12.117+deb13-cloud-arm64', 'arm64', 'cloud')];
    const names = kernelNames([bookworm, early, late, ...arm, newest, cloud]);
    expect(names.fold(ids([bookworm, early, late, newest, cloud]))).toBe('x86_64 6.1 .. 7.3');
  });

  it('of files are never part of a range', () => {
    const names = kernelNames([bullseye, bookworm, late, file]);
    expect(names.fold(ids([bullseye, bookworm, late, file]))).toBe('5.10 .. 6.12; ./vmlinuz');
  });

  it('are whole where there is one', () => {
    expect(kernelNames([bookworm]).fold(ids([bookworm]))).toBe('debian/6.1.0-56-amd64');
    expect(kernelNames([file]).fold(ids([file]))).toBe('./vmlinuz');
  });

  it('of the order are told from those that are only mentioned', () => {
    const names = kernelNames([bullseye, bookworm]);
    expect(names.fold(ids([bullseye, late]))).toBe('5.10; debian/6.12.117+deb13-amd64');
    const one = kernelNames([newest]);
    expect(one.fold(ids([early, late]))).toBe('2 other builds of 6.12');
    expect(one.fold(ids([bullseye, bookworm, early, late]))).toBe('4 other builds of 5.10, 6.1, 6.12');
    expect(one.fold(['debian/6.6.1-amd64', ...ids([bullseye, bookworm, early, late])])).toBe(
      '5 other builds, 5.10 to 6.12',
    );
    expect(one.fold(['./vmlinux', 'running', ...ids([bullseye])])).toBe('debian/5.10.0-46-amd64; ./vmlinux, running');
  });

  it('say how many they are', () => {
    const names = kernelNames([bullseye, bookworm]);
    expect([names.count(ids([bookworm])), names.count(ids([bullseye, bookworm]))]).toEqual([
      '1 of 2 kernels',
      'all 2 kernels',
    ]);
    expect(kernelNames([file]).count([file.id])).toBe('1 kernel');
  });
});
