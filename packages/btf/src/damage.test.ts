import {
  alignOf,
  FormatError,
  newBtfWriter,
  printDefinition,
  printProto,
  printType,
  readBtf,
  readBtfExt,
  readElf,
  sizeOf,
  writeBtf,
  writeBtfExt,
  writeElf,
  type Btf,
} from '@tracefit/btf';
import { damage } from '@tracefit/testing';
import { id, vfsTypes } from '../test/vfs-types';
import { vmlinuxElf } from '../test/vmlinux-elf';

/** Runs a reader; a FormatError is one of its answers, anything else it throws is not. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof FormatError && error.offset >= 0 && /^[^A-Z]|^(BTF|ELF)/.test(error.sentence))
      return undefined;
    throw error;
  }
}

/** Asks a BTF everything; gives how many answers were values. */
function askEverything(btf: Btf): number {
  let answers = 0;
  for (let type = 0; type < btf.length; type++) {
    const asks: (() => unknown)[] = [
      () => btf.type(type),
      () => btf.name(type),
      () => sizeOf(btf, type),
      () => alignOf(btf, type),
      () => printType(btf, type, 'name'),
      () => printProto(btf, type),
      () => printDefinition(btf, type, { offsets: true, typeTags: true }),
    ];
    for (const ask of asks) if (attempt(ask) !== undefined) answers++;
  }
  attempt(() => btf.find('list_head'));
  attempt(() => btf.findAll('vfs_mkdir', 'func'));
  return answers;
}

const seeds = Array.from({ length: 1000 }, (_, seed) => seed);

describe('any damage to bytes gives a value or a FormatError', () => {
  it.each([
    ['BTF', writeBtf(vfsTypes)],
    ['big-endian BTF', writeBtf(vfsTypes, { littleEndian: false })],
    ['BTF with a layout section', writeBtf(vfsTypes, { layout: true, headerSize: 40 })],
  ])('in %s', (_, bytes) => {
    const read = seeds.map((seed) => attempt(() => readBtf(damage(bytes, seed))));
    const answers = read.map((btf) => (btf ? askEverything(btf) : 0));
    expect(read).toContain(undefined);
    expect(Math.max(...answers)).toBeGreaterThan(100);
  });

  it('in split BTF', () => {
    const base = readBtf(writeBtf(vfsTypes));
    const bytes = writeBtf([{ kind: 'ptr', type: id.skBuff }, ...vfsTypes], { base });
    const read = seeds.map((seed) => attempt(() => readBtf(damage(bytes, seed), { base })));
    expect(Math.max(...read.map((btf) => (btf ? askEverything(btf) : 0)))).toBeGreaterThan(100);
  });

  it('in .BTF.ext', () => {
    const writer = newBtfWriter();
    for (const type of vfsTypes) writer.add(type);
    const bytes = writeBtfExt(
      {
        funcInfo: [{ section: 'kprobe/vfs_mkdir', records: [{ insnOffset: 0, type: id.vfsMkdir }] }],
        lineInfo: [
          {
            section: 'kprobe/vfs_mkdir',
            records: [{ insnOffset: 0, file: 'a.bpf.c', text: 'int', line: 1, column: 2 }],
          },
        ],
        coreRelo: [
          {
            section: 'kprobe/vfs_mkdir',
            records: [{ insnOffset: 0, type: id.skBuff, access: '0:1', path: [0, 1], kind: 'field_exists' }],
          },
        ],
      },
      writer,
    );
    const btf = readBtf(writer.bytes());
    const read = seeds.map((seed) => attempt(() => readBtfExt(damage(bytes, seed), btf)));
    expect(read).toContain(undefined);
    expect(read.filter((ext) => ext !== undefined).length).toBeGreaterThan(20);
  });

  it.each([
    { is64: true, littleEndian: true },
    { is64: true, littleEndian: false },
    { is64: false, littleEndian: true },
    { is64: false, littleEndian: false },
  ])('in ELF, 64 bits: $is64, little-endian: $littleEndian', (form) => {
    const bytes = writeElf(vmlinuxElf(form, writeBtf(vfsTypes)));
    const answers = seeds.map((seed) => {
      const elf = attempt(() => readElf(damage(bytes, seed)));
      if (elf === undefined) return 0;
      const sections = attempt(() => elf.sections) ?? [];
      const contents = sections.map((section) => attempt(() => section.bytes));
      for (const section of sections) attempt(() => elf.relocations(section));
      for (const segment of attempt(() => elf.segments) ?? []) attempt(() => segment.bytes);
      return contents.length + (attempt(() => elf.symbols())?.length ?? 0);
    });
    expect(answers).toContain(0);
    expect(Math.max(...answers)).toBeGreaterThan(8);
  });
});
