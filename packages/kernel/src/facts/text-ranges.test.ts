import { newImageBuilder } from '../../test/build-image';
import { readTextRanges } from './text-ranges';

describe('readTextRanges', () => {
  it('tells the narrowest range an address lies in', () => {
    const builder = newImageBuilder();
    const bounds = [
      ['_stext', 0x0],
      ['__entry_text_start', 0x100],
      ['__irqentry_text_start', 0x180],
      ['__irqentry_text_end', 0x200],
      ['__entry_text_end', 0x300],
      ['__noinstr_text_start', 0x400],
      ['__cpuidle_text_start', 0x480],
      ['__cpuidle_text_end', 0x4c0],
      ['__noinstr_text_end', 0x500],
      ['_etext', 0x1000],
      ['_sinittext', 0x2000],
      ['_einittext', 0x3000],
    ] as const;
    for (const [name, address] of bounds) builder.symbol(name, address, 'T');
    const exit = { start: 0x3000, end: 0x3100 };
    const image = builder.build({ section: (name) => (name === '.exit.text' ? exit : undefined) });
    const rangeAt = readTextRanges(image);
    expect(
      [0x50, 0x100, 0x190, 0x200, 0x400, 0x490, 0x500, 0x1000, 0x2000, 0x3000, 0x3100].map((at) => rangeAt?.(at)),
    ).toEqual([
      ...['text', 'entry', 'irqentry', 'entry', 'noinstr', 'cpuidle', 'text'],
      ...['other', 'init', 'exit', 'other'],
    ]);
  });

  it('says nothing where the text has no bounds', () => {
    expect(readTextRanges(newImageBuilder().build())).toBeUndefined();
  });
});
