import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixtureFiles } from './fixture-kernels';
import { temporaryDirectory } from './temporary-directory';

interface Bundler {
  bundleCommand(outfile: string): void;
}

const root = join(__dirname, '../../..');
let cwd: string;
let command: string;

beforeAll(() => {
  cwd = temporaryDirectory(fixtureFiles);
  command = join(cwd, 'bin/tracefit.js');
  mkdirSync(join(cwd, 'bin'));
  copyFileSync(join(root, 'packages/cli/bin/tracefit.js'), command);
  // The bundle is made beside it, for this test: what a build left behind may be old.
  const { bundleCommand } = jest.requireActual<Bundler>(join(root, 'scripts/bundle-command.js'));
  bundleCommand(join(cwd, 'dist/tracefit.js'));
});

const env = { PATH: process.env['PATH'], TRACEFIT_STORE: 'bundled' };

function tracefit(...args: string[]): {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
} {
  return spawnSync(process.execPath, [command, ...args], { cwd, env, encoding: 'utf8' });
}

describe('the real process', () => {
  it.each([
    [0, ['check', 'tools/open.kprobe_events']],
    [1, ['check', 'start.kprobe_events']],
    [2, ['check', 'no-such.bt']],
    [4, ['check', 'empty.kprobe_events', '--strict']],
  ])('exits with %i for %j', (code, args) => {
    expect(tracefit(...args).status).toBe(code);
  });

  it('keeps results and complaints apart', () => {
    expect(tracefit('check', 'tools/open.kprobe_events').stderr).toBe('');
    expect(tracefit('check', 'no-such.bt').stdout).toBe('');
    expect(JSON.parse(tracefit('check', 'start.kprobe_events', '--format', 'json').stdout)).toHaveProperty('summary');
  });

  it('unpacks zstd, whose decoder lies outside of the bundle', () => {
    symlinkSync(join(root, 'node_modules'), join(cwd, 'node_modules'));
    const frame = [0x28, 0xb5, 0x2f, 0xfd, 0x20, 5, 0x29, 0, 0, ...Buffer.from('hello')];
    writeFileSync(join(cwd, 'vmlinuz'), Uint8Array.from(frame));
    const { status, stderr } = tracefit('check', 'tools/open.kprobe_events', '--target', 'file:vmlinuz');
    expect(stderr).toMatch(/^tracefit: .*vmlinuz/);
    expect(status).toBe(2);
  });

  it('passes signals on to the command it runs, and its exit status back', () => {
    // The command sends its parent a signal, and waits at most ten seconds for it to come back.
    const script = `trap 'exit 9' USR2
kill -USR2 $PPID
for i in $(seq 1000); do sleep 0.01; done
exit 1
echo 'p:open vfs_open' >> /sys/kernel/tracing/kprobe_events
`;
    writeFileSync(join(cwd, 'signal.sh'), script);
    expect(tracefit('run', '--target', '5.10', '--', 'sh', 'signal.sh')).toMatchObject({ status: 9, stdout: '' });
  });

  it('writes no colour into a pipe', () => {
    expect(tracefit('check', 'start.kprobe_events').stdout).not.toContain('\u001b');
  });

  it('reads a standard input that comes late and in pieces', () => {
    const script = `(printf 'p:start '; sleep 0.1; printf 'blk_account_io_start\\n') | "$0" "$1" check - --lang kprobe_events`;
    const { status, stdout } = spawnSync('sh', ['-c', script, process.execPath, command], {
      cwd,
      env,
      encoding: 'utf8',
    });
    expect(stdout).toContain('function-missing');
    expect(status).toBe(1);
  });

  it('is quiet about a reader that goes away, and keeps its exit code', () => {
    // Enough output that the pipe is full when its reader has gone.
    const script = '{ "$0" "$1" show "struct request" --format json --target "$2"; echo "exit $?" >&2; } | head -c 1';
    const { stderr } = spawnSync('sh', ['-c', script, process.execPath, command, 'all'], {
      cwd,
      env,
      encoding: 'utf8',
    });
    expect(stderr).toBe('exit 0\n');
  });

  it('loads one file to check a definition, and no parser it does not need', () => {
    const script = `
      process.on('exit', () => process.stderr.write(JSON.stringify(Object.keys(require.cache))));
      process.argv = [process.execPath, 'tracefit', 'check', 'tools/open.kprobe_events'];
      require(${JSON.stringify(command)});
    `;
    const { stderr } = spawnSync(process.execPath, ['-e', script], { cwd, env, encoding: 'utf8' });
    expect(JSON.parse(stderr)).toEqual([command]);
  });

  it('runs with a code cache, and with one that is damaged', () => {
    const run = (more: Readonly<Record<string, string>> = {}): string =>
      execFileSync(process.execPath, [command, 'check', 'tools/open.kprobe_events'], {
        cwd,
        env: { ...env, ...more },
        encoding: 'utf8',
      });
    const cache = join(cwd, 'dist/tracefit.cache');
    const expected = run({ TRACEFIT_WRITE_CODE_CACHE: '1' });
    expect(existsSync(cache)).toBe(true);
    expect(run()).toBe(expected);
    truncateSync(cache, 100_000);
    expect(run()).toBe(expected);
    writeFileSync(cache, 'no code cache');
    expect(run()).toBe(expected);
    rmSync(cache);
  });

  it('says its version', () => {
    const version = execFileSync(process.execPath, [command, '--version'], { cwd, env, encoding: 'utf8' });
    expect(version).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
