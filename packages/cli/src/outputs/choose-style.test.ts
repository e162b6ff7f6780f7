import { makeIo } from '../../test/make-io';
import { chooseStyle } from './choose-style';

function coloured(env: Record<string, string>, isTTY: boolean, when?: string): boolean {
  const io = makeIo('/', { env });
  return chooseStyle({ ...io.stdout, isTTY }, when, io).red('x') !== 'x';
}

describe('colours', () => {
  it('are on on a terminal, off elsewhere', () => {
    expect([coloured({}, true), coloured({}, false)]).toEqual([true, false]);
    expect(coloured({ TERM: 'dumb' }, true)).toBe(false);
  });

  it('are off with NO_COLOR, if it says anything', () => {
    expect([coloured({ NO_COLOR: '1' }, true), coloured({ NO_COLOR: '' }, true)]).toEqual([false, true]);
  });

  it('are on with FORCE_COLOR, off with FORCE_COLOR=0', () => {
    expect([coloured({ FORCE_COLOR: '1' }, false), coloured({ FORCE_COLOR: '0' }, true)]).toEqual([true, false]);
  });

  it('are as --color says before all else', () => {
    expect(coloured({ NO_COLOR: '1' }, false, 'always')).toBe(true);
    expect(coloured({ FORCE_COLOR: '1' }, true, 'never')).toBe(false);
    expect(coloured({}, true, 'auto')).toBe(true);
  });
});
