import type { FunctionCallers } from '@tracefit/model';
import { damage, seededRandom } from '@tracefit/testing';
import { DATA, newImageBuilder, type ImageBuilder } from '../../test/build-image';
import type { KernelImage } from '../image/kernel-image';
import { readCallers } from './read-callers';

const FOUR = (value: number) => [value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff, (value >> 24) & 0xff];
const call = (from: number, to: number) => [0xe8, ...FOUR(to - from - 5)];
const jmp = (from: number, to: number) => [0xe9, ...FOUR(to - from - 5)];
const je = (from: number, to: number) => [0x0f, 0x84, ...FOUR(to - from - 6)];
/** What the low half of a link-time address is as an immediate. */
const linked = (address: number) => FOUR(0x81000000 + address);

function printed(callers: readonly FunctionCallers[] | undefined): Record<string, string> {
  return Object.fromEntries(
    (callers ?? []).map((one) => [
      one.name,
      [...one.callers.map(({ name, sites }) => `${name}*${sites}`), ...(one.addressTaken ? ['&'] : [])].join(' '),
    ]),
  );
}

/** A kernel with `vfs_unlink` at 0x100 and a few functions that may call it. */
function unlinkKernel(): ImageBuilder {
  const builder = newImageBuilder();
  builder.symbol('vfs_unlink', 0x100, 'T');
  builder.symbol('do_unlinkat', 0x200);
  builder.symbol('handle_remove', 0x300);
  return builder;
}

describe('the callers of a function on x86-64', () => {
  it('are counted by where the calls and the jumps to its first byte lie', () => {
    const builder = unlinkKernel();
    builder.code(0x210, call(0x210, 0x100));
    builder.code(0x230, call(0x230, 0x100));
    builder.code(0x320, jmp(0x320, 0x100));
    builder.code(0x340, je(0x340, 0x100));
    builder.code(0x360, call(0x360, 0x104));
    expect(printed(readCallers(builder.build()))).toEqual({ vfs_unlink: 'do_unlinkat*2 handle_remove*2' });
  });

  it('are the functions that clones and cold parts were made of, while a called clone is a function of its own', () => {
    const builder = unlinkKernel();
    builder.symbol('do_unlinkat.cold', 0x400);
    builder.symbol('vfs_unlink.isra.0', 0x500);
    builder.code(0x210, jmp(0x210, 0x400));
    builder.code(0x410, call(0x410, 0x100));
    builder.code(0x220, call(0x220, 0x500));
    expect(printed(readCallers(builder.build()))).toEqual({
      vfs_unlink: 'do_unlinkat*1',
      'vfs_unlink.isra.0': 'do_unlinkat*1',
    });
  });

  it('include itself where it calls itself, and not where it loops', () => {
    const builder = unlinkKernel();
    builder.code(0x110, call(0x110, 0x100));
    builder.code(0x120, jmp(0x120, 0x100));
    expect(printed(readCallers(builder.build()))).toEqual({ vfs_unlink: 'vfs_unlink*1' });
  });

  it('are told for each name of an address, and together for several functions of a name', () => {
    const builder = unlinkKernel();
    builder.symbol('__vfs_unlink', 0x100, 'T');
    builder.symbol('vfs_unlink', 0x400);
    builder.code(0x210, call(0x210, 0x100));
    builder.code(0x220, call(0x220, 0x400));
    expect(printed(readCallers(builder.build()))).toEqual({
      __vfs_unlink: 'do_unlinkat*1',
      vfs_unlink: 'do_unlinkat*2',
    });
  });

  it('reach it through a static call that begins with it', () => {
    const builder = unlinkKernel();
    builder.symbol('__SCT__unlink_hook', 0x600, 'T');
    builder.symbol('__SCT__unused_hook', 0x608, 'T');
    builder.code(0x600, jmp(0x600, 0x100));
    builder.code(0x608, [0xc3]);
    builder.code(0x210, call(0x210, 0x600));
    builder.code(0x320, call(0x320, 0x608));
    expect(printed(readCallers(builder.build()))).toEqual({ vfs_unlink: 'do_unlinkat*1 &' });
  });

  it('are not what the build puts into every function', () => {
    const builder = unlinkKernel();
    for (const [index, name] of ['__fentry__', '__x86_return_thunk', '__x86_indirect_thunk_rax'].entries()) {
      const at = 0x700 + index * 0x10;
      builder.symbol(name, at, 'T');
      builder.code(0x200 + index * 5, call(0x200 + index * 5, at));
    }
    expect(printed(readCallers(builder.build()))).toEqual({});
  });

  it('are not known where code replaces other code, and that there is another way is', () => {
    const builder = unlinkKernel();
    builder.code(0x810, call(0x810, 0x100));
    const image = builder.build({
      section: (name) => (name === '.altinstr_replacement' ? { start: 0x800, end: 0x900 } : undefined),
    });
    expect(printed(readCallers(image))).toEqual({ vfs_unlink: '&' });
  });

  it.each([
    ['mov $f, %rdi', [0x48, 0xc7, 0xc7, ...linked(0x100)]],
    ['movq $f, 8(%rax)', [0x48, 0xc7, 0x40, 0x08, ...linked(0x100)]],
    ['movq $f, 0x10(%rsp)', [0x48, 0xc7, 0x44, 0x24, 0x10, ...linked(0x100)]],
    ['movq $f, d(%rip)', [0x48, 0xc7, 0x05, 1, 2, 3, 4, ...linked(0x100)]],
    ['cmp $f, %rdx', [0x48, 0x81, 0xfa, ...linked(0x100)]],
    ['cmp $f, %rax', [0x48, 0x3d, ...linked(0x100)]],
    ['push $f', [0x68, ...linked(0x100)]],
    ['lea f(%rip), %rdi', [0x48, 0x8d, 0x3d, ...FOUR(0x100 - 0x210 - 7)]],
  ])('may reach it by its address: %s', (_text, code) => {
    const builder = unlinkKernel();
    builder.code(0x210, code);
    expect(printed(readCallers(builder.build()))).toEqual({ vfs_unlink: '&' });
  });

  it('may reach it by a pointer in data, while lists of functions reach none', () => {
    const builder = unlinkKernel();
    builder.pointers([undefined, 0x100, 0x204]);
    builder.table('__start_mcount_loc', '__stop_mcount_loc', [0x200]);
    builder.table('__start_kprobe_blacklist', '__stop_kprobe_blacklist', [0x300]);
    expect(printed(readCallers(builder.build()))).toEqual({ vfs_unlink: '&' });
  });
});

describe('the address of a function', () => {
  const isTaken = (builder: ImageBuilder, arch = 'x86_64') =>
    printed(readCallers(builder.build({ arch })))['vfs_unlink'];

  it('is not taken by a list of thousands, whose bounds have no symbols', () => {
    const sites = Array.from({ length: 5000 }, (_, at) => 0x100 + (at % 0x500) * 0x10);
    const builder = unlinkKernel();
    builder.pointers([...sites, undefined]);
    expect(isTaken(builder)).toBeUndefined();
    const calls = unlinkKernel();
    calls.pointers(sites.slice(0, 500));
    expect(isTaken(calls)).toBe('&');
  });

  it('is not taken by a relocation on arm64', () => {
    const builder = unlinkKernel();
    const entry = builder.pointers([0x200, undefined, 0x100]);
    builder.patchPointer(entry + 8, 0x403n);
    expect(isTaken(builder, 'arm64')).toBeUndefined();
    expect(isTaken(builder)).toBe('&');
  });
});

describe('the callers of a function on arm64', () => {
  const word = (value: number) => FOUR(value | 0);
  const arm = (builder: ImageBuilder): KernelImage => builder.build({ arch: 'arm64' });
  const distance = (from: number, to: number) => (to - from) >> 2;

  it('are counted by BL, B, and the branches on a condition', () => {
    const builder = unlinkKernel();
    builder.code(0x210, word(0x94000000 | (distance(0x210, 0x100) & 0x3ffffff)));
    builder.code(0x320, word(0x14000000 | (distance(0x320, 0x100) & 0x3ffffff)));
    builder.code(0x330, word(0x54000001 | ((distance(0x330, 0x100) & 0x7ffff) << 5)));
    builder.code(0x340, word(0xb4000000 | ((distance(0x340, 0x300) & 0x7ffff) << 5)));
    expect(printed(readCallers(arm(builder)))).toEqual({ vfs_unlink: 'do_unlinkat*1 handle_remove*2' });
  });

  it('may reach it by ADRP and an ADD behind it, or ADR', () => {
    const builder = unlinkKernel();
    builder.symbol('vfs_rmdir', 0x3040);
    builder.symbol('vfs_mkdir', 0x2080);
    const nop = word(0xd503201f);
    builder.code(0x410, [
      ...word(0x90000000 | (2 << 29) | 3),
      ...nop,
      ...nop,
      ...word(0x91000000 | (0x80 << 10) | (3 << 5)),
    ]);
    builder.code(0x210, [...word(0x90000000 | (3 << 29)), ...word(0x91000000 | (0x40 << 10))]);
    builder.code(0x310, word(0x10000000 | ((((0x100 - 0x310) >> 2) & 0x7ffff) << 5)));
    expect(printed(readCallers(arm(builder)))).toEqual({ vfs_unlink: '&', vfs_rmdir: '&', vfs_mkdir: '&' });
  });
});

describe('reading callers', () => {
  it('tells nothing of a machine it does not know, and of an image without symbols', () => {
    expect(readCallers(unlinkKernel().build({ arch: 'riscv64' }))).toBeUndefined();
    expect(readCallers(newImageBuilder().build())).toBeUndefined();
  });

  it.each(['x86_64', 'arm64'])('comes to an end with any bytes (%s)', (arch) => {
    const random = seededRandom(5);
    for (let seed = 0; seed < 40; seed++) {
      const builder = unlinkKernel();
      builder.code(
        0,
        damage(
          Uint8Array.from({ length: 0x800 }, () => random(256)),
          seed,
        ).subarray(0, 0x800) as never,
      );
      builder.symbol('at_the_end', DATA - 1);
      for (const one of readCallers(builder.build({ arch })) ?? []) expect(one.name).not.toBe('');
    }
  });
});
