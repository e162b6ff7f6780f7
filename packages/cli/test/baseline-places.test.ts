import { mkdirSync } from 'node:fs';
import { main } from '../src/main';
import { fixtureFiles } from './fixture-kernels';
import { makeIo } from './make-io';
import { temporaryDirectory } from './temporary-directory';

const repository = temporaryDirectory(fixtureFiles);
mkdirSync(`${repository}/.git`);

async function run(cwd: string, ...argv: readonly string[]) {
  const io = makeIo(cwd, { bundledStore: `${repository}/bundled/kernels.tfs` });
  const code = await main([...argv, '--target', '6.1'], io);
  return { code, ...io.written };
}

describe('a baseline of a repository', () => {
  it('holds wherever one stands in it, and however a file is named', async () => {
    mkdirSync(`${repository}/deep/er`, { recursive: true });
    const named = ['start.kprobe_events', './start.kprobe_events', `${repository}/start.kprobe_events`];
    expect((await run(repository, 'check', 'start.kprobe_events')).code).toBe(1);
    expect((await run(`${repository}/deep`, 'baseline', 'write', '../start.kprobe_events')).stdout).toContain(
      'known finding',
    );
    for (const name of named)
      expect((await run(repository, 'check', name, '--baseline', 'deep/tracefit.baseline.yaml')).code).toBe(0);
    expect((await run(`${repository}/deep/er`, 'check', '../../start.kprobe_events')).code).toBe(0);
    expect(
      (await run('/', 'check', named[2] ?? '', '--baseline', `${repository}/deep/tracefit.baseline.yaml`)).code,
    ).toBe(0);
  });
});
