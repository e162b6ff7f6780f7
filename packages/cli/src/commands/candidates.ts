import { hookedFunctions } from '@tracefit/checker';
import { UsageError } from '@tracefit/model';
import { visibleJson } from '@tracefit/reporters';
import { candidatesTable, renderCandidates } from '../candidates/render-candidates';
import { commonOptions, configOption, readingOptions, storeOption, targetOption } from '../args/options';
import { defineCommand } from '../command';
import { readSettings } from '../config/settings';
import { exitCode } from '../exit-code';
import { readTraces } from '../inputs/read-traces';
import { kernelSelector } from '../kernels/select-kernels';
import { chooseStyle } from '../outputs/choose-style';
import { makeProgress } from '../outputs/progress';
import { toolVersion } from '../tool-version';

export const candidates = defineCommand({
  name: 'candidates',
  summary: 'show the functions hooked most that changed most: where a tracepoint would help',
  synopsis: ['[FILE|DIR|-]... [OPTION]...'],
  details: [
    'Over many trace definitions, the functions that they hook by name, and what became of each from one series of kernels to the next: missing, renamed, inlined, copied, closed to probes, other arguments. First come those where a tracepoint would help most: none is known, many definitions hook them, and they changed often.',
    'Of each series the newest build is looked at, of the architecture and flavour that most selected kernels are of.',
  ],
  options: {
    ...targetOption,
    all: { help: 'list functions that did not change as well' },
    ...readingOptions,
    format: {
      value: 'NAME',
      choices: ['text', 'markdown', 'json'],
      help: 'text (the default), markdown or json (schemas/candidates.schema.json)',
    },
    ...configOption,
    ...storeOption,
    ...commonOptions,
  },
  async run({ options, positionals }, io) {
    const { files, targets, stores, fleets, ignores } = readSettings(positionals, options, io);
    if (files.length === 0) throw new UsageError('name the trace definitions: files, directories or -');
    const { traces } = await readTraces(
      files,
      { stdinName: '<stdin>', ignores, lang: options.lang, tapset: options.tapset },
      io,
    );
    const kernels = kernelSelector({ stores, fleets, progress: makeProgress(io, options.verbose) }, io);
    const hooked = hookedFunctions(traces, await kernels.select(targets), toolVersion());
    const shown = options.all ? hooked.functions : hooked.functions.filter(({ changes }) => changes.length > 0);
    const notRead = traces.flatMap(({ path, problems }) =>
      problems.map(({ message, span }) => ({ file: path, line: span.line, column: span.column, message })),
    );
    const what = { ...hooked, shown, notRead: notRead.length };
    if (options.format === 'json') {
      const report = { ...hooked, functions: shown, notRead };
      io.stdout.write(`${visibleJson(JSON.stringify(report, undefined, 2))}\n`);
    } else if (options.format === 'markdown') io.stdout.write(candidatesTable(what));
    else io.stdout.write(renderCandidates(what, chooseStyle(io.stdout, options.color, io)));
    return exitCode.fits;
  },
});
