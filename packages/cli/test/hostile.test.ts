import fs from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { damage } from '@tracefit/testing';
import { main } from '../src/main';
import { fixtureFiles } from './fixture-kernels';
import { makeIo, type TestIo } from './make-io';
import { temporaryDirectory } from './temporary-directory';

const cwd = temporaryDirectory(fixtureFiles);
const bundledStore = join(cwd, 'bundled/kernels.tfs');

async function run(
  args: readonly string[],
  changes: Parameters<typeof makeIo>[1] = {},
): Promise<TestIo & { code: number }> {
  const io = makeIo(cwd, { bundledStore, ...changes });
  return { ...io, code: await main(args, io) };
}

/** A failure of this kind is ours: a damaged input is a sentence and exit code 2, or a report. */
function expectNoBug({ code, written }: TestIo & { code: number }): void {
  expect(written.stderr).not.toContain('this is a bug');
  expect([0, 1, 2]).toContain(code);
  if (code === 2) {
    expect(written.stdout).toBe('');
    expect(written.stderr).toMatch(/^tracefit: [^\n]+\n$/);
  }
}

describe('damaged input', () => {
  it('in a definition is a report or one sentence', async () => {
    const text = `${String(fixtureFiles['unlink.kprobe_events'])}${String(fixtureFiles['start.kprobe_events'])}`;
    for (let seed = 0; seed < 200; seed++) {
      const input = damage(text, seed);
      expectNoBug(await run(['check', '-', '--lang', 'kprobe_events', '--target', '5.10'], { input }));
    }
  });

  it('in a store is a report or one sentence', async () => {
    const store = fixtureFiles['bundled/kernels.tfs'];
    if (!(store instanceof Uint8Array)) throw new Error('the store is bytes');
    for (let seed = 0; seed < 200; seed++) {
      fs.writeFileSync(join(cwd, 'hostile.tfs'), damage(store, seed));
      expectNoBug(await run(['check', 'start.kprobe_events'], { bundledStore: join(cwd, 'hostile.tfs') }));
    }
  });

  it('as a kernel is one sentence', async () => {
    for (let seed = 0; seed < 100; seed++) {
      fs.writeFileSync(join(cwd, 'vmlinuz'), damage(gzipSync(Buffer.alloc(10_000, 'kernel')), seed));
      expectNoBug(await run(['check', 'start.kprobe_events', '--target', './vmlinuz']));
    }
  });

  it('that is enormous is refused before it is read', async () => {
    fs.writeFileSync(join(cwd, 'huge.kprobe_events'), '');
    fs.truncateSync(join(cwd, 'huge.kprobe_events'), 200 * (1 << 20));
    const { code, written } = await run(['check', 'huge.kprobe_events']);
    expect([code, written.stderr]).toEqual([2, 'tracefit: larger than 4 MB: huge.kprobe_events\n']);
  });

  it('that holds more than anyone writes is refused', async () => {
    const input = 'p vfs_unlink dentry=%si\n'.repeat(31_000);
    const { code, written } = await run(['check', '-', '--lang', 'kprobe_events'], { input });
    expect([code, written.stderr]).toEqual([2, 'tracefit: more than 60000 probes and uses of the kernel: <stdin>\n']);
  });

  it('is said in words that cannot steer the terminal', async () => {
    const { code, written } = await run(['check', 'no\u001b[31m\u202esuch.bt\n']);
    expect([code, written.stderr]).toEqual([2, 'tracefit: no such file or directory: no\\x1b[31m\\u202esuch.bt\\n\n']);
  });
});

describe('a mistake of ours', () => {
  it('exits with 3, shows where it happened and asks for a report', async () => {
    const statSync = (() => {
      throw new TypeError('a mistake');
    }) as unknown as typeof fs.statSync;
    const { code, written } = await run(['check', 'a.bt'], { fs: { ...fs, statSync } });
    expect(code).toBe(3);
    expect(written.stderr).toMatch(
      /^tracefit \d+\.\d+\.\d+: this is a bug, please report it[^]*TypeError: a mistake\n +at /,
    );
  });
});
