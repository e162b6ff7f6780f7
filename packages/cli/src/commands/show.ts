import { UsageError } from '@tracefit/model';
import { kernelNames, visibleJson } from '@tracefit/reporters';
import { commonOptions, configOption, storeOption, targetOption } from '../args/options';
import { defineCommand } from '../command';
import { exitCode } from '../exit-code';
import { readSettings } from '../config/settings';
import { kernelSelector } from '../kernels/select-kernels';
import { chooseStyle } from '../outputs/choose-style';
import { makeProgress } from '../outputs/progress';
import { findThings } from '../show/find-things';
import { foldHistory } from '../show/fold-history';
import { renderHistory } from '../show/render-history';
import { rowsOf } from '../show/rows';

/** Columns where there is no terminal. */
const plainWidth = 100;

export const show = defineCommand({
  name: 'show',
  summary: 'show what a function, type or tracepoint is on each kernel',
  synopsis: ['SYMBOL [OPTION]...'],
  details: [
    'SYMBOL is a name, which is looked for as everything it can be, or one of:',
    '  function NAME   syscall NAME   tracepoint:SYSTEM:NAME   raw_tracepoint:NAME   variable NAME',
    '  struct NAME     union NAME     enum NAME     typedef NAME     constant NAME   CONFIG_NAME',
    '  lsm HOOK        helper NAME',
    'Kernels that follow one another and have the same are shown once. Of a type or a tracepoint, the first is shown whole and each later one by what has changed.',
  ],
  options: {
    ...targetOption,
    format: { value: 'NAME', choices: ['text', 'json'], help: 'text (the default) or json' },
    ...configOption,
    ...storeOption,
    ...commonOptions,
  },
  async run({ options, positionals }, io) {
    const symbol = positionals.join(' ');
    if (symbol === '') throw new UsageError('name what to show, for example vfs_unlink or "struct request"');
    const { stores, fleets } = readSettings([], { ...options, target: [] }, io);
    const selector = kernelSelector({ stores, fleets, progress: makeProgress(io, options.verbose) }, io);
    const kernels = await selector.select(options.target);
    const things = findThings(symbol, kernels);
    const identities = kernels.map((kernel) => kernel.identity);
    if (options.format === 'json') {
      const names = kernelNames(identities);
      const history = things.map((thing) => ({
        kind: thing.kind,
        name: thing.name,
        versions: foldHistory(thing, names).map(({ ids, presence }) => ({ targets: ids, ...presence })),
      }));
      io.stdout.write(`${visibleJson(JSON.stringify({ symbol, history }, undefined, 2))}\n`);
    } else {
      const style = chooseStyle(io.stdout, options.color, io);
      const width = io.stdout.columns ?? plainWidth;
      const histories = things.map((thing) => renderHistory(thing, rowsOf(thing, identities), style, width));
      io.stdout.write(histories.join('\n'));
    }
    return exitCode.fits;
  },
});
