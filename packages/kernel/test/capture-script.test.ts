import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readSnapshot } from '../src/read-snapshot';
import { BANNER, someTypes } from './write-vmlinux';

const SCRIPT = path.join(__dirname, '..', 'capture', 'capture.sh');
const SHELLS = [['sh'], ['dash'], ['bash'], ['busybox', 'sh']].filter(
  ([name = '']) => spawnSync('which', [name]).status === 0,
);
const FORMAT = `name: sched_wakeup\nID: 316\nformat:\n\tfield:pid_t pid;\toffset:24;\tsize:4;\tsigned:1;\n\nprint fmt: "pid=%d", REC->pid\n`;

const work = mkdtempSync(path.join(os.tmpdir(), 'tracefit-capture-test-'));
afterAll(() => rmSync(work, { recursive: true }));

/** A file tree as a system has it below `/`. */
function system(name: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = path.join(work, name);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), content);
  }
  return root;
}

const seen = {
  '/proc/version': `${BANNER}\n`,
  '/proc/kallsyms': 'ffffffff81000000 T vfs_read\n',
  '/sys/kernel/btf/vmlinux': someTypes(),
};
const root = system('root', {
  ...seen,
  '/etc/os-release': 'ID=debian\n',
  '/sys/kernel/tracing/README': 'tracing mini-HOWTO:\n',
  '/sys/kernel/tracing/available_filter_functions': 'vfs_read\n',
  '/sys/kernel/tracing/events/sched/sched_wakeup/format': FORMAT,
  '/sys/kernel/tracing/events/sched/enable': '0\n',
  '/sys/kernel/debug/kprobes/blacklist': '0xffffffff81001000-0xffffffff81001010\tasm_exc_page_fault\n',
});

function run(shell: readonly string[], where: string, target: string, env: NodeJS.ProcessEnv = {}) {
  const [command = 'sh', ...words] = shell;
  return spawnSync(command, [...words, SCRIPT, target], {
    env: { ...process.env, TRACEFIT_ROOT: where, TMPDIR: work, ...env },
    maxBuffer: 1 << 26,
  });
}

const read = async (bytes: Uint8Array) => (await readSnapshot([{ path: 'web1.capture', bytes }])).snapshot;

describe.each(SHELLS.map((shell) => ({ shell, name: shell.join(' ') })))('capture.sh in $name', ({ shell, name }) => {
  test('packs what there is, and tracefit reads it', async () => {
    const { stdout, stderr, status } = run(shell, root, '-');
    expect({ status, stderr: stderr.toString() }).toMatchObject({ status: 0 });
    const snapshot = await read(stdout);
    expect(snapshot.identity).toMatchObject({ release: '6.1.0-56-amd64', distro: 'debian' });
    expect(snapshot.complete).toEqual(['prototypes', 'types', 'raw_tracepoints', 'functions', 'tracepoints']);
    expect(snapshot.tracepoints.map((event) => `${event.system}:${event.name}`)).toEqual(['sched:sched_wakeup']);
    expect(snapshot.functions.find((each) => each.name === 'vfs_read')?.symbols).toEqual([
      { letter: 'T', ftrace: true, blacklisted: false },
    ]);
  });

  test('goes on where little can be seen, and says what could not', async () => {
    const { stdout, stderr, status } = run(shell, system(`little-${name}`, seen), '-');
    expect(status).toBe(0);
    expect(stderr.toString()).toContain('not seen: /sys/kernel/tracing/events (there is no such file)');
    expect((await read(stdout)).notes.join('\n')).toContain('not read: the kprobe blacklist (there is no such file)');
  });

  test('writes a file whole or not at all, and leaves nothing behind', () => {
    const directory = path.join(work, `out-${name}`);
    mkdirSync(directory);
    const before = readdirSync(work).length;
    expect(run(shell, root, path.join(directory, 'web1.capture')).status).toBe(0);
    expect(readdirSync(directory)).toEqual(['web1.capture']);
    const failed = run(shell, root, path.join(directory, 'missing', 'web1.capture'));
    expect(failed.status).toBe(1);
    expect(failed.stderr.toString()).toContain('cannot write: ');
    expect(readdirSync(work)).toHaveLength(before);
  });

  test('packs nothing where there is no gzip', async () => {
    const tools = path.join(work, `tools-${name}`);
    mkdirSync(tools);
    for (const tool of ['cat', 'mkdir', 'mv', 'rm', 'uname', 'wc', 'id']) {
      writeFileSync(path.join(tools, tool), `#!/bin/sh\nexec ${find(tool)} "$@"\n`);
      chmodSync(path.join(tools, tool), 0o755);
    }
    const [command = 'sh', ...words] = shell;
    const { stdout } = run([find(command), ...words], root, '-', { PATH: tools });
    expect((await read(stdout)).complete).toContain('types');
  });
});

test('capture.sh refuses options and a second name', () => {
  expect(run(['sh'], root, '--help').stderr.toString()).toContain('there are no options');
  expect(execFileSync('sh', ['-n', SCRIPT]).toString()).toBe('');
});

test('capture.sh has nothing that shellcheck complains of, where that is there', () => {
  const checker = spawnSync('which', ['shellcheck']).stdout.toString().trim();
  const complaints = existsSync(checker) ? spawnSync(checker, ['-s', 'sh', SCRIPT]).stdout.toString() : '';
  expect(complaints).toBe('');
  expect(readFileSync(SCRIPT, 'utf8').startsWith('#!/bin/sh\n')).toBe(true);
});

function find(tool: string): string {
  return execFileSync('which', [tool]).toString().trim();
}
