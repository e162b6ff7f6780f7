import { sourceFile } from '@tracefit/testing';
import { bcc } from '.';

const many = 20_000;
const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n');
const handler = (body: string) => `int kprobe__vfs_read(struct pt_regs *ctx, struct file *f) { ${body} }`;
const inC = (body: string) => `from bcc import BPF\nBPF(text="""${handler(body)}""")`;
const inPython = (code: string) => `from bcc import BPF\nt = "aaaaaaaaaa"\n${code}\nBPF(text=t)`;
const calls = lines(
  2000,
  (i) => `static int a${i}(struct file *f) { return a${(i + 1) % 2000}(f) + a${(i * 7) % 2000}(f); }`,
);

const hostile: readonly (readonly [string, string])[] = [
  ['open parentheses in C', inC('('.repeat(many))],
  ['open braces in C', inC('{'.repeat(many))],
  ['casts', inC(`${'(struct file *)'.repeat(many)}f;`)],
  ['members', inC(`f${'->f_inode'.repeat(many)};`)],
  ['sums', inC(`int x = 1${' + f->f_mode'.repeat(many / 4)};`)],
  ['ternaries', inC(`int x = ${'1 ? 2 : '.repeat(many)}3;`)],
  ['nested if', inC('if (1) '.repeat(many))],
  ['directives', inC(`\n${'#if 1\n'.repeat(many)}`)],
  ['questions of the preprocessor', inC(`\n${lines(400, (i) => `#ifdef CONFIG_X${i}\nf->f_mode;\n#endif`)}\n`)],
  [
    'macros that double',
    inC(`\n#define A0 f->f_mode\n${lines(60, (i) => `#define A${i + 1} A${i} + A${i}`)}\nint x = A60;`),
  ],
  ['functions that call each other', `from bcc import BPF\nBPF(text="""${calls} ${handler('return a0(f);')}""")`],
  ['open parentheses in Python', inPython(`x = ${'('.repeat(many)}`)],
  [
    'brackets left open before code',
    `from bcc import BPF\nx = {"a": ${'('.repeat(2_500)}e.u, "b": 1,\n}\nif x:\n  y()\n`,
  ],
  ['sums in Python', inPython(`t = t${' + "a"'.repeat(many / 10)}`)],
  ['texts that double', inPython('t = t + t\n'.repeat(100))],
  ['texts that grow by replacement', inPython('t = t.replace("a", "aa")\n'.repeat(100))],
  ['lists that double', inPython(`t = [1]\n${'t = t + t\n'.repeat(60)}`)],
  ['functions without an end', inPython('def f(n):\n    return f(n + 1) + f(n)\nt = f(1)')],
  [
    'loops inside of loops',
    inPython(`${lines(8, (i) => `${' '.repeat(i)}for a${i} in range(1000):`)}\n${' '.repeat(8)}t += "a"`),
  ],
  ['questions to the kernel', inPython(lines(200, (i) => `if BPF.ksymname("s${i}") != -1:\n    t += "a${i}"`))],
  ['surrogates', inPython(`t = "${'😀\ud800'.repeat(many)}"`)],
];

describe('a hostile program', () => {
  it.each(hostile)(
    'of %s is read to its end',
    (_, text) => {
      const { probes, problems } = bcc.parse(sourceFile('input.py', text));
      expect(probes.length + problems.length).toBeLessThanOrEqual(1000);
    },
    30_000,
  );

  it('that asks the kernel more than is followed says so at its probes', () => {
    const tests = lines(12, (i) => `if BPF.ksymname("s${i}") != -1:\n    t += "/* ${i} */"`);
    const text = `from bcc import BPF\nt = "${handler('return f->f_mode;')}"\n${tests}\nBPF(text=t)`;
    const [probe] = bcc.parse(sourceFile('input.py', text)).probes;
    expect(probe?.unknowns[0]?.reason).toMatch(/^the script decides more than can be followed; of \d+ tests/);
  });
});
