import { sourceFile, wrongSpans } from '@tracefit/testing';
import { traceDefinition } from '.';

const head = 'traceDefinition: 1\nprobes:\n  - attach: kprobe/vfs_read\n';

const hostile: readonly (readonly [string, string])[] = [
  ['conditions in conditions', `${head}    when: [${'{ not: '.repeat(60)}{ kernel: '>= 5.10' }${' }'.repeat(60)}]`],
  ['more conditions in conditions', `${head}    when: [${'{ not: '.repeat(5_000)}`],
  ['mistakes', `${head}    args: [${'{}, '.repeat(20_000)}]`],
  ['arguments', `${head}    args: [${'{ position: 1, fields: [a, b] }, '.repeat(5_000)}]`],
  ['a member', `${head}    fields: ['struct a${'.b'.repeat(200_000)}']`],
  ['a type', `${head}    types: ['struct ${'('.repeat(100_000)}']`],
  ['pointers', `${head}    types: ['struct a ${'*'.repeat(100_000)}']`],
  ['versions', `kernels: '${'>= 5.10, '.repeat(50_000)}>= 5.10'\n${head}`],
  ['an attach point', `traceDefinition: 1\nprobes: [{ attach: 'kprobe/${'a'.repeat(1_000_000)}' }]`],
  ['a prototype', `${head}    __proto__: { a: 1 }\n    constructor: 1\n    args: [{ __proto__: 1 }]`],
  ['keys', head + Array.from({ length: 20_000 }, (_, n) => `    key${n}: 1`).join('\n')],
];

test.each(hostile)('a definition of nothing but %s is read in seconds', (_, text) => {
  const trace = traceDefinition.parse(sourceFile('a.trace.yaml', text));
  expect(wrongSpans(trace)).toEqual([]);
});
