import { sourceFile } from '@tracefit/testing';
import type { SourceFile } from '../../trace-format';
import { typescript } from '.';

const head = "import { defineTrace, kprobe } from '@tracefit/define';\n";
const doubling = (join: (name: string) => string) =>
  ["const a0 = 'vfs_read';"]
    .concat(Array.from({ length: 60 }, (_, n) => `const a${n + 1} = ${join(`a${n}`)};`))
    .join('\n');

const hostile: readonly (readonly [string, string])[] = [
  ['parentheses', `${head}const a = ${'('.repeat(20_000)}`],
  ['lists', `${head}defineTrace({ probes: ${'['.repeat(20_000)}${']'.repeat(20_000)} });`],
  ['members', `${head}defineTrace({ probes: a${'.b'.repeat(20_000)} });`],
  ['sums', `${head}defineTrace({ probes: [kprobe(${"'a' + ".repeat(5_000)}'b')] });`],
  ['texts that double', `${head}${doubling((name) => `${name} + ${name}`)}\ndefineTrace({ probes: [kprobe(a60)] });`],
  [
    'templates that double',
    `${head}${doubling((name) => `\`\${${name}}\${${name}}\``)}\ndefineTrace({ name: a60, probes: [] });`,
  ],
  ['lists that double', `${head}${doubling((name) => `[${name}, ${name}]`)}\ndefineTrace({ probes: a60 });`],
  [
    'a long text that is used often',
    `${head}const a = '${'x'.repeat(1_000_000)}';\n${'defineTrace({ name: a + a, probes: [] });\n'.repeat(200)}`,
  ],
  ['a function that calls itself', `${head}const f = (a) => f([a, a]);\ndefineTrace({ probes: f(1) });`],
  [
    'functions that call each other',
    `${head}function f() { return g(); }\nfunction g() { return [f(), f()]; }\ndefineTrace({ probes: f() });`,
  ],
  [
    'a name that is itself',
    `${head}const a = a;\nconst b = { ...b };\nconst c = [...c];\ndefineTrace({ probes: [a, b, ...c] });`,
  ],
  [
    'callbacks',
    `${head}const a = [${'1, '.repeat(500)}];\ndefineTrace({ probes: a.map((x) => a.map((y) => a.map((z) => kprobe('vfs_read')))) });`,
  ],
  ['probes', `${head}defineTrace({ probes: [${"kprobe('vfs_read', { args: [{ position: 1 }] }), ".repeat(3_000)}] });`],
  ['templates without an end', `${head}const a = \`${'${`'.repeat(3_000)}`],
  ['text that begins like a probe', `const a = \`${'kprobe:a '.repeat(100_000)}\`;`],
  ['comments that begin', `const a = \`kprobe:a { ${'/* '.repeat(100_000)}\`;`],
  ['escapes', `const a = \`kprobe:vfs_read { printf("${'\\\\n'.repeat(100_000)}"); }\`;`],
  ['calls of spawn', "spawn('bpftrace', ['-e', 'kprobe:vfs_read { }']);\n".repeat(2_000)],
  ['imports', Array.from({ length: 2_000 }, (_, n) => `import { a${n} } from './a';`).join('\n') + head],
  ['blocks', `${head}${'{'.repeat(5_000)}${'}'.repeat(5_000)}`],
  [
    'a prototype',
    `${head}defineTrace({ __proto__: { probes: [] }, constructor: 1, probes: [kprobe.constructor('x')] });`,
  ],
];

test.each(hostile)('a program of nothing but %s is read in seconds', (_, text) => {
  expect(problemsOf(sourceFile('main.ts', text))).toBeDefined();
});

test('a program whose imports have no end is read in seconds', () => {
  const endless = (depth: number): SourceFile => ({
    ...sourceFile(`a${depth}.ts`, `export * from './a${depth + 1}';\nexport * from './b${depth + 1}';\n`),
    beside: () => endless(depth + 1),
  });
  const main = {
    ...sourceFile('main.ts', `${head}import { a } from './a0';\ndefineTrace({ probes: [kprobe(a)] });\n`),
    beside: () => endless(0),
  };
  expect(problemsOf(main)).toHaveLength(1);
});

test('nothing of a program is run', () => {
  const text = `${head}globalThis.wasRun = true;\ndefineTrace({ probes: [kprobe((() => { globalThis.wasRun = true; return 'vfs_read'; })())] });`;
  expect(problemsOf(sourceFile('main.ts', text))).toHaveLength(1);
  expect(globalThis).not.toHaveProperty('wasRun');
});

function problemsOf(file: SourceFile): readonly string[] {
  const trace = typescript.parse(file, () => ({
    path: '',
    format: '',
    tool: 'bpftrace',
    text: '',
    probes: [],
    declared: [],
    problems: [],
  }));
  expect(typescript.detect(file)).toBeDefined();
  return trace.problems.map(({ message }) => message);
}
