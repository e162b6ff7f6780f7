import { newImageBuilder } from '../../test/build-image';
import { readKprobeBlacklist } from './kprobe-blacklist';
import { mapSymbols } from './symbol-map';

function build() {
  const builder = newImageBuilder();
  builder.symbol('vfs_read', 0x100, 'T');
  builder.symbol('get_kprobe', 0x200);
  builder.symbol('vfs_write', 0x280, 'T');
  builder.symbol('__noinstr_text_start', 0x400, 'T');
  builder.symbol('do_syscall_64', 0x400, 'T');
  builder.symbol('__noinstr_text_end', 0x480, 'T');
  builder.symbol('vfs_unlink', 0x480, 'T');
  builder.symbol('__entry_text_start', 0x800, 'T');
  builder.symbol('entry_SYSCALL_64', 0x800, 'T');
  builder.symbol('__entry_text_end', 0x900, 'T');
  builder.symbol('vfs_rename', 0x900, 'T');
  return builder;
}

describe('readKprobeBlacklist', () => {
  it('refuses the functions of the table and those of the ranges the kernel adds', () => {
    const builder = build();
    builder.table('__start_kprobe_blacklist', '__stop_kprobe_blacklist', [0x200]);
    const image = builder.build();
    const isBlacklisted = readKprobeBlacklist(image, mapSymbols(image));
    const refused = image.symbols.filter((symbol) => isBlacklisted?.(symbol.address)).map((symbol) => symbol.name);
    expect(refused).toEqual([
      'get_kprobe',
      '__noinstr_text_start',
      'do_syscall_64',
      '__entry_text_start',
      'entry_SYSCALL_64',
    ]);
  });

  it('adds entry code only where the architecture does', () => {
    const builder = build();
    builder.table('__start_kprobe_blacklist', '__stop_kprobe_blacklist', []);
    const image = builder.build({ arch: 'riscv64' });
    const isBlacklisted = readKprobeBlacklist(image, mapSymbols(image));
    expect(isBlacklisted?.(0x800)).toBe(false);
    expect(isBlacklisted?.(0x400)).toBe(true);
  });

  it('leaves out what lies outside of the text: arm64 has code there for switching page tables', () => {
    const builder = build();
    builder.symbol('_stext', 0x100, 'T');
    builder.symbol('_etext', 0x800, 'T');
    builder.table('__start_kprobe_blacklist', '__stop_kprobe_blacklist', [0x200, 0x900]);
    const image = builder.build();
    const isBlacklisted = readKprobeBlacklist(image, mapSymbols(image));
    expect([0x200, 0x400, 0x800, 0x900].map((address) => isBlacklisted?.(address))).toEqual([true, true, false, false]);
  });

  it('ignores pointers that lead nowhere', () => {
    const builder = build();
    builder.table('__start_kprobe_blacklist', '__stop_kprobe_blacklist', [undefined, 0x5000_0000, 0x200]);
    const image = builder.build();
    expect(readKprobeBlacklist(image, mapSymbols(image))?.(0x200)).toBe(true);
  });

  it('says nothing where the image has no table', () => {
    const image = build().build();
    expect(readKprobeBlacklist(image, mapSymbols(image))).toBeUndefined();
  });
});
