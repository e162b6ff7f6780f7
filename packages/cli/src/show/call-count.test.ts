import { differMarkedly, spellCallCount, type CallCount } from './call-count';

const count = (sites: number, functions = sites, byPointer = false): CallCount => ({
  arch: 'x86_64',
  sites,
  functions,
  byPointer,
});

describe('from where a function is called', () => {
  test.each([
    [14, 5, true],
    [5, 14, true],
    [5, 2, true],
    [1, 0, true],
    [0, 1, true],
    [2, 1, false],
    [14, 8, false],
    [0, 0, false],
  ])('differs markedly from %i to %i call sites: %s', (before, after, expected) => {
    expect(differMarkedly(count(before), count(after))).toBe(expected);
  });

  test('is said in few words', () => {
    expect(spellCallCount(count(14, 13))).toBe('14 call sites in 13 functions');
    expect(spellCallCount(count(1, 1, true))).toBe('1 call site in 1 function, also reached by pointer');
    expect(spellCallCount(count(0))).toBe('no call sites');
  });
});
