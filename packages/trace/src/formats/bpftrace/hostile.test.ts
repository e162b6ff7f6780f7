import { sourceFile } from '@tracefit/testing';
import { bpftrace } from '.';
import { lex } from './lexer';
import { parseScript } from './parse-script';
import type { Cursor, Token } from './token';

const many = 20_000;
const veryMany = 100_000;

/** How many characters the lexer looks at for each character of the text, passing over what it skips. */
function lexedPerCharacter(text: string): number {
  let looked = 0;
  parseScript(text, (all: string, from: Cursor): Token => {
    const token = lex(all, from);
    looked += token.end - from.at;
    return token;
  });
  return looked / text.length;
}

const inBody = (code: string) => `kprobe:vfs_read { ${code} }`;

const hostile: readonly (readonly [string, string])[] = [
  ['open parentheses', inBody('('.repeat(veryMany))],
  ['open braces', `kprobe:vfs_read ${'{'.repeat(veryMany)}`],
  ['closing braces', '}'.repeat(many)],
  ['balanced parentheses', inBody(`print(${'('.repeat(veryMany)}1${')'.repeat(veryMany)});`)],
  ['stars', inBody(`${'*'.repeat(many)}arg0;`)],
  ['exclamation marks', inBody(`${'!'.repeat(many)}arg0;`)],
  ['casts', inBody(`${'(struct file *)'.repeat(many)}arg0;`)],
  ['casts that are none', inBody(`${'(file *'.repeat(many)}arg0;`)],
  ['tuples', inBody('(1, '.repeat(many))],
  ['records', inBody('(a='.repeat(many))],
  ['ternaries', inBody(`$x = ${'1 ? 2 : '.repeat(many)}3;`)],
  ['sums', inBody(`$x = 1${' + arg0'.repeat(many)};`)],
  ['sums of every strength', inBody(`$x = ${'1||1&&1|1^1&1==1<1<<1+1*('.repeat(many)};`)],
  ['members', inBody(`print(((struct task_struct *)arg0)${'->parent'.repeat(many)});`)],
  ['indexes', inBody(`print(arg0${'[0]'.repeat(many)});`)],
  ['nested indexes', inBody(`print(${'@a['.repeat(many)});`)],
  ['else if', inBody(`if 1 { } ${'else if 1 { $x = arg0; } '.repeat(many)}`)],
  ['nested if', inBody('if 1 { '.repeat(many))],
  ['nested blocks', inBody(`$x = ${'{ '.repeat(many)}`)],
  ['semicolons', inBody(';'.repeat(many))],
  ['bad statements', inBody('$x = ; '.repeat(many))],
  ['bad attach points', ', '.repeat(many)],
  ['slashes', `kprobe:vfs_read / 1 ${'/ 1 '.repeat(many)}/ { }`],
  ['slashes and comments', `kprobe:vfs_read / 1 ${'/ /* */ 1 '.repeat(many)}/ { }`],
  ['open comments', inBody('/* '.repeat(many))],
  ['open quotes', inBody('"\\'.repeat(many))],
  ['quotes in attach points', 'kprobe:"\n'.repeat(many)],
  ['attach points', `${'kprobe:vfs_read, '.repeat(many)}{ print(((struct file *)arg0)->f_pos); }`],
  ['probes', 'kprobe:vfs_read { @a[tid] = arg0; } '.repeat(many / 5)],
  ['variables in branches', inBody(Array.from({ length: many / 5 }, (_, i) => `if 1 { $v${i} = arg0; }`).join(' '))],
  ['unclosed definitions', 'struct file { '.repeat(many)],
  ['words before a definition', `struct ${'a '.repeat(many)}`],
  ['attributes', `struct a { } ${'__attribute__((packed)) '.repeat(many)}`],
  ['definitions', 'struct file { int x; };\n'.repeat(many / 5)],
  ['enums', Array.from({ length: many / 5 }, (_, i) => `enum { E${i} };`).join('\n')],
  ['directives', '#if 1\n'.repeat(many)],
  ['joined lines', `#define A \\\n${'\\\n'.repeat(many)}`],
  ['wildcards in the probe type', `${'*a'.repeat(many)}:vfs_read { }`],
  ['one word', 'k'.repeat(veryMany * 10)],
  ['one number', inBody(`$x = ${'1_'.repeat(many)}1;`)],
  ['NUL', '\0'.repeat(many)],
  ['surrogates', inBody('😀\ud800'.repeat(many))],
  ['line ends', 'kprobe:vfs_read\r\n{\r\n print(arg0);\r\n}\r\n'.repeat(1000)],
];

describe('a hostile script', () => {
  it.each(hostile)('of %s is lexed in linear time', (_, text) => {
    expect(lexedPerCharacter(text)).toBeLessThan(4);
  });

  it.each(hostile)('of %s is read to its end', (_, text) => {
    const { problems } = bpftrace.parse(sourceFile('input.bt', text));
    expect(problems.length).toBeLessThanOrEqual(250);
  });

  it('gives up macros that grow without end, aloud', () => {
    const doubling = Array.from({ length: 60 }, (_, i) => `macro m${i + 1}(x) { m${i}(x); m${i}(x) }`).join('\n');
    const text = `macro m0(x) { ((struct file *)x)->f_pos }\n${doubling}\nkprobe:vfs_read { print(m60(arg0)); }`;
    const [probe] = bpftrace.parse(sourceFile('input.bt', text)).probes;
    expect(probe?.unknowns.map(({ reason }) => reason)).toContain('macros grow to more than tracefit looks at');
  });

  it('gives up definitions that grow without end, aloud', () => {
    const doubling = Array.from({ length: 60 }, (_, i) => `#define D${i + 1} (D${i} + D${i})`).join('\n');
    const text = `#define D0 arg0\n${doubling}\nkprobe:vfs_read { print(D60); }`;
    const [probe] = bpftrace.parse(sourceFile('input.bt', text)).probes;
    expect(probe?.unknowns.map(({ reason }) => reason)).toContain('macros grow to more than tracefit looks at');
  });

  it('stops after a hundred problems, and says so', () => {
    const { problems } = bpftrace.parse(sourceFile('input.bt', inBody('$x = ; '.repeat(1000))));
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)?.message).toBe('more than 100 problems, the rest of the file is not read');
  });
});
