import {
  alignOf,
  bitFieldSize,
  readBtf,
  resolveType,
  sizeOf,
  skipQualifiers,
  writeBtf,
  type BtfTypeSpec,
} from '@tracefit/btf';
import { id, vfsTypes } from '../test/vfs-types';

const vfs = readBtf(writeBtf(vfsTypes));

/** A chain of `length` typedefs that ends at an int. */
function typedefs(length: number): BtfTypeSpec[] {
  const chain = Array.from({ length }, (_, index): BtfTypeSpec => ({ kind: 'typedef', name: 'u32', type: index + 2 }));
  return [...chain, { kind: 'int', name: 'unsigned int', size: 4 }];
}

describe('following types', () => {
  it('steps over qualifiers and tags, and over typedefs if asked to', () => {
    const types: BtfTypeSpec[] = [
      { kind: 'const', type: 2 },
      { kind: 'typedef', name: 'pid_t', type: 3 },
      { kind: 'type_tag', name: 'user', type: 4 },
      { kind: 'volatile', type: 5 },
      { kind: 'restrict', type: 6 },
      { kind: 'int', name: 'int', size: 4, signed: true },
    ];
    const btf = readBtf(writeBtf(types));
    expect([skipQualifiers(btf, 1).id, skipQualifiers(btf, 3).id, resolveType(btf, 1).id]).toEqual([2, 6, 6]);
  });

  it('ends after 32 references', () => {
    expect(resolveType(readBtf(writeBtf(typedefs(32))), 1).kind).toBe('int');
    const btf = readBtf(writeBtf(typedefs(33)));
    expect(() => resolveType(btf, 1)).toThrow('type 1 is more than 32 references deep (at byte 24)');
  });

  it.each<[string, BtfTypeSpec[]]>([
    ['a typedef of itself', [{ kind: 'typedef', name: 'u8', type: 1 }]],
    [
      'const of volatile of const',
      [
        { kind: 'const', type: 2 },
        { kind: 'volatile', type: 1 },
      ],
    ],
    ['an array of itself', [{ kind: 'array', type: 1, indexType: 0, count: 2 }]],
    ['a tag of itself', [{ kind: 'type_tag', name: 'rcu', type: 1 }]],
  ])('cuts %s', (_, types) => {
    const btf = readBtf(writeBtf(types));
    expect(() => sizeOf(btf, 1)).toThrow('type 1 is more than 32 references deep (at byte 24)');
    expect(() => alignOf(btf, 1)).toThrow('type 1 is more than 32 references deep (at byte 24)');
  });

  it('cuts a struct within itself', () => {
    const members = [{ name: 'next', type: 1, bitOffset: 0 }];
    const btf = readBtf(writeBtf([{ kind: 'struct', name: 'llist_node', size: 8, members }]));
    expect(sizeOf(btf, 1)).toBe(8);
    expect(() => alignOf(btf, 1)).toThrow('type 1 is more than 32 references deep (at byte 24)');
  });

  it('measures a struct that is in many others once', () => {
    // Each of the 30 structs has the next one a hundred times.
    const types = Array.from({ length: 30 }, (_, index): BtfTypeSpec => ({
      kind: 'struct',
      name: `dql_${index}`,
      size: 4,
      members: Array.from({ length: 100 }, () => ({ name: '', type: index + 2, bitOffset: 0 })),
    }));
    const btf = readBtf(writeBtf([...types, { kind: 'int', name: 'int', size: 4 }]));
    expect(alignOf(btf, 1)).toBe(4);
  });
});

describe('sizeOf and alignOf', () => {
  it.each([
    ['int', id.int, 4, 4],
    ['pointer', id.dentryPtr, 8, 8],
    ['char [16]', id.comm, 16, 1],
    ['struct list_head', id.listHead, 16, 8],
    ['umode_t', id.umodeT, 2, 2],
    ['volatile unsigned long jiffies', id.jiffies, 8, 1],
    ['void', 0, undefined, 1],
    ['struct dentry, declared only', id.dentry, undefined, 1],
    ['a function', id.vfsMkdir, undefined, 1],
  ])('measure %s', (_, type, size, align) => {
    expect([sizeOf(vfs, type), alignOf(vfs, type)]).toEqual([size, align]);
  });

  it('do not know the size of a pointer without a long', () => {
    const types: BtfTypeSpec[] = [{ kind: 'ptr', type: 0 }];
    expect(sizeOf(readBtf(writeBtf(types)), 1)).toBeUndefined();
    expect(sizeOf(readBtf(writeBtf(types), { pointerSize: 4 }), 1)).toBe(4);
  });

  it('align 8-byte ints to 4 where pointers have 4', () => {
    const bytes = writeBtf([{ kind: 'int', name: 'long long unsigned int', size: 8 }]);
    expect(alignOf(readBtf(bytes, { pointerSize: 4 }), 1)).toBe(4);
  });

  it('find that a struct off its alignment is packed', () => {
    const btf = readBtf(
      writeBtf([
        { kind: 'int', name: 'unsigned int', size: 4 },
        { kind: 'struct', name: 'ethtool_cmd', size: 5, members: [{ name: 'cmd', type: 1, bitOffset: 8 }] },
      ]),
    );
    expect(alignOf(btf, 2)).toBe(1);
  });
});

describe('bitFieldSize', () => {
  it('is in the member, or as in old files in its int', () => {
    const btf = readBtf(
      writeBtf([
        { kind: 'int', name: 'unsigned int', size: 4, bits: 3 },
        { kind: 'int', name: 'unsigned int', size: 4 },
      ]),
    );
    const sizeOfMember = (type: number, bitSize?: number): number | undefined =>
      bitFieldSize(btf, { name: 'jobctl', type, bitOffset: 0, bitSize });
    expect([sizeOfMember(1), sizeOfMember(2), sizeOfMember(2, 5)]).toEqual([3, undefined, 5]);
  });
});
