import fs from 'node:fs';
import { join } from 'node:path';
import { makeIo } from '../../test/make-io';
import { temporaryDirectory } from '../../test/temporary-directory';
import { readTraces } from './read-traces';

const definition = (from: string) => `import { defineTrace, kprobe } from '@tracefit/define';
import { name } from '${from}';
export default defineTrace({ probes: [kprobe(name)] });
`;

async function read(cwd: string, name: string) {
  const { traces, skipped } = await readTraces([name], { stdinName: '-' }, makeIo(cwd));
  return { ...traces[0], skipped };
}

describe('a program that imports', () => {
  it.each(['./names', './names.ts', './names.js', '../traces/names', './deeper'])(
    'is read with %s of its tree',
    async (from) => {
      const cwd = temporaryDirectory({
        'traces/main.ts': definition(from),
        'traces/names.ts': "export const name = 'vfs_' + 'read';\n",
        'traces/deeper/index.ts': "export { name } from '../names';\n",
      });
      const { probes, problems, skipped } = await read(cwd, 'traces');
      expect(probes?.map(({ attach }) => `${attach.name} ${attach.span.line}`)).toEqual(['vfs_read 3']);
      expect(problems).toEqual([]);
      expect(skipped).toBe(2);
    },
  );

  it('is not read with what lies outside of the tree that was given, by whatever path', async () => {
    const outside = temporaryDirectory({ 'secret.ts': "export const name = 'vfs_read';\n" });
    const cwd = temporaryDirectory({
      'secret.ts': "export const name = 'vfs_read';\n",
      'traces/up.ts': definition('../secret'),
      'traces/link.ts': definition('./linked'),
      'traces/directory.ts': definition('./there/secret'),
      'traces/round.ts': definition('./self'),
      'traces/far.ts': definition('./../../../../../../etc/passwd'),
    });
    fs.symlinkSync(join(outside, 'secret.ts'), join(cwd, 'traces/linked.ts'));
    fs.symlinkSync(outside, join(cwd, 'traces/there'));
    fs.symlinkSync('self.ts', join(cwd, 'traces/self.ts'));
    for (const name of ['up', 'link', 'directory', 'round', 'far']) {
      const { probes, problems } = await read(cwd, `traces/${name}.ts`);
      expect(probes).toEqual([]);
      expect(problems?.map(({ message }) => message)).toEqual([
        expect.stringMatching(/there is no .* among the files given$/),
      ]);
    }
  });

  it('ends where imports go round', async () => {
    const cwd = temporaryDirectory({
      'main.ts': definition('./a'),
      'a.ts': "export * from './b';\nexport { name } from './b';\n",
      'b.ts': "import { name } from './a';\nexport { name };\n",
    });
    const { probes, problems } = await read(cwd, 'main.ts');
    expect(probes).toEqual([]);
    expect(problems?.map(({ message }) => message)).toEqual([
      'what it attaches to is not known: `name` is made of itself, through imports',
    ]);
  });
});

describe('a directory', () => {
  it('is read without files that only look like definitions, which are counted', async () => {
    const cwd = temporaryDirectory({
      'policy.yaml': 'kind: TracingPolicy\nspec:\n  kprobes:\n    - { call: vfs_read, syscall: false }\n',
      'values.yaml': 'image: tetragon\nreplicas: 3\n',
      'broken.yaml': 'a: [1, 2\n  b: "\n',
      'chart.yml': '{{- range .Values.x }}\n- {{ . }}\n{{- end }}\n',
      'index.ts': "import { spawn } from 'node:child_process';\nspawn('ls', ['-l']);\n",
      'broken.ts': 'const x = {;\n',
      'package.json': '{ "name": "x" }',
      'types.d.ts': "import '@tracefit/define';\n",
    });
    const { traces, skipped } = await readTraces(['.'], { stdinName: '-' }, makeIo(cwd));
    expect(traces.map(({ path }) => path)).toEqual(['policy.yaml']);
    expect(skipped).toBe(7);
  });
});
