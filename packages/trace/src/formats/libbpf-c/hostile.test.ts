import { sourceFile } from '@tracefit/testing';
import { libbpfC } from '.';

const many = 20_000;
const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n');
const handler = (body: string) => `SEC("kprobe/vfs_read")\nint BPF_KPROBE(on_read, struct file *f)\n{ ${body} }\n`;
const exists = (index: number) => `bpf_core_field_exists(struct file, m${index})`;

const hostile: readonly (readonly [string, string])[] = [
  ['open parentheses', handler('('.repeat(many))],
  ['open braces', handler('{'.repeat(many))],
  ['a line of a megabyte', handler(`return f->f_mode${' + f->f_flags'.repeat(80_000)};`)],
  ['a text of a megabyte', handler(`char *a = "${'a'.repeat(1 << 20)}";`)],
  ['tests side by side', handler(lines(2000, (i) => `if (${exists(i)}) f->f_mode;`))],
  ['tests inside of each other', handler(lines(3000, (i) => `if (${exists(i)})`))],
  ['a long test', handler(`if (${lines(5000, (i) => `${exists(i)} &&`)} 1) f->f_mode;`)],
  ['returns behind tests', handler(lines(1000, (i) => `if (!${exists(i)}) return 0;\nf->f_mode;`))],
  ['conditional values', handler(`struct dentry *d = ${lines(150, (i) => `${exists(i)} ? f :`)} f;`)],
  [
    'functions that ask each other',
    `${lines(300, (i) => `static bool has${i}(void) { if (has${(i + 1) % 300}()) return has${(i * 7) % 300}(); return ${exists(i)}; }`)}
     ${handler('if (has0()) f->f_mode;')}`,
  ],
  [
    'a function that asks without an end',
    `static bool has(void) { ${lines(2000, (i) => `if (${exists(i)}) {}`)} return true; }\n${handler('if (has()) f->f_mode;')}`,
  ],
  ['open pragmas', `${'#pragma clang attribute push(preserve_access_index)\n'.repeat(many)}${handler('f->f_mode;')}`],
  ['open comments in directives', `${'#define A /* \n'.repeat(many)}${handler('f->f_mode;')}`],
  ['names of sections that do not end', `SEC("kprobe/" ${'"a" '.repeat(many)}) int f(void *ctx) { return 0; }`],
  ['includes of what is not there', lines(many, (i) => `#include "x${i}.h"`)],
  ['programs', lines(2000, (i) => `SEC("kprobe/f${i}") int f${i}(struct pt_regs *ctx) { return g(ctx); }`)],
];

describe('a hostile program', () => {
  it.each(hostile)(
    'of %s is read to its end',
    (_, text) => {
      const { probes, problems } = libbpfC.parse(sourceFile('input.bpf.c', text));
      expect(probes.length + problems.length).toBeLessThanOrEqual(2100);
    },
    30_000,
  );
});
