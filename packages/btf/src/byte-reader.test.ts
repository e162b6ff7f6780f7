import { ByteReader } from '@tracefit/btf';

const bytes = Uint8Array.from({ length: 16 }, (_, index) => 0xf0 + index);

describe('ByteReader', () => {
  it('reads numbers one after another in both byte orders', () => {
    const little = new ByteReader(bytes);
    expect([little.u8(), little.u16(), little.u32(), little.u64()]).toEqual([
      0xf0,
      0xf2f1,
      0xf6f5f4f3,
      0xfefdfcfbfaf9f8f7n,
    ]);
    expect([little.position, little.remaining]).toEqual([15, 1]);
    const big = new ByteReader(bytes, false);
    expect([big.u8(), big.u16(), big.i32(), big.i64()]).toEqual([
      0xf0,
      0xf1f2,
      0xf3f4f5f6 | 0,
      0xf7f8f9fafbfcfdfen - (1n << 64n),
    ]);
  });

  it('reads numbers at a position without moving', () => {
    const reader = new ByteReader(bytes);
    expect([reader.u16At(1), reader.u32At(3), reader.i32At(3), reader.u64At(7)]).toEqual([
      0xf2f1,
      0xf6f5f4f3,
      0xf6f5f4f3 | 0,
      0xfefdfcfbfaf9f8f7n,
    ]);
    expect(reader.position).toBe(0);
  });

  it.each<[string, (reader: ByteReader) => unknown, string]>([
    ['a number at the end', (reader) => reader.seek(14).u32('count'), 'count leaves the file (at byte 114)'],
    ['a number at a position', (reader) => reader.u32At(13, 'count'), 'count leaves the file (at byte 113)'],
    ['a number before the start', (reader) => reader.u16At(-1, 'count'), 'count leaves the file (at byte 100)'],
    ['a number nowhere', (reader) => reader.u16At(Number.NaN, 'count'), 'count leaves the file (at byte 100)'],
    ['a position beyond the end', (reader) => reader.seek(17, 'table'), 'table lies outside its data (at byte 100)'],
    ['more bytes than there are', (reader) => reader.take(17, 'names'), 'names leaves the file (at byte 100)'],
    ['fewer bytes than none', (reader) => reader.skip(-1, 'names'), 'names leaves the file (at byte 100)'],
    ['a part beyond the end', (reader) => reader.slice(8, 9, 'section'), 'section leaves the file (at byte 108)'],
    ['a part of endless length', (reader) => reader.slice(8, 2 ** 60), 'section leaves the file (at byte 108)'],
    ['a part nowhere', (reader) => reader.slice(Number.NaN, 9), 'section leaves the file (at byte 100)'],
    ['a string outside', (reader) => reader.stringAt(16, 'name'), 'name starts outside its table (at byte 100)'],
    ['a string without end', (reader) => reader.stringAt(3, 'name'), 'name does not end (at byte 103)'],
  ])('refuses %s', (_, read, message) => {
    expect(() => read(new ByteReader(bytes, true, 100))).toThrow(message);
  });

  it('gives a part whose offsets count from the whole', () => {
    const part = new ByteReader(bytes, true, 100).slice(4, 4);
    expect([part.length, part.origin, part.take(2)]).toEqual([4, 104, Uint8Array.of(0xf4, 0xf5)]);
  });
});
