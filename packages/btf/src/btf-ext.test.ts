import { newBtfWriter, readBtf, readBtfExt, writeBtfExt, coreReloKinds, type BtfExt } from '@tracefit/btf';
import { id, vfsTypes } from '../test/vfs-types';

/** What clang would write of a program that traces `vfs_mkdir`. */
const ext: BtfExt = {
  funcInfo: [{ section: 'kprobe/vfs_mkdir', records: [{ insnOffset: 0, type: id.vfsMkdir }] }],
  lineInfo: [
    {
      section: 'kprobe/vfs_mkdir',
      records: [
        { insnOffset: 0, file: 'filelife.bpf.c', text: 'int BPF_KPROBE(vfs_mkdir, void *arg0)', line: 53, column: 0 },
        { insnOffset: 16, file: 'filelife.bpf.c', text: '\treturn 0;', line: 0x3fffff, column: 1023 },
      ],
    },
    { section: 'tp_btf/sched_switch', records: [] },
  ],
  coreRelo: [
    {
      section: 'kprobe/vfs_mkdir',
      records: coreReloKinds.map((kind, index) => ({
        insnOffset: 8 * index,
        type: id.skBuff,
        access: `0:${index}:12`,
        path: [0, index, 12],
        kind,
      })),
    },
  ],
};

function written(littleEndian: boolean) {
  const writer = newBtfWriter({ littleEndian });
  for (const type of vfsTypes) writer.add(type);
  const bytes = writeBtfExt(ext, writer);
  return { bytes: Buffer.from(bytes), btf: readBtf(writer.bytes()) };
}

describe('readBtfExt', () => {
  it.each([true, false])('reads functions, lines and relocations of all kinds, little-endian: %s', (littleEndian) => {
    const { bytes, btf } = written(littleEndian);
    expect(readBtfExt(bytes, btf)).toEqual(ext);
  });

  it('reads a file without relocations, whose header ends before them', () => {
    const { bytes, btf } = written(true);
    const short = Buffer.concat([bytes.subarray(0, 24), bytes.subarray(32)]);
    short.writeUInt32LE(24, 4);
    expect(readBtfExt(short, btf)).toEqual({ ...ext, coreRelo: [] });
  });

  it('steps over what newer records have more', () => {
    const { btf } = written(true);
    const numbers = [0x0001eb9f, 24, 0, 24, 24, 0, 12, 0, 1, 8, id.vfsMkdir, 0xffffffff];
    const bytes = Buffer.alloc(48);
    numbers.forEach((number, index) => bytes.writeUInt32LE(number, 4 * index));
    expect(readBtfExt(bytes, btf).funcInfo).toEqual([{ section: '', records: [{ insnOffset: 8, type: id.vfsMkdir }] }]);
  });

  const relo = 32 + 4 + 8 + 8 + 4 + 2 * 8 + 2 * 16 + 4 + 8; // the first relocation
  it.each([
    ['a wrong magic number', 0, 0, 'BTF does not start with its magic number 0xeb9f (at byte 0)'],
    ['version 2', 0, 0x0002eb9f, 'BTF.ext version is 2, not 1 (at byte 2)'],
    ['a short header', 4, 8, 'BTF.ext header is 8 bytes long, not at least 24 (at byte 4)'],
    ['a long header', 4, 0x7fffffff, 'BTF.ext header leaves the file (at byte 4)'],
    ['functions beyond the end', 12, 0xffffff, 'func_info subsection leaves the file (at byte 32)'],
    ['records of 4 bytes', 32, 4, 'record size is 4, not a multiple of 4 from 8 on (at byte 32)'],
    ['records of 9 bytes', 32, 9, 'record size is 9, not a multiple of 4 from 8 on (at byte 32)'],
    ['more records than bytes', 40, 0xffffffff, 'records leaves the file (at byte 44)'],
    ['a section name that is not there', 36, 0xffffff, 'string starts outside its string table (at byte 36)'],
    ['a function that is not there', 48, 34, 'type id 34 does not exist, the last is 33 (at byte 48)'],
    ['a type that is not there', relo + 4, 99, `type id 99 does not exist, the last is 33 (at byte ${relo + 4})`],
    ['an empty path', relo + 8, 0, `access string of a relocation is not numbers between colons (at byte ${relo + 8})`],
    ['kind 13', relo + 12, 13, `kind 13 of relocation is not known (at byte ${relo + 12})`],
  ])('refuses %s', (_, offset, value, message) => {
    const { bytes, btf } = written(true);
    bytes.writeUInt32LE(value, offset);
    expect(() => readBtfExt(bytes, btf)).toThrow(message);
  });

  it('counts offsets from where the file begins', () => {
    const { bytes, btf } = written(true);
    bytes.writeUInt32LE(34, 48);
    expect(() => readBtfExt(bytes, btf, 1000)).toThrow('(at byte 1048)');
  });
});
