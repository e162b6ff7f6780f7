import { newImageBuilder } from '../../test/build-image';
import { lastAtOrBefore, mapSymbols } from './symbol-map';

describe('mapSymbols', () => {
  const builder = newImageBuilder();
  builder.symbol('fixed_percpu_data', 0x100, 'A');
  builder.symbol('__x64_sys_getpid', 0x100, 'T');
  builder.symbol('__ia32_sys_getpid', 0x100, 'T');
  builder.symbol('jiffies', 0x180, 'D');
  builder.symbol('vfs_read', 0x200, 'T');
  const symbols = mapSymbols(builder.build());

  it('tells the symbol an address lies in, up to the next one of any kind', () => {
    expect(symbols.at(0x17f)).toEqual({ start: 0x100, end: 0x180, name: '__x64_sys_getpid' });
    expect(symbols.at(0x180)).toEqual({ start: 0x180, end: 0x200, name: 'jiffies' });
  });

  it('knows nothing before the first symbol, and does not count absolute ones', () => {
    expect(symbols.at(0xff)).toBeUndefined();
    expect(symbols.at(0x100)?.name).toBe('__x64_sys_getpid');
  });
});

describe('lastAtOrBefore', () => {
  it.each([
    [0, -1],
    [3, 0],
    [4, 0],
    [5, 2],
    [9, 3],
  ])('finds %d at index %d', (value, index) => {
    expect(lastAtOrBefore(Float64Array.from([3, 5, 5, 8]), value)).toBe(index);
  });
});
