import { firstCursor, lex, numberValue, stringValue } from './lexer';

describe('a number of bpftrace', () => {
  it.each([
    ['0', 0n],
    ['1_000_123', 1_000_123n],
    ['0x1F', 31n],
    ['0XfF_fF', 65_535n],
    ['0123', 83n],
    ['1e6', 1_000_000n],
    ['2E3', 2_000n],
    ['123UL', 123n],
    ['5ull', 5n],
    ['10ms', 10_000_000n],
    ['1d', 86_400_000_000_000n],
    ['18446744073709551615', 18_446_744_073_709_551_615n],
  ])('%s has its value', (text, value) => {
    expect(lex(text, firstCursor)).toMatchObject({ kind: 'number', text });
    expect(lex(text, firstCursor).problem).toBeUndefined();
    expect(numberValue(text)).toBe(value);
  });

  it.each(['12zz', '1_', '0x', '0xg', '1e', '1e_', '1__'])('is not written %s', (text) => {
    expect(lex(text, firstCursor).problem).toBe('no number is written so');
  });

  it.each(['18446744073709551616', '1e21', '999999999999999999999999999999999', '1000000d'])(
    'has no 64-bit value as %s',
    (text) => {
      expect(numberValue(text)).toBeUndefined();
    },
  );
});

describe('a string of bpftrace', () => {
  it.each([
    [String.raw`"a\n\t\"\\"`, 'a\n\t"\\'],
    [String.raw`"\x41\101\0"`, 'AA\0'],
    ['"di"', 'di'],
  ])('%s has its value', (text, value) => {
    const token = lex(text, firstCursor);
    expect(token).toMatchObject({ kind: 'string', text });
    expect(token.problem).toBeUndefined();
    expect(stringValue(token)).toBe(value);
  });

  it.each([String.raw`"\q"`, String.raw`"\777"`, '"open', '"open\n"', '"\\'])('is not written %j', (text) => {
    expect(lex(text, firstCursor).problem).toBeDefined();
  });
});

it('passes over comments and keeps count of lines', () => {
  expect(lex('/* one\n two */ // three\n\t$name', firstCursor)).toMatchObject({ text: '$name', line: 3, column: 2 });
});
