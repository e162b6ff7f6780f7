import { printDefinition, printProto, printType, readBtf, writeBtf, type BtfTypeSpec } from '@tracefit/btf';
import { id, vfsTypes } from '../test/vfs-types';

const vfs = readBtf(writeBtf(vfsTypes));

/** Prints type 1 of the given ones, which may refer to `int` as 9 and `struct sock` as 8. */
function print(types: readonly BtfTypeSpec[], name?: string): string {
  const padding: BtfTypeSpec[] = Array.from({ length: 7 - types.length }, () => ({ kind: 'ptr', type: 0 }));
  const sock: BtfTypeSpec = { kind: 'fwd', name: 'sock', of: 'struct' };
  const int: BtfTypeSpec = { kind: 'int', name: 'int', size: 4, signed: true };
  return printType(readBtf(writeBtf([...types, ...padding, sock, int])), 1, name);
}

describe('printType', () => {
  it.each<[string, BtfTypeSpec[]]>([
    ['struct sock *sk', [{ kind: 'ptr', type: 8 }]],
    [
      'struct sock **sk',
      [
        { kind: 'ptr', type: 2 },
        { kind: 'ptr', type: 8 },
      ],
    ],
    [
      'const struct sock *sk',
      [
        { kind: 'ptr', type: 2 },
        { kind: 'const', type: 8 },
      ],
    ],
    [
      'struct sock * const sk',
      [
        { kind: 'const', type: 2 },
        { kind: 'ptr', type: 8 },
      ],
    ],
    [
      'void * restrict sk',
      [
        { kind: 'restrict', type: 2 },
        { kind: 'ptr', type: 0 },
      ],
    ],
    [
      'const volatile int sk',
      [
        { kind: 'const', type: 2 },
        { kind: 'volatile', type: 9 },
      ],
    ],
    ['int sk[4]', [{ kind: 'array', type: 9, indexType: 9, count: 4 }]],
    [
      'int sk[2][3]',
      [
        { kind: 'array', type: 2, indexType: 9, count: 2 },
        { kind: 'array', type: 9, indexType: 9, count: 3 },
      ],
    ],
    [
      'struct sock *sk[0]',
      [
        { kind: 'array', type: 2, indexType: 9, count: 0 },
        { kind: 'ptr', type: 8 },
      ],
    ],
    [
      'int (*sk)[4]',
      [
        { kind: 'ptr', type: 2 },
        { kind: 'array', type: 9, indexType: 9, count: 4 },
      ],
    ],
    [
      'const int sk[4]',
      [
        { kind: 'const', type: 2 },
        { kind: 'array', type: 3, indexType: 9, count: 4 },
        { kind: 'const', type: 9 },
      ],
    ],
    [
      'int (*sk)(void)',
      [
        { kind: 'ptr', type: 2 },
        { kind: 'func_proto', type: 9, params: [] },
      ],
    ],
    [
      'void (*sk)(struct sock *, int flags, ...)',
      [
        { kind: 'ptr', type: 2 },
        {
          kind: 'func_proto',
          type: 0,
          params: [
            { name: '', type: 3 },
            { name: 'flags', type: 9 },
          ],
          variadic: true,
        },
        { kind: 'ptr', type: 8 },
      ],
    ],
    [
      'struct sock *(*sk[2])(int)',
      [
        { kind: 'array', type: 2, indexType: 9, count: 2 },
        { kind: 'ptr', type: 3 },
        { kind: 'func_proto', type: 4, params: [{ name: '', type: 9 }] },
        { kind: 'ptr', type: 8 },
      ],
    ],
    [
      'int (*(*sk)(void))(int)',
      [
        { kind: 'ptr', type: 2 },
        { kind: 'func_proto', type: 3, params: [] },
        { kind: 'ptr', type: 4 },
        { kind: 'func_proto', type: 9, params: [{ name: '', type: 9 }] },
      ],
    ],
    ['int sk', [{ kind: 'type_tag', name: 'rcu', type: 9 }]],
    [
      'struct { int counter; } sk',
      [{ kind: 'struct', size: 4, members: [{ name: 'counter', type: 9, bitOffset: 0 }] }],
    ],
    [
      'union { int val: 3; } sk',
      [{ kind: 'union', size: 4, members: [{ name: 'val', type: 9, bitOffset: 0, bitSize: 3 }] }],
    ],
    ['struct { } sk', [{ kind: 'struct', size: 0, members: [] }]],
    [
      'enum { SOCK_SNDBUF_LOCK = 1, SOCK_RCVBUF_LOCK = 2 } sk',
      [
        {
          kind: 'enum',
          size: 4,
          values: [
            { name: 'SOCK_SNDBUF_LOCK', value: 1n },
            { name: 'SOCK_RCVBUF_LOCK', value: 2n },
          ],
        },
      ],
    ],
  ])('prints `%s`', (text, types) => {
    expect(print(types, 'sk')).toBe(text);
  });

  it.each([
    ['void', 0],
    ['long unsigned int', id.longUnsignedInt],
    ['const char *', id.constCharPtr],
    ['char[16]', id.comm],
    ['struct dentry *', id.dentryPtr],
    ['union bpf_attr', 13],
    ['enum pid_type', 17],
    ['enum bpf_cond_pseudo_jmp', 20],
    ['umode_t', id.umodeT],
    ['double', 28],
    ['int (struct dentry *dentry, umode_t mode)', id.vfsMkdirProto],
  ])('prints `%s` without a name', (text, type) => {
    expect(printType(vfs, type)).toBe(text);
  });

  it.each([
    ['func', id.vfsMkdir],
    ['var', id.jiffies],
    ['datasec', 27],
    ['decl_tag', 29],
  ])('refuses what is no type of C: a %s', (kind, type) => {
    const place = `at byte ${vfs.offsetOf(type)}`;
    expect(() => printType(vfs, type)).toThrow(
      `type ${type} is of kind ${kind}, which nothing can be declared as (${place})`,
    );
  });

  it.each<[string, BtfTypeSpec[]]>([
    ['a pointer to itself', [{ kind: 'ptr', type: 1 }]],
    ['an array of itself', [{ kind: 'array', type: 1, indexType: 1, count: 1 }]],
    ['a function that returns itself', [{ kind: 'func_proto', type: 1, params: [] }]],
    ['a function that takes itself', [{ kind: 'func_proto', type: 0, params: [{ name: '', type: 1 }] }]],
    ['a nameless struct of itself', [{ kind: 'struct', size: 0, members: [{ name: '', type: 1, bitOffset: 0 }] }]],
  ])('cuts %s', (_, types) => {
    const btf = readBtf(writeBtf(types));
    expect(() => printType(btf, 1)).toThrow('type 1 is more than 32 references deep (at byte 24)');
    expect(() => printDefinition(btf, 1)).toThrow('type 1 is more than 32 references deep (at byte 24)');
  });

  it('does not write more than 4 MiB, however often nameless structs are spelled out', () => {
    // Each of 15 structs has the next one a hundred times.
    const types = Array.from({ length: 15 }, (_, index): BtfTypeSpec => ({
      kind: 'struct',
      size: 4,
      members: Array.from({ length: 100 }, () => ({ name: '', type: Math.min(index + 2, 15), bitOffset: 0 })),
    }));
    const last: BtfTypeSpec = { kind: 'int', name: 'int', size: 4 };
    const btf = readBtf(writeBtf([...types.slice(0, 14), last], {}));
    const message = 'is part of one that prints to more than 4194304 characters';
    expect(() => printType(btf, 1)).toThrow(message);
    expect(() => printDefinition(btf, 1)).toThrow(message);
  });
});

describe('printProto', () => {
  it('prints a function as it is declared', () => {
    expect(printProto(vfs, id.vfsMkdir)).toBe('int vfs_mkdir(struct dentry *dentry, umode_t mode)');
    expect(printProto(vfs, id.printk)).toBe('int _printk(const char *fmt, ...)');
  });

  it('prints a prototype with a name given to it', () => {
    expect(printProto(vfs, id.vfsMkdirProto, 'mkdir')).toBe('int mkdir(struct dentry *dentry, umode_t mode)');
    expect(printProto(vfs, id.vfsMkdirProto)).toBe('int (struct dentry *dentry, umode_t mode)');
  });

  it('puts the name of a function that returns a function pointer in the middle', () => {
    const btf = readBtf(
      writeBtf([
        { kind: 'func', name: 'svc_get_handler', type: 2, linkage: 'static' },
        { kind: 'func_proto', type: 3, params: [] },
        { kind: 'ptr', type: 4 },
        { kind: 'func_proto', type: 0, params: [{ name: '', type: 3 }] },
      ]),
    );
    expect(() => printProto(btf, 1)).toThrow('more than 32 references deep');
  });

  it('refuses what is no function', () => {
    expect(() => printProto(vfs, id.int)).toThrow('type 1 is of kind int, not a function (at byte 24)');
  });
});
