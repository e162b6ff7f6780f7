import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import type { Option } from '../src/args/options';
import { commands } from '../src/commands';
import { main } from '../src/main';
import { fixtureFiles } from './fixture-kernels';
import { makeIo } from './make-io';
import { temporaryDirectory } from './temporary-directory';

const cwd = temporaryDirectory(fixtureFiles);
fs.symlinkSync('no-such-target', join(cwd, 'dangling.bt'));
fs.symlinkSync('loop.bt', join(cwd, 'loop.bt'));
fs.mkdirSync(join(cwd, 'empty'));
fs.mkdirSync(join(cwd, 'directory.bt'));
fs.writeFileSync(join(cwd, 'program.elf'), Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 9, 9, 9));
// A repository, so that what is asked of git is wrong for what it is and not for where.
execFileSync('git', ['init', '--quiet'], { cwd });
fs.writeFileSync(join(cwd, 'broken.yaml'), 'files: [\n');
fs.writeFileSync(join(cwd, 'tracefit-table.md'), '# No table\n');

/** A way of calling each command that is right: what is wrong is put behind it, or in the place of its files. */
const right: Readonly<Record<string, readonly string[]>> = {
  check: ['tools'],
  run: ['--', './trace.sh'],
  targets: [],
  show: ['vfs_unlink'],
  diff: ['5.10', '6.1'],
  baseline: ['write', 'tools'],
  deps: ['tools'],
  lock: ['tools', '--written-for', '5.10'],
  support: ['tools'],
  candidates: ['tools'],
  explain: ['arg-changed'],
  init: [],
  completion: ['bash'],
  snapshot: ['inspect'],
};

/** What each verb of `snapshot` and `baseline` is called with where an option is only looked at by one of them. */
const verbs: Readonly<Record<string, readonly string[]>> = {
  'snapshot --id': ['create', 'boot/config-6.6.30-mine'],
  'snapshot --release': ['create', 'boot', '--id', 'mine/6.6.30-mine'],
  'snapshot --package': ['create', 'boot/config-6.6.30-mine', '--id', 'mine/6.6.30-mine'],
  'snapshot --package-version': ['create', 'boot/config-6.6.30-mine', '--id', 'mine/6.6.30-mine'],
  'snapshot --store': ['verify'],
  'baseline --baseline': ['prune', 'tools'],
};

const queries = [
  './empty',
  './dangling.bt',
  './loop.bt',
  './program.elf',
  './binary.kprobe_events',
  './empty.kprobe_events',
  '/dev/zero',
  'no-such-distro',
  'and',
  '>=',
  '6.1 6.12',
  '((',
  './no-such-file',
  'file:no-such-file',
  'fleet:none',
  'arch:none',
  'prose',
];
const kernels = [...queries, 'not 5.10', '>= 6'];
const inputs = [
  'no-such.bt',
  'empty',
  'prose/README',
  'binary.kprobe_events',
  'dangling.bt',
  'loop.bt',
  '/dev/zero',
  'a'.repeat(5000),
  'a/'.repeat(3000),
];
const readFiles = [
  'no-such.yaml',
  'dangling.bt',
  'loop.bt',
  'directory.bt',
  'tools',
  'broken.yaml',
  'binary.kprobe_events',
  '/dev/zero',
  'a'.repeat(5000),
];
const writtenFiles = ['no-such-directory/file', 'tools', 'a'.repeat(5000)];
const stores = [
  'no-such-store',
  'dangling.bt',
  'loop.bt',
  'program.elf',
  'damaged',
  'tools',
  'tools/README',
  'binary.kprobe_events',
  '/dev/zero',
];
/** Where every word is right, or a test of its own says what is wrong. */
const none: readonly string[] = [];

/** Wrong values by the word that stands for the value in \`--help\`; by the option where that word says too little. */
const wrong: Readonly<Record<string, readonly string[]>> = {
  QUERY: queries,
  KERNEL: kernels,
  'DIR|FILE': stores,
  'FILE|DIR': inputs,
  FORMAT: ['no_such_language'],
  GLOB: ['x'.repeat(300)],
  PART: ['no-such-part', 'function'],
  REV: ['no-such-revision', '--all', '-', 'HEAD'],
  RELEASE: ['9.9.9-none'],
  'DISTRO/RELEASE': ['debian', '/', 'a/', '/b', 'a b/c'],
  'NAME[:FILE]': ['no-such-format', 'json:', ':file', 'json:no-such-directory/file', 'json:tools'],
  '--tapset': ['no-such-directory', 'tools/README', 'dangling.bt', 'loop.bt', 'a'.repeat(5000)],
  '--config': readFiles,
  '--baseline': readFiles,
  '--lock': readFiles,
  '--check': [...readFiles, 'tracefit-table.md'],
  '--write': writtenFiles,
  '--stdin-filename': none,
  '--package': none,
  '--package-version': none,
};

interface Row {
  readonly line: string;
  readonly argv: readonly string[];
}

function row(...argv: readonly string[]): Row {
  return { line: argv.map((word) => (word.length > 40 ? `${word.slice(0, 20)}...` : word)).join(' '), argv };
}

/** Every option of a command wrong in every way that its declaration tells. */
function wrongOptions(command: string, name: string, option: Option): readonly Row[] {
  const flag = `--${name}`;
  const base = verbs[`${command} ${flag}`] ?? right[command] ?? [];
  const put = (...words: readonly string[]) => {
    const end = base.indexOf('--');
    const [own, rest] = end < 0 ? [base, []] : [base.slice(0, end), base.slice(end)];
    // An option that stands there is not given twice.
    const at = own.indexOf(flag);
    const others = at < 0 ? own : [...own.slice(0, at), ...own.slice(at + 2)];
    return row(command, ...others, ...words, ...rest);
  };
  const misspelt = put(`${flag}x`);
  if (option.value === undefined) return [misspelt, put(`${flag}=yes`)];
  const values = option.choices ? ['no-such-word', ''] : [...(wrong[flag] ?? wrong[option.value] ?? none), ''];
  const twice = option.multiple ? [] : [put(flag, 'a', flag, 'b')];
  return [
    misspelt,
    ...values.map((value) => put(`${flag}=${value}`)),
    ...twice,
    ...(base.includes('--') ? [] : [put(flag)]),
  ];
}

const optionRows = Object.entries(commands).flatMap(([command, load]) =>
  Object.entries<Option>(load().options)
    .filter(([name]) => name !== 'help')
    .flatMap(([name, option]) => wrongOptions(command, name, option)),
);

const fileCommands = ['check', 'deps', 'support', 'candidates', 'lock --written-for 5.10', 'baseline write'].map(
  (line) => line.split(' '),
);
const inputRows = fileCommands.flatMap((words) => inputs.map((input) => row(...words, input)));

/** Words in the place of names, and verbs. */
const wordRows = [
  row(),
  row('no-such-command'),
  row('--no-such-option'),
  row('help', 'no-such-command'),
  ...['check', 'show', 'diff', 'deps', 'lock', 'support', 'candidates', 'explain', 'baseline', 'snapshot', 'run'].map(
    (name) => row(name),
  ),
  ...queries.map((query) => row('targets', query)),
  ...kernels.flatMap((kernel) => [row('diff', kernel, '6.1'), row('diff', '6.1', kernel)]),
  row('diff', '5.10'),
  row('diff', '5.10', '6.1', '7.3'),
  row('show', 'no_such_function'),
  row('show', 'struct', 'no_such_struct'),
  row('explain', 'no-such-rule'),
  row('explain', 'arg-changed', 'arg-moved'),
  row('init', 'directory'),
  row('baseline', 'no-such-verb', 'tools'),
  row('check', 'tools', '--format', 'json:a.json', '--format', 'sarif:./a.json'),
  row('diff', '5.10', '6.1', '--format', 'json:a.json', '--format', 'sarif:./a.json'),
  row('diff', '5.10', '6.1', '--format', 'html:/dev/full'),
  row('baseline', 'prune', 'tools'),
  row('run', '--target', '5.10', '--', 'no-such-program'),
  row('run', '--target', 'no-such-kernel', '--', './trace.sh'),
  row('snapshot', 'no-such-verb'),
  ...inputs.map((input) => row('snapshot', 'create', input, '--id', 'mine/1.0', '--store', 'new')),
  ...['create', 'add', 'remove'].map((verb) => row('snapshot', verb)),
  ...stores.map((store) => row('snapshot', 'add', store, '--store', 'new')),
  row('snapshot', 'remove', 'no/such-kernel', '--store', 'mine'),
  row('snapshot', 'inspect', 'no-such-kernel'),
  row('snapshot', 'verify', '--store', 'damaged'),
  row('check', 'tools', '--changed-since', 'HEAD'),
  row('check', '-', '--lang', 'no_such_language'),
  row('check', 'tools', '--write'),
];

const rows = [...optionRows, ...inputRows, ...wordRows];

describe('wrong use', () => {
  it('is tried of every command', () => {
    expect(Object.keys(right).sort()).toEqual(Object.keys(commands).sort());
  });

  it.each(stores)('TRACEFIT_STORE=%s tracefit check tools', async (store) => {
    const io = makeIo(cwd, { bundledStore: join(cwd, 'bundled/kernels.tfs'), env: { TRACEFIT_STORE: store } });
    expect(await main(['check', 'tools'], io)).toBe(2);
    expect(io.written.stderr).toMatch(/^tracefit: [^\n]*[^\n.]\n$/);
  });

  it.each(rows)('tracefit $line', async ({ argv }) => {
    const before = fs.readdirSync(cwd).sort();
    const io = makeIo(cwd, { bundledStore: join(cwd, 'bundled/kernels.tfs') });
    const code = await main(argv, io);
    const { stdout, stderr } = io.written;
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    // A sentence for each thing that is wrong: no stack, no full stop, nothing that a terminal would obey.
    expect(stderr).toMatch(/^(?:tracefit: [^\n]*[^\n.]\n)+$/);
    expect(stderr).not.toMatch(/\b(?:undefined|NaN|null|\[object|Error:|ENOENT|EISDIR|ENOTDIR|ELOOP|ENAMETOOLONG)\b/);
    expect(fs.readdirSync(cwd).sort()).toEqual(before);
  });
});
