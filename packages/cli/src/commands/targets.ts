import { UsageError, type KernelIdentity } from '@tracefit/model';
import { padText } from '@tracefit/reporters';
import { selectTargets } from '@tracefit/signatures';
import { commonOptions, storeOption } from '../args/options';
import { defineCommand } from '../command';
import { exitCode } from '../exit-code';
import { openKernels } from '../kernels/open-kernels';
import { chooseStyle } from '../outputs/choose-style';

export const targets = defineCommand({
  name: 'targets',
  summary: 'list the known kernels, or those a query selects',
  synopsis: ['[QUERY] [OPTION]...'],
  details: [
    'QUERY is terms with commas between them: a kernel is selected that any term selects. A term is one of these, or several with "and":',
    '  debian/6.1.0-56-amd64   6.1.0-56-amd64   debian   debian/6.1.*  by name: id, release, distribution',
    '  6.1   >= 5.15   5.10 - 6.6   >= 6.1 and < 6.12                  by version',
    '  latest   oldest   last 3 series   all                           by age',
    '  arch:arm64   flavour:cloud-amd64   distro:debian                by kind',
    '"not" before one turns it round; a term that begins with it takes kernels away: "debian, not flavour:rt-amd64".',
  ],
  options: {
    format: { value: 'NAME', choices: ['text', 'json'], help: 'text (the default) or json' },
    ...storeOption,
    ...commonOptions,
  },
  run({ options, positionals }, io) {
    if (positionals.length > 1)
      throw new UsageError(`one query at a time, terms separated by commas: ${positionals.join(' ')}`);
    const known = openKernels(options.store, io).kernels;
    const selected = positionals[0] === undefined ? known : selectTargets(positionals[0], known);
    if (options.format === 'json') io.stdout.write(`${JSON.stringify({ targets: selected }, undefined, 2)}\n`);
    else io.stdout.write(table(selected, chooseStyle(io.stdout, options.color, io).bold));
    return Promise.resolve(exitCode.fits);
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
