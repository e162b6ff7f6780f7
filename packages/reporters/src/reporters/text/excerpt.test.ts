import { kernelNames } from '../../kernel-names';
import { plainStyle } from '../../reporter';
import { renderExcerpt } from './excerpt';
import { sourceLines } from '../../source-lines';

function excerpt(source: string, column: number, length: number, width = 80): readonly string[] {
  const context = { style: plainStyle, width, names: kernelNames([]), lines: sourceLines(() => source) };
  return renderExcerpt('x.bt', { line: 1, column, length }, context);
}

describe('an excerpt', () => {
  it('underlines the place', () => {
    expect(excerpt('kprobe:vfs_read { @ = arg9; }', 23, 4)).toEqual([
      '     1 | kprobe:vfs_read { @ = arg9; }',
      '       |                       ^^^^',
    ]);
  });

  it('keeps the mark under the place behind tabs and wide characters', () => {
    expect(excerpt('\ta\t幅 arg9', 6, 4)).toEqual([
      '     1 |     a   幅 arg9', //
      '       |            ^^^^',
    ]);
  });

  it('spells out what would steer a terminal, and marks below it', () => {
    expect(excerpt('\u001b[2J arg9', 6, 4)).toEqual([
      '     1 | \\x1b[2J arg9', //
      '       |         ^^^^',
    ]);
  });

  it('cuts a long line around the mark', () => {
    const [line = '', mark = ''] = excerpt(`${'a'.repeat(5000)}arg9${'b'.repeat(5000)}`, 5001, 4, 60);
    expect(line.slice(9)).toMatch(/^…a+arg9b+…$/);
    expect(line.length).toBeLessThanOrEqual(60);
    expect(mark.indexOf('^')).toBe(line.indexOf('arg9'));
    expect(mark).toMatch(/[^^]\^{4}$/);
  });

  it('shows the beginning of a long line where the mark is on it', () => {
    const [line = ''] = excerpt(`arg9${'b'.repeat(500)}`, 1, 4, 60);
    expect(line.slice(9)).toMatch(/^arg9b+…$/);
  });

  it('marks the end of a line the place has left', () => {
    expect(excerpt('kprobe:vfs_read', 99, 1)).toEqual([
      '     1 | kprobe:vfs_read', //
      '       |                ^',
    ]);
  });

  it('is empty where there is no such line, or nothing on it', () => {
    expect([excerpt('', 1, 1), excerpt('   ', 1, 1), excerpt('a\0b', 1, 1)]).toEqual([[], [], []]);
  });
});
