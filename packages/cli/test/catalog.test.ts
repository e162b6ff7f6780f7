import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { readCatalog, type Catalog } from '@tracefit/signatures';
import { main } from '../src/main';
import { fixtureFiles } from './fixture-kernels';
import { makeIo } from './make-io';
import { temporaryDirectory } from './temporary-directory';

const cwd = temporaryDirectory(fixtureFiles);

async function snapshot(...args: string[]): Promise<{ readonly code: number; readonly stderr: string }> {
  const io = makeIo(cwd);
  const code = await main(['snapshot', ...args], io);
  return { code, stderr: io.written.stderr };
}

function catalog(store: string): Catalog {
  return readCatalog(readFileSync(join(cwd, store, 'catalog.yaml'), 'utf8'));
}

const kallsyms = {
  file: 'kallsyms',
  sha256: createHash('sha256').update(String(fixtureFiles['brought/kallsyms'])).digest('hex'),
};

describe('the catalogue of a store', () => {
  it('says what a kernel was read from', async () => {
    await snapshot('create', 'brought/kallsyms', '--id', 'mine/6.6.30-mine', '--store', 'one');
    expect(catalog('one')).toMatchObject({
      store: 'kernels.tfs',
      kernels: [{ id: 'mine/6.6.30-mine', sources: [kallsyms], complete: ['functions'] }],
    });
  });

  it('names the package that is given, and each file that was read of a directory', async () => {
    const files = ['create', 'brought/kallsyms', 'boot', '--id', 'mine/6.6.30-mine', '--store', 'two'];
    expect((await snapshot(...files, '--package', 'linux-image-mine')).stderr).toContain('go together');
    const { stderr } = await snapshot(...files, '--package', 'linux-image-mine', '--package-version', '6.6.30-1');
    expect(stderr).toBe('');
    const from = { package: 'linux-image-mine', packageVersion: '6.6.30-1' };
    expect(catalog('two').kernels[0]?.sources).toMatchObject([
      { ...kallsyms, ...from },
      { file: 'config-6.6.30-mine', ...from },
      { file: 'System.map-6.6.30-mine', ...from },
    ]);
  });

  it('comes along when stores are put together, and loses what is taken out', async () => {
    await snapshot('create', 'brought/kallsyms', '--id', 'mine/6.6.30-mine', '--store', 'from');
    await snapshot('create', 'brought/kallsyms', '--id', 'mine/6.6.31-mine', '--store', 'to');
    await snapshot('add', 'from', '--store', 'to');
    expect(
      catalog('to')
        .kernels.map(({ id }) => id)
        .sort(),
    ).toEqual(['mine/6.6.30-mine', 'mine/6.6.31-mine']);
    await snapshot('remove', 'mine/6.6.31-mine', '--store', 'to');
    expect(catalog('to').kernels.map(({ id }) => id)).toEqual(['mine/6.6.30-mine']);
  });

  it('that is none stops a store from being written', async () => {
    await snapshot('create', 'brought/kallsyms', '--id', 'mine/6.6.30-mine', '--store', 'bad');
    writeFileSync(join(cwd, 'bad/catalog.yaml'), 'kernels: no');
    const before = readFileSync(join(cwd, 'bad/kernels.tfs'));
    const { code, stderr } = await snapshot('create', 'brought/kallsyms', '--id', 'mine/7.0', '--store', 'bad');
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/^tracefit: the catalogue is wrong.*bad\/catalog.yaml\n$/),
    ]);
    expect(readFileSync(join(cwd, 'bad/kernels.tfs')).equals(before)).toBe(true);
    expect(existsSync(join(cwd, 'bad/.catalog.yaml'))).toBe(false);
  });
});
