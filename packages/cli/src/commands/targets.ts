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
  details: [],
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
