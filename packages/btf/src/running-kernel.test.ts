import { existsSync, readFileSync } from 'node:fs';
import { printDefinition, printProto, readBtf } from '@tracefit/btf';

const path = '/sys/kernel/btf/vmlinux';
const describeHere = existsSync(path) ? describe : describe.skip;

describeHere(`BTF of the running kernel (only where ${path} is there)`, () => {
  const btf = readBtf(existsSync(path) ? readFileSync(path) : new Uint8Array());

  it('has every type read and printed', () => {
    const unprinted: number[] = [];
    for (const type of btf.types()) {
      const printed = type.kind === 'func' ? printProto(btf, type.id) : printDefinition(btf, type.id);
      if (type.kind !== 'type_tag' && !printed.includes(type.name)) unprinted.push(type.id);
    }
    expect(unprinted).toEqual([]);
  });

  it('has the types and functions every kernel has', () => {
    expect(btf.find('task_struct', 'struct')?.members.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['pid', 'comm']),
    );
    expect(printProto(btf, btf.find('vfs_read', 'func')?.id ?? 0)).toMatch(
      /^ssize_t vfs_read\(struct file \*file, char \*/,
    );
  });
});
