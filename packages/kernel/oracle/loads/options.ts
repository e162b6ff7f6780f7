import { parseArgs } from 'node:util';

export const HELP = `Boots kernels in an emulator, starts trace tools there, and holds what becomes of them against what tracefit says.

npm run oracle-tools -- --kernel VMLINUZ... [OPTIONS] PROGRAM|SCRIPT...

  --kernel FILE    an image to boot; may be given several times
  --minutes N      after which a machine is switched off, 60 if not given
  --answers DIR    keep what the machines said, and do not start again what was started before
  --write FILE     bring the tables of a Markdown file up to date, docs/accuracy-loads.md for example

A PROGRAM carries BPF objects, as the tools of the Debian package libbpf-tools do; a SCRIPT is one for bpftrace. Needs the Debian
packages qemu-system-x86, busybox-static, gcc and libc6-dev. Exits with 1 where tracefit was wrong.`;

export interface LoadsOptions {
  readonly kernels: readonly string[];
  readonly tools: readonly string[];
  readonly minutes: number;
  readonly answers: string | undefined;
  readonly write: string | undefined;
}

/** The command line; `undefined`: help was asked for, or nothing to do. */
export function parseOptions(args: readonly string[]): LoadsOptions | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      kernel: { type: 'string', multiple: true, default: [] },
      minutes: { type: 'string', default: '60' },
      answers: { type: 'string' },
      write: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help || values.kernel.length === 0 || positionals.length === 0) return undefined;
  const minutes = Number(values.minutes);
  if (!(minutes > 0)) throw new Error(`--minutes wants a number above 0, not ${values.minutes}`);
  return { kernels: values.kernel, tools: positionals, minutes, answers: values.answers, write: values.write };
}
