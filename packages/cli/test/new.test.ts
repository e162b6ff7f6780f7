import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from './temporary-directory';

interface Maker {
  makeNew(root: string, kind: string, id: string): string;
}

const root = join(__dirname, '../../..');
const { makeNew } = jest.requireActual<Maker>(join(root, 'scripts/new.js'));
const cwd = temporaryDirectory();

beforeAll(() => {
  for (const [name, folder] of [
    ['rules', 'rules'],
    ['trace', 'formats'],
    ['kernel', 'sources'],
    ['reporters', 'reporters'],
  ] as const) {
    const source = join('packages', name, 'src');
    fs.mkdirSync(join(cwd, source), { recursive: true });
    fs.copyFileSync(join(root, source, 'registry.ts'), join(cwd, source, 'registry.ts'));
    fs.cpSync(join(root, source, folder, '_template'), join(cwd, source, folder, '_template'), { recursive: true });
  }
});

function read(path: string): string {
  return fs.readFileSync(join(cwd, path), 'utf8');
}

describe('npm run new', () => {
  it.each([
    ['rule', 'arg-moved', 'packages/rules/src', 'rules', 'import argMoved from ./rules/arg-moved/rule;'],
    ['format', 'perf-probe', 'packages/trace/src', 'formats', 'import { perfProbe } from ./formats/perf-probe;'],
    ['source', 'proc-modules', 'packages/kernel/src', 'sources', 'import { procModules } from ./sources/proc-modules;'],
    [
      'reporter',
      'check-style',
      'packages/reporters/src',
      'reporters',
      'import { checkStyle } from ./reporters/check-style;',
    ],
  ])('makes a %s', (kind, id, source, folder, line) => {
    const made = makeNew(cwd, kind, id);
    const registry = read(`${source}/registry.ts`);
    const name = /import \{? ?(\w+)/.exec(line)?.[1] ?? '';
    expect(made).toBe(`${source}/${folder}/${id}`);
    expect(registry.replaceAll("'", '')).toContain(line);
    const [list] = /= \[[^]*?\];\n/.exec(registry) ?? [];
    expect(list).toMatch(new RegExp(`\\b${name}\\b`));
    const files = fs
      .readdirSync(join(cwd, made), { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile());
    const texts = files.map((file) => `${file.name}\n${fs.readFileSync(join(file.parentPath, file.name), 'utf8')}`);
    expect(texts.join('\n')).not.toContain('_template');
    expect(texts.join('\n')).toContain(id);
  });

  it('leaves registries as prettier wants them', () => {
    const registries = ['rules', 'trace', 'kernel', 'reporters'].map((name) =>
      join(cwd, `packages/${name}/src/registry.ts`),
    );
    const prettier = join(root, 'node_modules/.bin/prettier');
    const config = join(root, '.prettierrc.json');
    const { stderr } = spawnSync(prettier, ['--config', config, '--check', ...registries], { encoding: 'utf8' });
    expect(stderr).toBe('');
  });

  it('overwrites nothing', () => {
    makeNew(cwd, 'rule', 'field-moved');
    expect(() => makeNew(cwd, 'rule', 'field-moved')).toThrow('there is one of that name');
  });

  it.each([
    ['plugin', 'x', 'say what to make'],
    ['rule', '../x', 'an id is'],
    ['rule', '', 'an id is'],
  ])('refuses %j %j', (kind, id, sentence) => {
    expect(() => makeNew(cwd, kind, id)).toThrow(sentence);
  });
});
