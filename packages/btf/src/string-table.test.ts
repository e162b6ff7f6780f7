import { ByteReader } from './byte-reader';
import { readStringTable } from './string-table';

const table = (text: string | Uint8Array) =>
  readStringTable(new ByteReader(typeof text === 'string' ? new TextEncoder().encode(text) : text, true, 100));

describe('readStringTable', () => {
  it('gives strings by offset, also from within one', () => {
    const strings = table('\0task_struct\0');
    expect([strings.at(0, 'name', 0), strings.at(1, 'name', 0), strings.at(6, 'name', 0)]).toEqual([
      '',
      'task_struct',
      'struct',
    ]);
  });

  it('gives strings longer than a name', () => {
    const strings = table(`\0${'a'.repeat(500)}\0${'b'.repeat(500)}\0`);
    expect([strings.at(1, 'line', 0), strings.at(1001, 'line', 0)]).toEqual(['a'.repeat(500), 'b']);
  });

  it('gives strings of characters of more than one byte', () => {
    const strings = table('\0größe\0😀x\0end\0');
    expect([1, 9, 15].map((offset) => strings.at(offset, 'name', 0))).toEqual(['größe', '😀x', 'end']);
  });

  it('gives each byte as a character where they are not UTF-8', () => {
    expect(table(Uint8Array.of(0, 0xe4, 0x61, 0)).at(1, 'name', 0)).toBe('äa');
  });

  it('refuses what is outside or does not end', () => {
    expect(() => table('\0sk').at(3, 'name', 7)).toThrow('name starts outside its string table (at byte 7)');
    expect(() => table('\0sk').at(1, 'name', 7)).toThrow('name does not end (at byte 101)');
    expect(() => table('').at(0, 'name', 7)).toThrow('name starts outside its string table (at byte 7)');
  });
});
