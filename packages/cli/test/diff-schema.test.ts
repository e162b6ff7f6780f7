import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020';
import schema from '@tracefit/schemas/diff.schema.json';
import { main } from '../src/main';
import { fixtureFiles } from './fixture-kernels';
import { makeIo } from './make-io';
import { temporaryDirectory } from './temporary-directory';

describe('the difference of two kernels as JSON', () => {
  it('is what its schema says', async () => {
    const cwd = temporaryDirectory(fixtureFiles);
    const io = makeIo(cwd, { bundledStore: `${cwd}/bundled/kernels.tfs` });
    expect(await main(['diff', '5.10', '6.1', '--format', 'json'], io)).toBe(0);
    const diff = JSON.parse(io.written.stdout) as { readonly entries: readonly unknown[] };
    const validate = new Ajv2020().compile(schema);
    validate(diff);
    expect(validate.errors).toBeNull();
    expect(diff.entries).toHaveLength(5);
  });

  it('is written beside other forms in one run, each to its file', async () => {
    const cwd = temporaryDirectory(fixtureFiles);
    const io = makeIo(cwd, { bundledStore: `${cwd}/bundled/kernels.tfs` });
    const files = { json: 'a.json', sarif: 'a.sarif', junit: 'a.xml', html: 'a.html' };
    const formats = Object.entries(files).flatMap(([id, file]) => ['--format', `${id}:${file}`]);
    expect(await main(['diff', '5.10', '6.1', '--format', 'text', ...formats], io)).toBe(0);
    expect(io.written.stdout).toContain('breaks traces');
    const alone = makeIo(cwd, { bundledStore: `${cwd}/bundled/kernels.tfs` });
    expect(await main(['diff', '5.10', '6.1', '--format', 'json'], alone)).toBe(0);
    expect(readFileSync(`${cwd}/a.json`, 'utf8')).toBe(alone.written.stdout);
    const starts = Object.values(files).map((file) => readFileSync(`${cwd}/${file}`, 'utf8').slice(0, 9));
    expect(starts).toEqual(['{\n  "tool', '{\n  "$sch', '<?xml ver', '<!doctype']);
  });
});
