import { UsageError, type KernelIdentity } from '@tracefit/model';
import { padText } from '@tracefit/reporters';
import { commonOptions, configOption, storeOption } from '../args/options';
import { defineCommand } from '../command';
import { exitCode } from '../exit-code';
import { readSettings } from '../config/settings';
import { kernelSelector } from '../kernels/select-kernels';
import { chooseStyle } from '../outputs/choose-style';
import { makeProgress } from '../outputs/progress';

export const targets = defineCommand({
  name: 'targets',
  summary: 'list the known kernels, or those a query selects',
  synopsis: ['[QUERY] [OPTION]...'],
  details: [
    'QUERY is terms with commas or "or" between them: a kernel is selected that any term selects. A term is tests with blanks or "and" between them, all of which a kernel has to pass:',
    '  debian/6.1.0-56-amd64   6.1.0-56-amd64   debian   debian/6.1.*   by name: id, release, distribution',
    '  6.1   >= 5.15   5.10 - 6.6   >=6.1 <6.12                         by version',
    '  latest   oldest   last 3 series   longterm   all                 by age',
    '  arch:arm64   flavour:cloud   distro:debian                       by kind',
    '  running   file:./vmlinuz                                         kernels that are in no store',
    '  fleet:prod                                                       what the configuration calls so',
    '"not" before a test turns it round; a term that begins with it takes kernels away: "debian, not flavour:rt". Parentheses make a query one test. All of it is in docs/targets.md.',
  ],
  options: {
    format: { value: 'NAME', choices: ['text', 'json'], help: 'text (the default) or json' },
    ...configOption,
    ...storeOption,
    ...commonOptions,
  },
  async run({ options, positionals }, io) {
    if (positionals.length > 1)
      throw new UsageError(`one query at a time, terms separated by commas: ${positionals.join(' ')}`);
    const { stores, fleets } = readSettings([], options, io);
    const kernels = kernelSelector({ stores, fleets, progress: makeProgress(io, options.verbose) }, io);
    const selected = (await kernels.select(positionals)).map(({ identity }) => identity);
    if (options.format === 'json') io.stdout.write(`${JSON.stringify({ targets: selected }, undefined, 2)}\n`);
    else io.stdout.write(table(selected, chooseStyle(io.stdout, options.color, io).bold));
    return exitCode.fits;
  },
});

function table(kernels: readonly KernelIdentity[], bold: (text: string) => string): string {
  const rows = [
    ['id', 'version', 'arch', 'compiler'],
    ...kernels.map(({ id, version, arch, compiler }) => [id, version, arch, compiler ?? '']),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row, at) => {
      const line = row.map((cell, column) => padText(cell, widths[column] ?? 0)).join('  ');
      return `${at === 0 ? bold(line.trimEnd()) : line.trimEnd()}\n`;
    })
    .join('');
}
