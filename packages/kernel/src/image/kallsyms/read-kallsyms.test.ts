import { damage } from '@tracefit/testing';
import { KALLSYMS_LAYOUTS } from '../../../test/write-kallsyms';
import { writeVmlinux } from '../../../test/write-vmlinux';
import { readKernelImage } from '../read-kernel-image';
import type { KernelImage } from '../kernel-image';

const context = { progress: () => undefined, maxUnpacked: 1 << 26 };
const read = (bytes: Uint8Array): Promise<KernelImage> => readKernelImage(bytes, context);

describe('the symbol table of an image', () => {
  test.each(KALLSYMS_LAYOUTS)('is read whole in the layout of %s', async (layout) => {
    const written = writeVmlinux(layout);
    const image = await read(written.bytes);
    expect(image.notes).toEqual([]);
    expect(image.symbolSource).toBe('kallsyms');
    expect(image.symbols).toEqual(written.symbols);
  });

  test('keeps names that need two length bytes', async () => {
    const image = await read(writeVmlinux('6.1').bytes);
    const rust = image.symbols.filter(({ name }) => name.startsWith('_RN'));
    expect(rust.map(({ name }) => name.length)).toEqual([189]);
  });

  test('finds symbols by name and functions by address', async () => {
    const image = await read(writeVmlinux('7.0').bytes);
    expect(image.symbol('vfs_read')?.address).toBe(0x110);
    expect(image.symbolsOf('cleanup').map(({ address }) => address)).toEqual([0x800, 0x840]);
    expect(image.addressOf('cleanup')).toBeUndefined();
    expect(image.rangeOf('_text', '_etext')).toEqual({ start: 0, end: 0x4000 });
    expect(image.functionStarts).toEqual(
      Float64Array.of(0, 0x110, 0x150, 0x190, 0x1d0, 0x210, 0x250, 0x800, 0x840, 0x880),
    );
  });

  test('says per-CPU symbols are numbers, not places', async () => {
    const image = await read(writeVmlinux('5.10').bytes);
    expect(image.symbol('cpu_info')).toEqual({ name: 'cpu_info', letter: 'A', address: 0x100, absolute: true });
    expect(image.addressOf('cpu_info')).toBeUndefined();
  });

  test('is missing in a kernel without one, and that is said', async () => {
    const image = await read(writeVmlinux('6.12', { kallsyms: false }).bytes);
    expect(image.symbols).toEqual([]);
    expect(image.symbolSource).toBe('none');
    expect(image.notes).toEqual(['the kernel has no symbol table in its image (built without CONFIG_KALLSYMS)']);
  });

  describe.each(KALLSYMS_LAYOUTS)('in the layout of %s', (layout) => {
    const written = writeVmlinux(layout);
    const { at, bytes: tables } = written.kallsyms;
    const changed = async (change: (table: Buffer) => void): Promise<KernelImage> => {
      const bytes = Buffer.from(written.bytes);
      change(bytes.subarray(written.kallsymsAt, written.kallsymsAt + tables.length));
      return read(bytes);
    };

    test('is refused with a marker moved', async () => {
      const image = await changed((table) =>
        table.writeUInt32LE(table.readUInt32LE(at.markers + 8) + 1, at.markers + 8),
      );
      expect(image.notes).toEqual([
        "the kernel's symbol table has a layout that is not known: its names were not found",
      ]);
    });

    test('is refused with a wrong count', async () => {
      const image = await changed((table) => table.writeUInt32LE(written.symbols.length - 1, at.count));
      expect(image.symbols).toEqual([]);
      expect(image.notes).toHaveLength(1);
    });

    test('is refused with a damaged token index', async () => {
      const image = await changed((table) => table.writeUInt16LE(9999, at.index + 100));
      expect(image.symbols).toEqual([]);
      expect(image.notes).toEqual(['the kernel has no symbol table in its image (built without CONFIG_KALLSYMS)']);
    });

    test('is refused with all addresses moved', async () => {
      const image = await changed((table) => {
        for (let i = 0; i < written.symbols.length; i++) {
          const place = at.offsets + i * 4;
          table.writeInt32LE((table.readInt32LE(place) - (layout === '6.16' || layout === '7.0' ? -4 : 4)) | 0, place);
        }
      });
      expect(image.symbols).toEqual([]);
      expect(image.notes).toEqual([
        "the kernel's symbol table has a layout that is not known: its addresses lead nowhere",
      ]);
    });

    test('is never misread when its tables are damaged: names and addresses stay, or all is refused', async () => {
      const original = written.symbols.map(({ name, address }) => `${name} ${address}`).join('\n');
      const regions = [
        [at.count, at.count + 8],
        [at.markers, at.markers + 16],
        [at.index, at.index + 512],
      ] as const;
      const outcomes = new Set<string>();
      for (let seed = 0; seed < 90; seed++) {
        const [start, end] = regions[seed % regions.length] ?? regions[0];
        const image = await changed((table) => {
          Buffer.from(damage(Uint8Array.from(table.subarray(start, end)), seed)).copy(table.subarray(start, end));
        });
        const text = image.symbols.map(({ name, address }) => `${name} ${address}`).join('\n');
        outcomes.add(text === '' ? 'refused' : text === original ? 'the same' : `misread with seed ${seed}`);
      }
      expect([...outcomes].sort()).toEqual(['refused', 'the same']);
    });
  });
});
