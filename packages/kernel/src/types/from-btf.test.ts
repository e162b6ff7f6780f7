import { FormatError, readBtf, writeBtf } from '@tracefit/btf';
import type { BtfTypeSpec } from '@tracefit/btf';
import { damage } from '@tracefit/testing';
import { fromBtf } from './from-btf';
import type { BtfFacts } from './from-btf';

const INT = {
  kind: 'int',
  name: 'int',
  size: 4,
  signed: true,
  char: false,
  bool: false,
  bits: 32,
  bitOffset: 0,
} as const;
const param = (name: string, type: number) => ({ name, type });

const specs: readonly BtfTypeSpec[] = [
  /* 1 */ INT,
  /* 2 */ { kind: 'struct', name: 'path', size: 16, members: [{ name: 'dentry', type: 4, bitOffset: 64 }] },
  /* 3 */ { kind: 'fwd', name: 'dentry', of: 'struct' },
  /* 4 */ { kind: 'ptr', name: '', type: 3 },
  /* 5 */ { kind: 'union', name: '', size: 4, members: [{ name: 'f_lock', type: 1, bitOffset: 0, bitSize: 3 }] },
  /* 6 */ { kind: 'struct', name: 'file', size: 8, members: [{ name: '', type: 5, bitOffset: 0 }] },
  /* 7 */ { kind: 'const', name: '', type: 6 },
  /* 8 */ { kind: 'type_tag', name: 'rcu', type: 7, attribute: false },
  /* 9 */ { kind: 'ptr', name: '', type: 8 },
  /* 10 */ { kind: 'func_proto', name: '', type: 1, params: [param('file', 9), param('dentry', 4)], variadic: false },
  /* 11 */ { kind: 'func', name: 'vfs_read', type: 10, linkage: 'static' },
  /* 12 */ { kind: 'func_proto', name: '', type: 0, params: [param('dentry', 4)], variadic: true },
  /* 13 */ { kind: 'func', name: 'vfs_read', type: 12, linkage: 'static' },
  /* 14 */ { kind: 'func', name: 'vfs_read', type: 10, linkage: 'static' },
  /* 15 */ { kind: 'enum', name: 'pid_type', size: 4, signed: true, values: [{ name: 'PIDTYPE_PID', value: -1n }] },
  /* 16 */ { kind: 'enum64', name: '', size: 8, signed: false, values: [{ name: 'BPF_F_MAX', value: 1n << 63n }] },
  /* 17 */ { kind: 'typedef', name: 'pid_t', type: 1 },
  /* 18 */ { kind: 'func_proto', name: '', type: 0, params: [param('', 19), param('', 4)], variadic: false },
  /* 19 */ { kind: 'ptr', name: '', type: 0 },
  /* 20 */ { kind: 'ptr', name: '', type: 18 },
  /* 21 */ { kind: 'typedef', name: 'btf_trace_sched_switch', type: 20 },
  /* 22 */ { kind: 'func_proto', name: '', type: 1, params: [param('__data', 19), param('prev', 4)], variadic: false },
  /* 23 */ { kind: 'func', name: '__traceiter_sched_switch', type: 22, linkage: 'static' },
  /* 24 */ { kind: 'var', name: 'runqueues', type: 6, linkage: 'global' },
  /* 25 */ { kind: 'decl_tag', name: 'bpf_kfunc', type: 11, componentIndex: -1, attribute: false },
  /* 26 */ { kind: 'struct', name: 'path', size: 8, members: [] },
  /* 27 */ { kind: 'enum', name: 'declared_only', size: 4, signed: false, values: [] },
];
const bytes = writeBtf(specs);
const facts = fromBtf(readBtf(bytes));
const dentry = { kind: 'ptr', to: { kind: 'struct', name: 'dentry' } };
const int = { kind: 'int', name: 'int', size: 4, signed: true };

describe('BTF as a model', () => {
  test('keeps each different prototype of a name once', () => {
    const file = { kind: 'ptr', to: { kind: 'const', of: { kind: 'struct', name: 'file' } } };
    expect(facts.functions.find(({ name }) => name === 'vfs_read')?.protos).toEqual([
      { ret: int, params: [param('file', file as never), param('dentry', dentry as never)] },
      { ret: { kind: 'void' }, params: [param('dentry', dentry as never)], variadic: true },
    ]);
  });

  test('keeps several structs of one name, and anonymous ones in line', () => {
    expect(facts.structs).toEqual([
      { kind: 'struct', name: 'path', size: 16, members: [{ name: 'dentry', type: dentry, bitOffset: 64 }] },
      {
        kind: 'struct',
        name: 'file',
        size: 8,
        members: [
          {
            name: '',
            type: {
              kind: 'inline_union',
              size: 4,
              members: [{ name: 'f_lock', type: int, bitOffset: 0, bitSize: 3 }],
            },
            bitOffset: 0,
          },
        ],
      },
      { kind: 'struct', name: 'path', size: 8, members: [] },
    ]);
    expect(facts.forwards).toEqual([{ kind: 'struct', name: 'dentry' }]);
  });

  test('spells 64-bit and negative constants out, of nameless enums too', () => {
    expect(facts.enums).toEqual([
      { name: 'pid_type', size: 4, signed: true, values: [{ name: 'PIDTYPE_PID', value: '-1' }] },
      { name: '', size: 8, signed: false, values: [{ name: 'BPF_F_MAX', value: '9223372036854775808' }] },
    ]);
  });

  test('names the parameters of a raw tracepoint after its twin, without __data', () => {
    expect(facts.rawTracepoints).toEqual([{ name: 'sched_switch', params: [{ name: 'prev', type: dentry }] }]);
  });

  test('has typedefs and variables', () => {
    expect(facts.typedefs.map(({ name }) => name)).toEqual(['pid_t', 'btf_trace_sched_switch']);
    expect(facts.data).toEqual([{ name: 'runqueues', type: { kind: 'struct', name: 'file' } }]);
  });

  test('of a module has only its own types, and says whose variables they are', () => {
    const base = readBtf(bytes);
    const split = writeBtf(
      [
        { kind: 'func', name: 'ext4_file_write_iter', type: 10, linkage: 'static' },
        { kind: 'var', name: 'ext4_dev', type: 1, linkage: 'global' },
      ],
      { base },
    );
    const module = fromBtf(readBtf(split, { base }), 'ext4');
    expect(module.functions.map(({ name }) => name)).toEqual(['ext4_file_write_iter']);
    expect(module.structs).toEqual([]);
    expect(module.data).toEqual([{ name: 'ext4_dev', type: int, module: 'ext4' }]);
  });

  test.each<[string, readonly BtfTypeSpec[], string]>([
    [
      'in a circle',
      [
        { kind: 'ptr', name: '', type: 1 },
        { kind: 'typedef', name: 'pid_t', type: 1 },
      ],
      'types nest too deep',
    ],
    [
      'from a function',
      [
        INT,
        { kind: 'func_proto', name: '', type: 1, params: [], variadic: false },
        { kind: 'func', name: 'vfs_read', type: 2, linkage: 'static' },
        { kind: 'typedef', name: 'pid_t', type: 3 },
      ],
      'a type is made from a func, which is none',
    ],
    ['too large to spell out', doubling(30), 'a type is too large to be spelled out'],
  ])('refuses types that go %s', (_, types, sentence) => {
    expect(() => fromBtf(readBtf(writeBtf(types)))).toThrow(sentence);
  });

  test('damaged is a model or a format error, nothing else', () => {
    let refused = 0;
    for (let seed = 0; seed < 3000; seed++) {
      const outcome = attempt(damage(bytes, seed));
      if (outcome instanceof FormatError) refused++;
      else if (outcome instanceof Error) throw new Error(`seed ${seed}`, { cause: outcome });
    }
    expect(refused).toBeGreaterThan(1000);
  });
});

/** Nameless structs of two members each of which is the struct before: a tree of 2^depth leaves. */
function doubling(depth: number): BtfTypeSpec[] {
  const types: BtfTypeSpec[] = [INT];
  for (let i = 1; i < depth; i++) {
    const member = (name: string) => ({ name, type: i, bitOffset: 0 });
    types.push({ kind: 'struct', name: '', size: 4, members: [member('a'), member('b')] });
  }
  types.push({ kind: 'typedef', name: 'pid_t', type: depth });
  return types;
}

function attempt(damaged: Uint8Array): BtfFacts | Error {
  try {
    return fromBtf(readBtf(damaged));
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
