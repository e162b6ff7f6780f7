import { parseArgs } from 'node:util';

export const HELP = `Boots kernels in an emulator and holds their own answers against what tracefit says of the same images.

npm run oracle -- [OPTIONS] [VMLINUZ]...

  --apt PACKAGE    download a kernel's package with apt-get, linux-image-amd64 for example, and take its image too
  --module FILE    a module to load, after those it needs; then only functions of modules are asked for
  --count N        probes asked of each kernel, 2500 if not given
  --seed N         of the sample, 1 if not given
  --jobs N         machines at a time, 1 if not given
  --minutes N      after which a machine is switched off, 60 if not given
  --answers DIR    keep what the kernels said, and do not ask again what was asked with the same sample
  --busybox FILE   statically linked, for kernels of another architecture; /bin/busybox if not given
  --write FILE     bring the tables of a Markdown file up to date, docs/accuracy.md for example

Needs the Debian packages qemu-system-x86, busybox-static, gcc and libc6-dev; for arm64 qemu-system-arm, gcc-aarch64-linux-gnu,
libc6-dev-arm64-cross and an arm64 busybox. Exits with 1 where less than 99.9 % of a kernel's probes agree, or of one of its lists.`;

export interface OracleOptions {
  readonly images: readonly string[];
  readonly apt: readonly string[];
  readonly modules: readonly string[];
  readonly count: number;
  readonly seed: number;
  readonly jobs: number;
  readonly minutes: number;
  readonly answers: string | undefined;
  readonly busybox: string;
  readonly write: string | undefined;
}

/** The command line; `undefined`: help was asked for. */
export function parseOptions(args: readonly string[]): OracleOptions | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      apt: { type: 'string', multiple: true, default: [] },
      module: { type: 'string', multiple: true, default: [] },
      count: { type: 'string', default: '2500' },
      seed: { type: 'string', default: '1' },
      jobs: { type: 'string', default: '1' },
      minutes: { type: 'string', default: '60' },
      answers: { type: 'string' },
      busybox: { type: 'string', default: '/bin/busybox' },
      write: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help || (positionals.length === 0 && values.apt.length === 0)) return undefined;
  if (values.module.length > 0 && positionals.length + values.apt.length > 1) {
    throw new Error('--module is for one kernel at a time');
  }
  return {
    images: positionals,
    apt: values.apt,
    modules: values.module,
    count: positive('count', values.count),
    seed: positive('seed', values.seed),
    jobs: positive('jobs', values.jobs),
    minutes: positive('minutes', values.minutes),
    answers: values.answers,
    busybox: values.busybox,
    write: values.write,
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} wants a number from 1 on, not ${text}`);
  return value;
}
