import { EM, ET, PT, readBtf, readElf, SHT, STB, STT, writeBtf, writeElf } from '@tracefit/btf';
import { vfsTypes } from '../test/vfs-types';
import { vmlinuxElf } from '../test/vmlinux-elf';

const btf = writeBtf(vfsTypes);
const forms = [
  { is64: true, littleEndian: true },
  { is64: true, littleEndian: false },
  { is64: false, littleEndian: true },
  { is64: false, littleEndian: false },
];

describe.each(forms)('readElf, 64 bits: $is64, little-endian: $littleEndian', (form) => {
  const start = form.is64 ? 0xffffffff81000000n : 0xc1000000n;
  const elf = readElf(writeElf(vmlinuxElf(form, btf)));

  it('reads the header', () => {
    expect(elf).toMatchObject({ ...form, type: ET.EXEC, machine: EM.X86_64, flags: 0, entry: start, sectionNames: 7 });
  });

  it('reads the sections', () => {
    expect(elf.sections.map(({ name }) => name)).toEqual([
      '',
      '.text',
      '.BTF',
      '.BTF',
      '.bss',
      '.symtab',
      '.strtab',
      '.shstrtab',
    ]);
    expect(elf.section('.text')).toMatchObject({ index: 1, type: SHT.PROGBITS, flags: 6n, addr: start, size: 10 });
    expect(elf.section('.symtab')).toMatchObject({ type: SHT.SYMTAB, link: 6, info: 2, entsize: form.is64 ? 24 : 16 });
    expect(elf.section('.BTF.ext')).toBeUndefined();
  });

  it('gives the bytes of the first section with a name', () => {
    expect(elf.section('.BTF')?.bytes).toEqual(btf);
    const offset = elf.section('.BTF')?.offset ?? 0;
    expect(readBtf(elf.section('.BTF')?.bytes ?? btf, { origin: offset }).offsetOf(1)).toBe(offset + 24);
  });

  it('gives no bytes of a section that has none in the file', () => {
    expect(elf.section('.bss')).toMatchObject({ type: SHT.NOBITS, size: 8, bytes: new Uint8Array(0) });
    expect(elf.sections[0]?.bytes).toHaveLength(0);
  });

  it('reads the program headers', () => {
    expect(elf.segments).toMatchObject([
      { type: PT.LOAD, flags: 5, vaddr: start, paddr: start, filesz: 10, memsz: 10n, align: 1n },
    ]);
    expect(elf.segments[0]?.bytes).toEqual(elf.section('.text')?.bytes);
  });

  it('reads the symbols', () => {
    expect(elf.symbols()).toEqual([
      { name: '', value: 0n, size: 0, type: 0, bind: 0, visibility: 0, section: 0 },
      { name: 'vmlinux.c', value: 0n, size: 0, type: STT.FILE, bind: STB.LOCAL, visibility: 0, section: 0xfff1 },
      { name: 'vfs_mkdir', value: start + 4n, size: 6, type: STT.FUNC, bind: STB.GLOBAL, visibility: 0, section: 1 },
    ]);
    expect(elf.symbols()).toBe(elf.symbols());
    expect(readElf(writeElf({ ...form, machine: EM.BPF, sections: [] })).symbols()).toEqual([]);
  });

  it('reads relocations with and without addend', () => {
    const words = (...values: bigint[]): Uint8Array => {
      const bytes = Buffer.alloc((form.is64 ? 8 : 4) * values.length);
      values.forEach((value, index) => {
        if (form.is64)
          bytes[form.littleEndian ? 'writeBigUInt64LE' : 'writeBigUInt64BE'](BigInt.asUintN(64, value), 8 * index);
        else bytes[form.littleEndian ? 'writeUInt32LE' : 'writeUInt32BE'](Number(BigInt.asUintN(32, value)), 4 * index);
      });
      return bytes;
    };
    const info = form.is64 ? (2n << 32n) | 4n : (2n << 8n) | 4n;
    const object = readElf(
      writeElf({
        ...form,
        machine: EM.BPF,
        sections: [
          { name: '.BTF', bytes: btf },
          { name: '.rel.BTF', type: SHT.REL, bytes: words(8n, info, 24n, info), info: 1 },
          { name: '.rela.BTF', type: SHT.RELA, bytes: words(8n, info, -4n), info: 1 },
        ],
      }),
    );
    const [, target, rel, rela] = object.sections;
    if (!target || !rel || !rela) throw new Error('the sections written are not there');
    expect(object.relocations(rel)).toEqual([
      { offset: 8n, type: 4, symbol: 2, addend: undefined },
      { offset: 24n, type: 4, symbol: 2, addend: undefined },
    ]);
    expect(object.relocations(rela)).toEqual([{ offset: 8n, type: 4, symbol: 2, addend: -4n }]);
    expect(object.relocationSections(target)).toEqual([rel, rela]);
    expect(() => object.relocations(target)).toThrow(`section 1 has no relocations (at byte ${target.offset})`);
  });
});

describe('readElf', () => {
  const good = writeElf(vmlinuxElf({}, btf));
  const { sectionHeaders } = readElf(good);
  const header = (index: number): number => sectionHeaders.offset + 64 * index;
  const changed = (...changes: readonly { offset: number; u16?: number; u32?: number; u64?: bigint }[]): Uint8Array => {
    const bytes = Buffer.from(good);
    for (const { offset, u16, u32, u64 } of changes) {
      if (u16 !== undefined) bytes.writeUInt16LE(u16, offset);
      if (u32 !== undefined) bytes.writeUInt32LE(u32, offset);
      if (u64 !== undefined) bytes.writeBigUInt64LE(u64, offset);
    }
    return bytes;
  };

  it('takes numbers that do not fit the header from section 0', () => {
    const elf = readElf(
      changed(
        { offset: 60, u16: 0 }, // e_shnum
        { offset: 62, u16: 0xffff }, // e_shstrndx
        { offset: 56, u16: 0xffff }, // e_phnum
        { offset: header(0) + 32, u64: 8n },
        { offset: header(0) + 40, u32: 7 },
        { offset: header(0) + 44, u32: 1 },
      ),
    );
    expect(elf.sections.map(({ name }) => name)).toContain('.BTF');
    expect([elf.sections.length, elf.segments.length]).toEqual([8, 1]);
  });

  it('takes section indices that do not fit a symbol from their own table', () => {
    const spec = vmlinuxElf({}, btf);
    const indices = Uint8Array.from([...new Array<number>(8).fill(0), 0, 0, 1, 0]);
    const symbols = [...(spec.symbols ?? []).slice(0, 1), { name: 'vfs_mkdir', value: 0n, section: 0xffff }];
    const table = { name: '.symtab_shndx', type: SHT.SYMTAB_SHNDX, bytes: indices, link: 6 };
    const elf = readElf(writeElf({ ...spec, sections: [...spec.sections, table], symbols }));
    expect(elf.symbols()[2]?.section).toBe(0x10000);
  });

  it('reads a file without sections', () => {
    const elf = readElf(changed({ offset: 40, u64: 0n }));
    expect([elf.sections, elf.section('.BTF'), elf.symbols()]).toEqual([[], undefined, []]);
    expect(elf.segments).toHaveLength(1);
  });

  it.each([
    ['nothing', new Uint8Array(0), 'ELF header leaves the file (at byte 0)'],
    ['an archive', new TextEncoder().encode('!<arch>\n'), 'ELF file does not start with its magic number (at byte 0)'],
    ['class 3', good.with(4, 3), 'ELF class is 3, not 1 or 2 (at byte 4)'],
    ['byte order 0', good.with(5, 0), 'ELF byte order is 0, not 1 or 2 (at byte 5)'],
    ['half a header', good.subarray(0, 50), 'ELF header leaves the file (at byte 48)'],
    [
      'a section 0 beyond the end that is to tell their number',
      changed({ offset: 60, u16: 0 }, { offset: 40, u64: 1n << 62n }),
      `section header 0 leaves the file (at byte ${good.length})`,
    ],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => readElf(bytes)).toThrow(message);
  });

  const end = `(at byte ${good.length})`;
  it.each([
    [
      'headers beyond the end',
      changed({ offset: 40, u64: 1n << 62n }),
      `table of section headers leaves the file ${end}`,
    ],
    [
      'too many headers',
      changed({ offset: 60, u16: 9 }),
      `table of section headers leaves the file (at byte ${header(0)})`,
    ],
    [
      'an endless number of headers',
      changed({ offset: 60, u16: 0 }, { offset: header(0) + 32, u64: 1n << 50n }),
      `table of section headers leaves the file (at byte ${header(0)})`,
    ],
    ['short headers', changed({ offset: 58, u16: 40 }), 'section header is 40 bytes long, not at least 64 (at byte 0)'],
    [
      'names that are not there',
      changed({ offset: 62, u16: 8 }),
      'section 8 with the names does not exist (at byte 62)',
    ],
    [
      'names beyond the end',
      changed({ offset: header(7) + 24, u64: 1n << 60n }),
      `section with the section names leaves the file ${end}`,
    ],
    [
      'a name outside the names',
      changed({ offset: header(2), u32: 0xffff }),
      `section name starts outside its string table (at byte ${header(2)})`,
    ],
  ])('refuses sections with %s when asked for them', (_, bytes, message) => {
    const elf = readElf(bytes);
    expect(() => elf.sections).toThrow(message);
  });

  it('refuses a section beyond the end when asked for its bytes', () => {
    const elf = readElf(changed({ offset: header(2) + 32, u64: 1n << 40n }));
    expect(elf.section('.text')?.bytes).toHaveLength(10);
    expect(() => elf.section('.BTF')?.bytes).toThrow(
      `section leaves the file (at byte ${elf.section('.BTF')?.offset ?? 0})`,
    );
  });

  it('refuses segments beyond the end when asked for them', () => {
    expect(() => readElf(changed({ offset: 32, u64: 1n << 40n })).segments).toThrow(
      `table of program headers leaves the file ${end}`,
    );
    expect(() => readElf(changed({ offset: 64 + 32, u64: 1n << 40n })).segments[0]?.bytes).toThrow(
      'segment leaves the file',
    );
  });

  const symtab = readElf(good).section('.symtab');
  it.each([
    [
      'strings in a section that has none',
      changed({ offset: header(5) + 40, u32: 1 }),
      `section 1 is not a string table of symbols (at byte ${symtab?.offset ?? 0})`,
    ],
    [
      'short entries',
      changed({ offset: header(5) + 56, u64: 8n }),
      `symbol is 8 bytes long, not at least 24 (at byte ${symtab?.offset ?? 0})`,
    ],
    [
      'a name outside the strings',
      changed({ offset: (symtab?.offset ?? 0) + 24, u32: 0xffff }),
      `symbol name starts outside its string table (at byte ${(symtab?.offset ?? 0) + 24})`,
    ],
  ])('refuses symbols with %s', (_, bytes, message) => {
    expect(() => readElf(bytes).symbols()).toThrow(message);
  });

  it('refuses relocations of 64-bit MIPS and short ones', () => {
    const sections = [{ name: '.rel.text', type: SHT.REL, bytes: new Uint8Array(16), entsize: 8 }];
    const relocations = (machine: number): unknown => {
      const elf = readElf(writeElf({ machine, sections }));
      return elf.sections.filter((section) => section.isRelocation).map((section) => elf.relocations(section));
    };
    expect(() => relocations(EM.MIPS)).toThrow('relocations of 64-bit MIPS are not known (at byte 64)');
    expect(() => relocations(EM.BPF)).toThrow('relocation is 8 bytes long, not at least 16 (at byte 64)');
  });
});
