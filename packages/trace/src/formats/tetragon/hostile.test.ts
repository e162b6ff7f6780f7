import { sourceFile, wrongSpans } from '@tracefit/testing';
import { tetragon } from '.';

const head = 'kind: TracingPolicy\nspec:\n  kprobes:\n';

/** Ten times the one before, nine times over. */
const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
  .concat(Array.from({ length: 9 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n}, `.repeat(10)}]`))
  .join('\n');
const merged = ['m0: &m0 { a: 1 }']
  .concat(Array.from({ length: 20 }, (_, n) => `m${n + 1}: &m${n + 1} { <<: [${`*m${n}, `.repeat(9)}] }`))
  .join('\n');

const hostile: readonly (readonly [string, string])[] = [
  ['aliases of aliases', `${bomb}\n${head}    - *a9\n`],
  ['merges of merges', `${merged}\n${head}    - *m20\n`],
  ['an alias of itself', `${head}    - &a [*a, *a, *a]\n`],
  ['many aliases', `x: &x 1\n${head}${'    - *x\n'.repeat(50_000)}`],
  ['brackets', `${head}    - ${'['.repeat(100_000)}`],
  ['braces with keys', `${head}    - ${'{a: '.repeat(50_000)}`],
  ['dashes', `${head}    - ${'- '.repeat(100_000)}`],
  ['question marks', `${head}    - ${'? '.repeat(100_000)}`],
  ['deeper and deeper lines', head + Array.from({ length: 1500 }, (_, n) => `${' '.repeat(n + 4)}a:`).join('\n')],
  ['one line', `${head}    - call: ${'a'.repeat(3_000_000)}`],
  ['quotes', `${head}    - call: ${'"'.repeat(200_001)}`],
  ['tags and anchors', `${head}    - ${'!!str &a '.repeat(50_000)}x`],
  ['documents', '---\n'.repeat(100_000) + head],
  ['hooks', head + '    - { call: vfs_read, syscall: false, args: [{ index: 0, type: file }] }\n'.repeat(3_000)],
  ['keys of one name', `${head}    - call: vfs_read\n${'      call: vfs_read\n'.repeat(20_000)}`],
  ['a path', `${head}    - { call: vfs_read, syscall: false, args: [{ resolve: '${'a.'.repeat(500_000)}a' }] }`],
  ['comments', `${head}${'# x\n'.repeat(200_000)}`],
];

test.each(hostile)('a policy of nothing but %s is read in seconds', (_, text) => {
  const trace = tetragon.parse(sourceFile('policy.yaml', text));
  expect(wrongSpans(trace)).toEqual([]);
});
