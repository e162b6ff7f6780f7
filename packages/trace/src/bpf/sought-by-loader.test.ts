import { SHT, writeElf } from '@tracefit/btf';
import { namesInCode } from './names-in-code';
import { soughtByLoader } from './sought-by-loader';

const codeAt = 0x1000;
const textAt = 0x2000;

/** A program for x86-64 that loads the addresses of texts, each into a register: 0 is rax, 12 is r12. */
function program(loads: readonly (readonly [text: string, register: number])[], machine = 62): Uint8Array {
  const texts = [...new Set(loads.map(([text]) => text))];
  const at = new Map<string, number>();
  let end = 0;
  for (const text of texts) {
    at.set(text, end);
    end += text.length + 1;
  }
  const code = Buffer.alloc(7 * loads.length);
  loads.forEach(([text, register], index) => {
    const next = codeAt + 7 * (index + 1);
    code.set([register > 7 ? 0x4c : 0x48, 0x8d, 0x05 | ((register & 7) << 3)], 7 * index);
    code.writeInt32LE(textAt + (at.get(text) ?? 0) - next, 7 * index + 3);
  });
  return writeElf({
    machine,
    sections: [
      { name: '.text', type: SHT.PROGBITS, flags: 6n, addr: BigInt(codeAt), bytes: code },
      {
        name: '.rodata',
        type: SHT.PROGBITS,
        flags: 2n,
        addr: BigInt(textAt),
        bytes: Buffer.from(texts.map((text) => `${text}\0`).join(''), 'latin1'),
      },
    ],
  });
}

const named = (name: string, func = name) => ({ func: { name: func }, attach: { name } });
const merge = named('blk_account_io_merge_bio');
const start = named('blk_account_io_start');

function sought(of: typeof merge, carrier: Uint8Array, programs = [merge, start]): readonly string[] | undefined {
  return soughtByLoader(of, programs, namesInCode(carrier)).soughtByLoader?.others;
}

describe('the name of an attach point in the code of the program that carries it', () => {
  test('that is taken once is what libbpf is told', () => {
    expect(sought(merge, program([['blk_account_io_merge_bio', 1]]))).toBeUndefined();
  });

  test('that is taken twice, or kept over calls, is looked for', () => {
    const twice = program([
      ['blk_account_io_merge_bio', 1],
      ['blk_account_io_merge_bio', 7],
    ]);
    expect(sought(merge, twice)).toEqual([]);
    expect(sought(merge, program([['blk_account_io_merge_bio', 12]]))).toEqual([]);
  });

  test('that no program is called by is looked for where it is taken at all', () => {
    const own = [named('blk_account_io_start', 'on_start')];
    expect(sought(named('blk_account_io_start', 'on_start'), program([['blk_account_io_start', 1]]), own)).toEqual([]);
  });

  test('stands beside those it may be taken for, but not beside those of other programs', () => {
    const carrier = program([
      ['blk_account_io_start', 13],
      ['__blk_account_io_start', 2],
      ['blk_account_io_merge_bio', 12],
      ['failed to load', 1],
    ]);
    expect(sought(start, carrier)).toEqual(['__blk_account_io_start']);
    expect(sought(merge, carrier)).toEqual([]);
  });

  test('is not looked for in code of other machines, nor in what is no program', () => {
    const loads = [['blk_account_io_start', 12]] as const;
    expect(sought(start, program(loads, 183))).toBeUndefined();
    expect(sought(start, Buffer.from('#!/bin/sh'))).toBeUndefined();
  });
});
