import { printDefinition, readBtf, writeBtf, type BtfTypeSpec } from '@tracefit/btf';
import { id, vfsTypes } from '../test/vfs-types';

const vfs = readBtf(writeBtf(vfsTypes));
const text = (...lines: string[]): string => lines.join('\n');

describe('printDefinition', () => {
  it('prints a struct with its nameless members and bit fields', () => {
    expect(printDefinition(vfs, id.skBuff)).toBe(
      text(
        'struct sk_buff {',
        '\tunion {',
        '\t\tstruct list_head list;',
        '\t\tlong unsigned int dev_scratch;',
        '\t};',
        '\tunsigned char cloned: 1;',
        '\tunsigned char fclone: 2;',
        '\tunsigned char cb[7];',
        '};',
      ),
    );
  });

  it('tells offsets and what is free between members', () => {
    expect(printDefinition(vfs, id.skBuff, { offsets: true })).toBe(
      text(
        'struct sk_buff {',
        '\tunion {',
        '\t\tstruct list_head list; /* offset 0, 16 bytes */',
        '\t\tlong unsigned int dev_scratch; /* offset 0, 8 bytes */',
        '\t}; /* offset 0, 16 bytes */',
        '\tunsigned char cloned: 1; /* offset 16, bit 0, 1 bit */',
        '\tunsigned char fclone: 2; /* offset 16, bit 1, 2 bits */',
        '\t/* 5 bits free */',
        '\tunsigned char cb[7]; /* offset 17, 7 bytes */',
        '};',
      ),
    );
  });

  it('counts offsets in nameless structs and arrays of them from the outermost struct, behind a pointer from 0', () => {
    const member = (name: string, type: number, bitOffset: number) => ({ name, type, bitOffset });
    const btf = readBtf(
      writeBtf([
        {
          kind: 'struct',
          name: 'vfs_cap_data',
          size: 24,
          members: [member('magic_etc', 2, 0), member('data', 3, 32), member('ns', 5, 128)],
        },
        { kind: 'int', name: 'unsigned int', size: 4 },
        { kind: 'array', type: 4, indexType: 2, count: 2 },
        { kind: 'struct', size: 4, members: [member('permitted', 2, 0)] },
        { kind: 'ptr', type: 4 },
      ]),
      { pointerSize: 8 },
    );
    expect(printDefinition(btf, 1, { offsets: true })).toBe(
      text(
        'struct vfs_cap_data {',
        '\tunsigned int magic_etc; /* offset 0, 4 bytes */',
        '\tstruct {',
        '\t\tunsigned int permitted; /* offset 4, 4 bytes */',
        '\t} data[2]; /* offset 4, 8 bytes */',
        '\t/* 4 bytes free */',
        '\tstruct {',
        '\t\tunsigned int permitted; /* offset 0, 4 bytes */',
        '\t} *ns; /* offset 16, 8 bytes */',
        '};',
      ),
    );
  });

  it('tells what is free at the end', () => {
    const btf = readBtf(
      writeBtf([
        { kind: 'struct', name: 'kref', size: 8, members: [{ name: 'refcount', type: 2, bitOffset: 0 }] },
        { kind: 'int', name: 'int', size: 4, signed: true },
      ]),
    );
    expect(printDefinition(btf, 1, { offsets: true })).toBe(
      text('struct kref {', '\tint refcount; /* offset 0, 4 bytes */', '\t/* 4 bytes free */', '};'),
    );
  });

  it.each<[string, BtfTypeSpec[]]>([
    ['struct lock_class_key {};', [{ kind: 'struct', name: 'lock_class_key', size: 0, members: [] }]],
    [
      text('struct ethtool_cmd {', '\tint cmd;', '} __attribute__((packed));'),
      [
        { kind: 'struct', name: 'ethtool_cmd', size: 5, members: [{ name: 'cmd', type: 2, bitOffset: 8 }] },
        { kind: 'int', name: 'int', size: 4 },
      ],
    ],
    [
      text('enum migrate_mode {', '\tMIGRATE_ASYNC = 0,', '} __attribute__((mode(byte)));'),
      [{ kind: 'enum', name: 'migrate_mode', size: 1, values: [{ name: 'MIGRATE_ASYNC', value: 0n }] }],
    ],
    ['enum x86_intercept_stage;', [{ kind: 'enum', name: 'x86_intercept_stage', size: 4, values: [] }]],
    [
      'typedef void (*work_func_t)(void);',
      [
        { kind: 'typedef', name: 'work_func_t', type: 2 },
        { kind: 'ptr', type: 3 },
        { kind: 'func_proto', type: 0, params: [] },
      ],
    ],
    [
      text('typedef struct {', '\tint counter;', '} atomic_t;'),
      [
        { kind: 'typedef', name: 'atomic_t', type: 2 },
        { kind: 'struct', size: 4, members: [{ name: 'counter', type: 3, bitOffset: 0 }] },
        { kind: 'int', name: 'int', size: 4 },
      ],
    ],
    [
      '/*  of kind 20, which is not known */',
      [{ kind: 'opaque', kindNumber: 20, kindFlag: false, vlen: 0, sizeOrType: 0, bytes: new Uint8Array() }],
    ],
  ])('prints `%s`', (printed, types) => {
    const btf = readBtf(writeBtf(types, { layout: [{ infoSize: 0, elemSize: 0 }] }), { pointerSize: 8 });
    expect(printDefinition(btf, 1)).toBe(printed);
  });

  it.each([
    [text('enum pid_type {', '\tPIDTYPE_PID = 0,', '\tPIDTYPE_MAX = 4,', '\tPIDTYPE_ALL = 4294967295,', '};'), 17],
    [text('enum perf_event_state {', '\tPERF_EVENT_STATE_DEAD = -4,', '};'), 18],
    [text('enum netdev_priv_flags {', '\tIFF_NO_ADDRCONF = 9223372036854775808ULL,', '};'), 19],
    [text('enum bpf_cond_pseudo_jmp {', '\tBPF_MAY_GOTO = -4294967297LL,', '};'), 20],
    ['struct dentry;', id.dentry],
    ['int vfs_mkdir(struct dentry *dentry, umode_t mode);', id.vfsMkdir],
    ['volatile long unsigned int jiffies;', id.jiffies],
    ['/* section .data, 64 bytes */', 27],
    ['/* declaration tag bpf_kfunc */', 29],
    ['const char *;', id.constCharPtr],
  ])('prints `%s` of the kernel', (printed, type) => {
    expect(printDefinition(vfs, type)).toBe(printed);
  });

  it('writes type tags if asked to', () => {
    const btf = readBtf(
      writeBtf([
        { kind: 'struct', name: 'iovec', size: 8, members: [{ name: 'iov_base', type: 2, bitOffset: 0 }] },
        { kind: 'ptr', type: 3 },
        { kind: 'type_tag', name: 'user', type: 4 },
        { kind: 'type_tag', name: 'noderef', type: 0, attribute: true },
      ]),
      { pointerSize: 8 },
    );
    expect(printDefinition(btf, 1)).toContain('\tvoid *iov_base;');
    expect(printDefinition(btf, 1, { typeTags: true })).toContain(
      '\t__attribute__((btf_type_tag("user"))) __attribute__((noderef)) void *iov_base;',
    );
  });
});
