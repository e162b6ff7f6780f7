import { newBtfWriter, readBtf, writeBtf, type BtfTypeSpec } from '@tracefit/btf';
import { id, vfsTypes } from '../test/vfs-types';
import { kinds } from './kinds';

const byteOrders = [
  { order: 'little-endian', littleEndian: true },
  { order: 'big-endian', littleEndian: false },
];

describe('readBtf', () => {
  it.each([
    // struct btf_header, INT "int" of 4 signed bytes, "\0int\0"
    {
      order: 'little-endian',
      hex: '9feb010018000000000000001000000010000000050000000100000000000001040000002000000100696e7400',
    },
    {
      order: 'big-endian',
      hex: 'eb9f010000000018000000000000001000000010000000050000000101000000000000040100002000696e7400',
    },
  ])('reads a $order file byte by byte as the specification has it', ({ hex }) => {
    const btf = readBtf(Buffer.from(hex, 'hex'));
    expect([...btf.types()]).toEqual([
      { kind: 'int', id: 1, name: 'int', size: 4, signed: true, char: false, bool: false, bits: 32, bitOffset: 0 },
    ]);
    expect(writeBtf([{ kind: 'int', name: 'int', size: 4, signed: true }], btf)).toEqual(
      new Uint8Array(Buffer.from(hex, 'hex')),
    );
  });

  it('has a type of every kind of the uapi header to read', () => {
    expect(new Set(['void', ...vfsTypes.map(({ kind }) => kind)])).toEqual(new Set(kinds.map(({ kind }) => kind)));
  });

  it.each(byteOrders)('reads types of every kind, $order', ({ littleEndian }) => {
    const btf = readBtf(writeBtf(vfsTypes, { littleEndian }));
    expect(btf).toMatchObject({ littleEndian, firstId: 1, length: vfsTypes.length + 1, pointerSize: 8 });
    expect([...btf.types()]).toMatchObject(vfsTypes);
    expect([...btf.types()].map((type) => type.id)).toEqual(vfsTypes.map((_, index) => index + 1));
  });

  it('gives what is left out in the file as what it stands for', () => {
    const btf = readBtf(writeBtf(vfsTypes));
    expect(btf.type(0)).toEqual({ kind: 'void', id: 0, name: '' });
    expect(btf.type(id.listHead)).toEqual({
      kind: 'struct',
      id: id.listHead,
      name: 'list_head',
      size: 16,
      members: [
        { name: 'next', type: 7, bitOffset: 0 },
        { name: 'prev', type: 7, bitOffset: 64 },
      ],
    });
    expect(btf.type(29)).toMatchObject({ componentIndex: -1, attribute: false });
    expect(btf.type(id.printkProto)).toMatchObject({ params: [{ name: 'fmt' }], variadic: true });
  });

  it('gives kind and name of a type without the rest', () => {
    const btf = readBtf(writeBtf(vfsTypes));
    expect([btf.kind(0), btf.kind(id.vfsMkdir), btf.name(0), btf.name(id.vfsMkdir)]).toEqual([
      'void',
      'func',
      '',
      'vfs_mkdir',
    ]);
    expect([...btf.ids('func')]).toEqual([id.vfsMkdir, id.printk]);
  });

  it('finds types by name, and among several by kind', () => {
    const types: BtfTypeSpec[] = [
      { kind: 'struct', name: 'statfs', size: 0, members: [] },
      { kind: 'func', name: 'statfs', type: 3, linkage: 'static' },
      { kind: 'func_proto', type: 0, params: [] },
    ];
    const btf = readBtf(writeBtf(types));
    expect(btf.find('statfs')?.id).toBe(1);
    expect(btf.find('statfs', 'func')?.type).toBe(3);
    expect(btf.findAll('statfs').map((type) => type.kind)).toEqual(['struct', 'func']);
    expect(btf.findAll('statfs', 'struct').map((type) => type.size)).toEqual([0]);
    expect([btf.find('statfs', 'union'), btf.find('vfs_statfs'), btf.find('')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(btf.findAll('')).toEqual([]);
  });

  it('finds each of many types', () => {
    const names = Array.from({ length: 3000 }, (_, index) => `__x64_sys_${index}`);
    const btf = readBtf(writeBtf(names.map((name) => ({ kind: 'fwd', name, of: 'struct' }))));
    expect(names.map((name) => btf.find(name)?.id)).toEqual(names.map((_, index) => index + 1));
  });

  it('reads names that are not ASCII', () => {
    const btf = readBtf(
      writeBtf([
        { kind: 'fwd', name: 'größe😀', of: 'struct' },
        { kind: 'fwd', name: 'dentry', of: 'struct' },
      ]),
    );
    expect([btf.name(1), btf.name(2), btf.find('größe😀')?.id]).toEqual(['größe😀', 'dentry', 1]);
  });

  it.each([
    { spelling: 'long unsigned int', size: 4, pointerSize: 4 },
    { spelling: 'unsigned long', size: 8, pointerSize: 8 },
    { spelling: 'long int', size: 2, pointerSize: undefined },
    { spelling: 'int', size: 4, pointerSize: undefined },
  ])('takes pointers to be as wide as "$spelling" of $size bytes: $pointerSize', ({ spelling, size, pointerSize }) => {
    const bytes = writeBtf([{ kind: 'int', name: spelling, size }]);
    expect(readBtf(bytes).pointerSize).toBe(pointerSize);
    expect(readBtf(bytes, { pointerSize: 8 }).pointerSize).toBe(8);
  });
});

describe('split BTF', () => {
  const base = readBtf(writeBtf(vfsTypes));
  const moduleTypes: BtfTypeSpec[] = [
    {
      kind: 'struct',
      name: 'ext4_inode_info',
      size: 16,
      members: [{ name: 'i_orphan', type: id.listHead, bitOffset: 0 }],
    },
    { kind: 'struct', name: 'list_head', size: 8, members: [] },
    { kind: 'ptr', type: base.length },
  ];
  const split = readBtf(writeBtf(moduleTypes, { base }), { base });

  it('goes on with the ids and strings of its base', () => {
    expect(split).toMatchObject({ base, firstId: base.length, length: base.length + 3, pointerSize: 8 });
    expect(split.type(base.length)).toMatchObject(moduleTypes[0] ?? {});
    expect(split.type(id.listHead)).toBe(base.type(id.listHead));
    expect([split.kind(id.listHead), split.name(id.listHead), split.kind(base.length)]).toEqual([
      'struct',
      'list_head',
      'struct',
    ]);
    expect(split.offsetOf(id.listHead)).toBe(base.offsetOf(id.listHead));
  });

  it('lists its own types only', () => {
    expect([...split.types()]).toMatchObject(moduleTypes);
    expect([...split.ids('struct')]).toEqual([base.length, base.length + 1]);
  });

  it('finds types of the base first', () => {
    expect(split.find('list_head', 'struct')?.size).toBe(16);
    expect(split.findAll('list_head', 'struct').map(({ size }) => size)).toEqual([16, 8]);
    expect(split.find('ext4_inode_info')?.id).toBe(base.length);
  });

  it('finds its own types whose names are strings of the base', () => {
    const bytes = writeBtf([{ kind: 'fwd', of: 'struct' }], { base });
    const offset = readBtf(writeBtf(vfsTypes)).offsetOf(id.dentry);
    const nameOffset = Buffer.from(writeBtf(vfsTypes)).readUInt32LE(offset);
    Buffer.from(bytes.buffer).writeUInt32LE(nameOffset, 24);
    const own = readBtf(bytes, { base });
    expect([own.name(base.length), own.findAll('dentry').map((type) => type.id)]).toEqual([
      'dentry',
      [id.dentry, base.length],
    ]);
  });

  it('may be the base of another', () => {
    const third = readBtf(writeBtf([{ kind: 'ptr', type: base.length }], { base: split }), { base: split });
    expect(third.type(split.length)).toEqual({ kind: 'ptr', id: split.length, name: '', type: base.length });
    expect(third.name(base.length)).toBe('ext4_inode_info');
  });

  it('is refused without its base', () => {
    const bytes = writeBtf(moduleTypes, { base });
    expect(() => readBtf(bytes)).toThrow('string section does not start with an empty string (at byte 72)');
  });
});

describe('BTF of newer versions', () => {
  it('is read behind a header that is longer than known', () => {
    const btf = readBtf(writeBtf(vfsTypes, { headerSize: 48 }));
    expect([...btf.types()]).toMatchObject(vfsTypes);
    expect(btf.offsetOf(1)).toBe(48);
  });

  it('is read with a layout section', () => {
    expect([...readBtf(writeBtf(vfsTypes, { layout: true })).types()]).toMatchObject(vfsTypes);
  });

  const locParam: BtfTypeSpec = {
    kind: 'opaque',
    kindNumber: 20,
    kindFlag: true,
    vlen: 2,
    sizeOrType: 8,
    bytes: Uint8Array.of(1, 0, 0, 0, 5, 0, 0, 0, 6, 0, 0, 0),
  };
  const withLocParam: BtfTypeSpec[] = [locParam, { kind: 'fwd', name: 'dentry', of: 'struct' }];

  it('has kinds that are not known stepped over, where the layout section tells their size', () => {
    const btf = readBtf(writeBtf(withLocParam, { layout: [{ infoSize: 4, elemSize: 4 }] }));
    expect([...btf.types()]).toMatchObject(withLocParam);
    expect([btf.kind(1), btf.find('dentry')?.id]).toEqual(['opaque', 2]);
  });

  it('is refused with kinds that are not known otherwise', () => {
    expect(() => readBtf(writeBtf(withLocParam))).toThrow('kind 20 is not known (at byte 28)');
    expect(() => readBtf(writeBtf(withLocParam, { layout: true }))).toThrow('kind 20 is not known (at byte 36)');
  });

  it('counts members with 24 bits', () => {
    const values = Array.from({ length: 70_000 }, (_, index) => ({ name: '', value: BigInt(index) }));
    const btf = readBtf(writeBtf([{ kind: 'enum', name: 'x86_intercept', size: 4, values }]));
    expect(btf.find('x86_intercept', 'enum')?.values).toHaveLength(70_000);
  });
});

describe('damaged BTF', () => {
  const good = writeBtf(vfsTypes);
  const view = (offset: number, value: number, bytes = good): Uint8Array => {
    const copy = Buffer.from(bytes);
    copy.writeUInt32LE(value, offset);
    return copy;
  };
  const at = (type: number): number => readBtf(good).offsetOf(type);
  const typesLength = Buffer.from(good).readUInt32LE(12);

  it.each([
    ['nothing', new Uint8Array(0), 'BTF header leaves the file (at byte 0)'],
    ['a wrong magic number', view(0, 0x464c457f), 'BTF does not start with its magic number 0xeb9f (at byte 0)'],
    ['version 2', view(0, 0x0002eb9f), 'BTF version is 2, not 1 (at byte 2)'],
    ['a short header', view(4, 20), 'BTF header is 20 bytes long, not at least 24 (at byte 4)'],
    ['a header beyond the end', view(4, 0xffffffff), 'BTF header leaves the file (at byte 4)'],
    ['types beyond the end', view(12, 0xfffffffc), 'type section leaves the file (at byte 8)'],
    ['types at an odd place', view(8, 2, view(12, 4)), 'type section does not start at a multiple of 4 (at byte 8)'],
    ['strings beyond the end', view(20, 0xffffffff), 'string section leaves the file (at byte 16)'],
    ['strings among the types', view(16, typesLength - 4), 'type section and string section overlap (at byte 8)'],
    ['no strings', view(20, 0), `string section does not start with an empty string (at byte ${24 + typesLength})`],
    [
      'a string without end',
      good.with(-1, 0x61),
      `string section does not end with a NUL byte (at byte ${good.length - 1})`,
    ],
    ['half a type', view(12, typesLength - 4), `type leaves the type section (at byte ${at(vfsTypes.length)})`],
    ['more members than bytes', view(at(6) + 4, 0x04ffffff), `type leaves the type section (at byte ${at(6)})`],
    ['kind 0', view(at(4) + 4, 0), `kind 0 (void) is in the type section (at byte ${at(4) + 4})`],
    ['kind 127', view(at(4) + 4, 0x7f000000), `kind 127 is not known (at byte ${at(4) + 4})`],
  ])('with %s is refused when read', (_, bytes, message) => {
    expect(() => readBtf(bytes)).toThrow(message);
  });

  it.each([
    [
      'a type that is not there',
      view(at(5) + 8, 34),
      5,
      `type id 34 does not exist, the last is 33 (at byte ${at(5) + 8})`,
    ],
    [
      'a member type that is not there',
      view(at(6) + 16, 99),
      6,
      `type id 99 does not exist, the last is 33 (at byte ${at(6) + 16})`,
    ],
    [
      'a name that is not there',
      view(at(6), 0x7fffffff),
      6,
      `string starts outside its string table (at byte ${at(6)})`,
    ],
    ['linkage 3', view(at(22) + 4, 0x0c000003), 22, `linkage 3 is not known (at byte ${at(22) + 4})`],
    ['linkage 7 of a variable', view(at(26) + 12, 7), 26, `linkage 7 is not known (at byte ${at(26) + 12})`],
  ])('with %s is refused when that type is asked for', (_, bytes, type, message) => {
    const btf = readBtf(bytes);
    expect(() => btf.type(type)).toThrow(message);
    expect(btf.type(id.int).name).toBe('int');
  });

  it.each([34, -1, 0.5, Number.NaN])('has no type %d', (type) => {
    const btf = readBtf(good);
    expect(() => btf.type(type)).toThrow(`type id ${type} does not exist, the last is 33 (at byte 24)`);
    expect(() => btf.kind(type)).toThrow('does not exist');
    expect(() => btf.name(type)).toThrow('does not exist');
    expect(btf.offsetOf(type)).toBe(0);
  });

  it('counts offsets from where the file begins', () => {
    expect(() => readBtf(view(12, 0xfffffffc), { origin: 0x1000 })).toThrow('(at byte 4104)');
    expect(() => readBtf(view(at(5) + 8, 34), { origin: 0x1000 }).type(5)).toThrow(`(at byte ${0x1000 + at(5) + 8})`);
  });

  it('with a layout section that overlaps or leaves the file is refused', () => {
    const bytes = writeBtf(vfsTypes, { layout: true });
    expect(() => readBtf(view(24, 0, bytes))).toThrow('layout section overlaps another (at byte 24)');
    expect(() => readBtf(view(28, 0xffffffff, bytes))).toThrow('layout section leaves the file (at byte 24)');
  });

  it('with a hundred thousand names in one long string is read without quadratic effort', () => {
    const writer = newBtfWriter();
    const long = writer.string('a'.repeat(200_000));
    const strings = Buffer.from(writer.bytes()).subarray(24);
    const bytes = Buffer.from(writeBtf(Array.from({ length: 100_000 }, () => ({ kind: 'fwd', of: 'struct' }))));
    for (let type = 0; type < 100_000; type++) bytes.writeUInt32LE(long + type, 24 + 12 * type);
    bytes.writeUInt32LE(strings.length, 20);

    const btf = readBtf(Buffer.concat([bytes.subarray(0, -1), strings]));
    expect(btf.find('a'.repeat(150_000))?.id).toBe(50_001);
    expect(btf.find('a'.repeat(99_999))).toBeUndefined();
    expect([...btf.types()].every((type) => type.name.length === 200_001 - type.id)).toBe(true);
  });
});
