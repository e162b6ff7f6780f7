import { readBtf, writeBtf } from '@tracefit/btf';
import { cTypes } from './c-types';

describe('the C types of a BTF', () => {
  it('are given as often as they are asked for, each as large as the first time', () => {
    const btf = readBtf(
      writeBtf([
        { kind: 'int', name: 'int', size: 4, signed: true, char: false, bool: false, bits: 32, bitOffset: 0 },
        { kind: 'ptr', type: 1 },
      ]),
    );
    const types = cTypes(btf);
    const pointer = types.type(2);
    let same = 0;
    // More often than a single type may have nodes: the modules of a kernel ask its types that often.
    for (let asked = 0; asked < 200_000; asked++) if (types.type(2) === pointer) same++;
    expect(same).toBe(200_000);
    expect(types.nodesOf(2)).toBe(2);
  });
});
