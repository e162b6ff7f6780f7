import { testKernelSource } from '../../../test/test-kernel-source';
import { vmlinuxH } from '.';

const context = { progress: () => undefined, maxUnpacked: 1 << 24 };

testKernelSource(vmlinuxH, __dirname);

describe('a vmlinux.h', () => {
  const header = (body: string) => ({
    path: 'vmlinux.h',
    bytes: Buffer.from(`#ifndef __VMLINUX_H__\n${body}\n#endif\n`),
  });

  test('is known by its first lines, whatever it is called', () => {
    const { bytes } = header('struct list_head { struct list_head *next; };');
    expect(vmlinuxH.detect({ path: 'types-6.1.h', bytes })).toBe(true);
    expect(vmlinuxH.detect({ path: 'x', bytes: Buffer.from('/* of 6.1 */\n\n#ifndef __VMLINUX_H__\n') })).toBe(true);
    expect(vmlinuxH.detect({ path: 'x', bytes: Buffer.from('#include "vmlinux.h"\n') })).toBe(false);
  });

  test.each([
    ['structs in structs', (n: number) => 'struct list_head { int a; }; struct a { '.repeat(n)],
    ['parentheses', (n: number) => `struct list_head { int a; }; int ${'('.repeat(n)}`],
    ['arrays', (n: number) => `struct list_head { int a${'[2]'.repeat(n)}; };`],
    ['comments that do not end', (n: number) => `struct list_head { int a; };${'/* '.repeat(n)}`],
  ])('of 100,000 %s ends, with notes', async (_, body) => {
    const read = async () => vmlinuxH.read(header(body(100_000)), context);
    const outcome = await read().catch((error: unknown) => String(error));
    expect(typeof outcome === 'string' || outcome.notes.length + outcome.structs.length > 0).toBe(true);
  });
});
