import { sourceFile } from '@tracefit/testing';
import { systemtap } from '.';

const many = 20_000;
const inBody = (code: string) => `probe kernel.function("vfs_read") { ${code} }`;
const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n');

const hostile: readonly (readonly [string, string])[] = [
  ['open parentheses', inBody('('.repeat(many))],
  ['open braces', inBody('{'.repeat(many))],
  ['open brackets', inBody('a['.repeat(many))],
  ['signs before a number', inBody(`a = ${'-'.repeat(many)}1`)],
  ['assignments', inBody(`${'a = '.repeat(many)}1`)],
  ['questions', inBody(`a = ${'1 ? 2 : '.repeat(many)}3`)],
  ['sums', inBody(`a = 1${' + $count'.repeat(many)}`)],
  ['members', inBody(`print($file${'->f_path'.repeat(many)})`)],
  ['casts', inBody(`print(${'@cast('.repeat(many)}1, "file")->f_mode)`)],
  ['long types', inBody(`print(@cast(1, "${'struct file '.repeat(many)}")->f_mode)`)],
  ['else if', inBody('if (1) a = 1; else '.repeat(many))],
  ['a long line', inBody(`a = "${'x'.repeat(1_000_000)}"; print($file->f_mode)`)],
  ['many statements on a line', inBody('a=$count;'.repeat(many))],
  ['texts without an end', '"'.repeat(many)],
  ['comments without an end', '/*'.repeat(many)],
  ['C code without an end', '%{'.repeat(many)],
  ['conditions inside of each other', '%( kernel_v > "5.0" %? '.repeat(many)],
  ['conditions that end', `${'%( 1 == 1 %? '.repeat(many)}${'%)'.repeat(many)}`],
  ['many conditions', lines(400, (i) => `%( CONFIG_X${i} == "y" %? probe kernel.function("f${i}") { } %)`)],
  [
    'macros that double',
    `@define a0 %( $count %)\n${lines(60, (i) => `@define a${i + 1} %( @a${i} + @a${i} %)`)}\n${inBody('print(@a60)')}`,
  ],
  ['a macro of itself', `@define a(x) %( @a(@x @x) %)\n${inBody('@a(1)')}`],
  ['braces that multiply', `probe ${'{a,b,c}.'.repeat(30)}d { }`],
  ['braces inside of braces', `probe ${'{'.repeat(many)}`],
  ['wildcards', `probe a${'*a'.repeat(2000)} = begin { }\nprobe ${'*a'.repeat(2000)}b { }`],
  ['aliases of all aliases', `${lines(200, (i) => `probe a${i} = a* { }`)}\nprobe a* { }`],
  ['aliases that double', `${lines(60, (i) => `probe a${i} = a${i + 1}, a${i + 1} { print($x) }`)}\nprobe a0 { }`],
  [
    'functions that call each other',
    `${lines(2000, (i) => `function f${i}() { f${(i + 1) % 2000}() f${(i * 7) % 2000}() }`)}\n${inBody('f0()')}`,
  ],
  [
    'points with large bodies',
    `probe ${lines(900, (i) => `kernel.function("f${i}"),`)} begin { ${'print($count) '.repeat(2000)} }`,
  ],
  ['nothing but problems', ') '.repeat(many)],
];

describe('a hostile script', () => {
  it.each(hostile)('of %s is read in time', (_, text) => {
    const trace = systemtap.parse(sourceFile('input.stp', text));
    expect(trace.format).toBe('systemtap');
    expect(trace.problems.length).toBeLessThanOrEqual(1000);
  });
});
