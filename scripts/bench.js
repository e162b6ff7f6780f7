'use strict';

// npm run bench [-- --btf FILE] [-- --image VMLINUZ] [-- --runs N]: how long things take, as ratios against `node -e 0` and `bpftool btf dump`
// run side by side, since seconds say more about the machine than about the program, and how long all packaged tools of
// Debian take. Writes docs/benchmarks.md.
const { execFileSync, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { parseArgs } = require('node:util');
const { buildSync } = require('esbuild');
const { imageSubjects } = require('./bench-image');
const { bundle } = require('./bundle-and-run');
const { buildCommand } = require('./bundle-command');

const root = path.join(__dirname, '..');

/** Reads a BTF file as a user of the package would: all of its types, and one by its name. */
const readBtf = `
  import { readFileSync } from 'node:fs';
  import { readBtf } from '@tracefit/btf';
  const btf = readBtf(readFileSync(process.argv[2]));
  let types = 0;
  for (const type of btf.types()) types += type.id > 0 ? 1 : 0;
  if (types === 0 || !btf.find('task_struct', 'struct')) throw new Error('the file has no types');
`;

function main() {
  const { values } = parseArgs({
    options: {
      btf: { type: 'string', default: '/sys/kernel/btf/vmlinux' },
      image: { type: 'string' },
      runs: { type: 'string', default: '9' },
    },
  });
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'tracefit-bench-'));
  try {
    const subjects = makeSubjects(values.btf, scratch);
    const times = measure(subjects, Number(values.runs));
    const image = values.image === undefined ? undefined : imagePart(values.image, scratch, Number(values.runs));
    const file = path.join(root, 'docs/benchmarks.md');
    fs.writeFileSync(file, page(subjects, times, toolsTable(times[0]), image, values));
    execFileSync(path.join(root, 'node_modules/.bin/prettier'), ['--write', file], { stdio: 'ignore' });
    console.log(table(subjects, times));
  } finally {
    fs.rmSync(scratch, { recursive: true });
  }
}

/** What is measured; `node` and `bpftool` are what it is measured against. */
function makeSubjects(btf, scratch) {
  const reader = path.join(scratch, 'read-btf.js');
  buildSync({
    stdin: { contents: readBtf, resolveDir: root, loader: 'ts' },
    outfile: reader,
    bundle: true,
    platform: 'node',
    conditions: ['@tracefit/source'],
  });
  buildCommand();
  const lookUp = bundle('packages/signatures/bench/look-up.ts', 'packages/signatures/dist/look-up.js');
  return [
    { name: '`node -e 0`', argv: [process.execPath, '-e', '0'] },
    { name: '`bpftool btf dump file BTF`', argv: ['bpftool', 'btf', 'dump', 'file', btf] },
    { name: '`@tracefit/btf`: read BTF, decode every type', argv: [process.execPath, reader, btf] },
    {
      name: '`tracefit check examples/exec.bt --target BTF`',
      argv: tracefit('check', 'examples/exec.bt', '--target', btf),
    },
    { name: '`tracefit --version`', argv: tracefit('--version') },
    {
      name: 'the store alone: open it, look up `vfs_unlink` on all its kernels',
      argv: [process.execPath, lookUp, 'kernel-signatures/kernels.tfs', 'vfs_unlink'],
    },
    { name: '`tracefit show vfs_unlink`, all bundled kernels', argv: tracefit('show', 'vfs_unlink') },
    { name: '`tracefit check examples/exec.bt`, all bundled kernels', argv: tracefit('check', 'examples/exec.bt') },
    {
      name: '`tracefit check examples/vfs-unlink.bt`, the oldest 10 of them',
      argv: tracefit('check', 'examples/vfs-unlink.bt', '--target', oldest(10).join(', ')),
    },
    {
      name: '`tracefit check examples/vfs-unlink.bt`, all bundled kernels',
      argv: tracefit('check', 'examples/vfs-unlink.bt'),
    },
    ...[
      ['5.10.0-46-amd64', '7.3.4+deb13-amd64'],
      ['6.12.117+deb13-amd64', '6.16.12+deb13-amd64'],
    ].map(([before, after]) => ({
      name: `\`tracefit diff ${before} ${after}\`, the whole surface`,
      argv: tracefit('diff', before, after),
    })),
  ];
}

/** How the command is called, once it is built. */
function tracefit(...args) {
  return [process.execPath, path.join(root, 'packages/cli/bin/tracefit.js'), ...args];
}

/** The ids of the bundled kernels, oldest first. */
function bundledKernels() {
  const [node, ...args] = tracefit('targets', '--format', 'json');
  return JSON.parse(execFileSync(node, args, { cwd: root })).targets.map(({ id }) => id);
}

function oldest(count) {
  return bundledKernels().slice(0, count);
}

/** What it takes to read a boot image. */
function imagePart(image, scratch, runs) {
  const subjects = imageSubjects(image, tracefit, scratch);
  const times = measure(subjects, runs);
  const rows = subjects.map(
    ({ name }, at) => `| ${name} | ${Math.round(times[at])} | ${(times[at] / times[0]).toFixed(1)} |`,
  );
  return `
## Reading a kernel

\`${path.basename(image)}\` into a store of its own, with callers, trace events, system calls and symbols. What it is held against
unpacks the image and prints its types, and does none of the rest.

| processor time, median | ms | × |
| --- | ---: | ---: |
${rows.join('\n')}
`;
}

/** Milliseconds of processor time, user and system, of each run of each subject; the subjects take turns. */
function measure(subjects, runs) {
  const times = subjects.map(() => []);
  // One more than is counted: the first finds nothing in the caches.
  for (let run = 0; run <= runs; run++) {
    for (const [at, { argv }] of subjects.entries()) {
      const time = cpuTime(argv);
      if (run > 0) times[at].push(time);
    }
  }
  return times.map((all) => all.sort((a, b) => a - b)[all.length >> 1]);
}

/** Node does not tell the processor time of a child; bash does. */
function cpuTime(argv) {
  const script = `TIMEFORMAT='%3U %3S'; { time "$@" >/dev/null 2>&1 3>&-; } 2>&1; echo "$?"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', ...argv], { cwd: root, encoding: 'utf8' });
  const [, user, system, code] = /^([\d.]+) ([\d.]+)\n(\d+)\n$/.exec(stdout) ?? [];
  // 1 is "findings": the example is wrong on purpose.
  if (code !== '0' && code !== '1') throw new Error(`this does not run: ${argv.join(' ')}\n${stdout}${stderr}`);
  return (Number(user) + Number(system)) * 1000;
}

function table(subjects, times) {
  const [node, bpftool] = times;
  const rows = subjects.map(({ name }, at) => {
    const ratio = (to) => (times[at] / to).toFixed(2);
    return `| ${name} | ${Math.round(times[at])} | ${ratio(node)} | ${ratio(bpftool)} |`;
  });
  return [
    '| processor time, median | ms | × `node -e 0` | × `bpftool btf dump` |',
    '| --- | ---: | ---: | ---: |',
    ...rows,
  ].join('\n');
}

/** Packages with tools, and how the programs among their files are told. */
const toolPackages = { bpftrace: /\.bt$/, 'bpfcc-tools': /^#!.*python/, 'libbpf-tools': /^\x7fELF/ };

/** How many kernels the tools are checked on, besides all. */
const someKernels = [10, 40];

/** All packaged tools: reading and checking apart, and how checking grows with the kernels. */
function toolsTable(node) {
  const program = bundle('packages/cli/corpus/time-tools.ts', 'packages/cli/dist/time-tools.js');
  const groups = Object.entries(toolPackages).map(([name, sign]) => ({ name, files: toolsOf(name, sign) }));
  const rows = [...groups, { name: 'all', files: groups.flatMap(({ files }) => files) }]
    .filter(({ files }) => files.length > 0)
    .map(({ name, files }) => {
      const run = (kernels) =>
        JSON.parse(execFileSync(process.execPath, [program, String(kernels), ...files], { cwd: root }));
      const whole = run(1000);
      const some = someKernels.map((kernels) => Math.round(run(kernels).check));
      const ratio = ((whole.read + whole.check) / node).toFixed(1);
      return `| ${name} | ${files.length} | ${Math.round(whole.read)} | ${some.join(' | ')} | ${Math.round(whole.check)} | ${ratio} |`;
    });
  const heads = someKernels.map((kernels) => `check, ${kernels} kernels`).join(' | ');
  return [
    `| processor time, ms | tools | read | ${heads} | check, all kernels | both, × \`node -e 0\` |`,
    `| --- | ${'---: | '.repeat(someKernels.length + 4)}`,
    ...rows,
  ].join('\n');
}

/** The programs of an installed Debian package that hold trace definitions; links to others are left out. */
function toolsOf(name, sign) {
  const { stdout = '' } = spawnSync('dpkg', ['-L', name], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .filter((file) => /^\/usr\/s?bin\//.test(file) && fs.lstatSync(file).isFile())
    .filter((file) => sign.test(file) || sign.test(fs.readFileSync(file).subarray(0, 64).toString('latin1')));
}

function page(subjects, times, tools, image, { btf, runs }) {
  const store = path.join(root, 'kernel-signatures/kernels.tfs');
  const kernels = bundledKernels().length;
  const mb = (file) => (fs.statSync(file).size / 1e6).toFixed(1);
  return `# Benchmarks

Made by \`npm run bench\`. Ratios are what counts: all rows were run in turns, in the same minutes, on the same machine; each
is the median of ${runs} runs. Processor time is user and system time of the whole process, Node's own start included.

${table(subjects, times)}

## All packaged tools of Debian

Reading the tools of \`bpftrace\`, \`bpfcc-tools\` and \`libbpf-tools\`, and checking them against the oldest 10 and 40 of the bundled
kernels and all of them; each in a process of its own, Node's start left out.

${tools}
${image ?? ''}
- BTF: ${mb(btf)} MB; bundled kernels: ${kernels}, in a store of ${mb(store)} MB
- Node ${process.versions.node}, ${execFileSync('bpftool', ['version']).toString().split('\n')[0]}, ${os.cpus()[0].model.trim()}

\`bpftool btf dump\` prints every type as text, \`@tracefit/btf\` makes every type an object; the two do not do the same, but they
read the same bytes to the end.
`;
}

main();
