import { FormatError } from '@tracefit/btf';
import { newImageBuilder } from '../../test/build-image';
import type { KernelImage } from '../image/kernel-image';
import { readFtraceSites } from './ftrace-sites';
import { mapSymbols } from './symbol-map';

function sitesOf(image: KernelImage) {
  return readFtraceSites(image, mapSymbols(image));
}

describe('readFtraceSites', () => {
  it('finds a site at the start of a function and after its landing mark', () => {
    const builder = newImageBuilder();
    builder.table('__start_mcount_loc', '__stop_mcount_loc', [0x104, 0x200]);
    const sites = sitesOf(builder.build());
    expect(sites?.count).toBe(2);
    expect(sites?.between(0x100, 0x180)).toBe(true);
    expect(sites?.between(0x200, 0x201)).toBe(true);
    expect(sites?.between(0x180, 0x200)).toBe(false);
  });

  it('leaves out what the build has removed', () => {
    const builder = newImageBuilder();
    builder.table('__start_mcount_loc', '__stop_mcount_loc', [undefined, 0x300, undefined]);
    expect(sitesOf(builder.build())?.count).toBe(1);
  });

  it('does not need the table to be sorted', () => {
    const builder = newImageBuilder();
    builder.table('__start_mcount_loc', '__stop_mcount_loc', [0x900, 0x100, 0x500]);
    const sites = sitesOf(builder.build());
    expect([0x100, 0x500, 0x900].map((at) => sites?.between(at, at + 1))).toEqual([true, true, true]);
  });

  it('gives a site to the function behind the pointer that arm64 keeps in front of it', () => {
    const builder = newImageBuilder();
    builder.symbol('vfs_read', 0x100, 'T');
    builder.symbol('vfs_write', 0x180, 'T');
    builder.symbol('vfs_unlink', 0x200, 'T');
    builder.table('__start_mcount_loc', '__stop_mcount_loc', [0xf8, 0x178, 0x204]);
    const starts = (arch: string) => {
      const sites = sitesOf(builder.build({ arch }));
      return [0x100, 0x180, 0x200].map((start) => sites?.between(start, start + 8));
    };
    expect(starts('arm64')).toEqual([true, true, true]);
    expect(starts('x86_64')).toEqual([false, false, true]);
  });

  it('says nothing where the image has no table', () => {
    expect(sitesOf(newImageBuilder().build())).toBeUndefined();
  });

  it('refuses a table that leaves the image', () => {
    const builder = newImageBuilder();
    builder.symbol('__start_mcount_loc', 0x20000, 'D');
    builder.symbol('__stop_mcount_loc', 0x7000_0000, 'D');
    expect(() => sitesOf(builder.build())).toThrow(FormatError);
  });
});
