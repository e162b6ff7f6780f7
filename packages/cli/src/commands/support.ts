import { UsageError } from '@tracefit/model';
import { commonOptions, configOption, readingOptions, storeOption, targetOption } from '../args/options';
import { makeReport } from '../check/make-report';
import { defineCommand } from '../command';
import { readSettings } from '../config/settings';
import { exitCode } from '../exit-code';
import { readTraces } from '../inputs/read-traces';
import { writeAtomically } from '../outputs/write-atomically';
import { replaceTable, tableIn } from '../support/marked-table';
import { supportTable } from '../support/support-table';

export const support = defineCommand({
  name: 'support',
  summary: 'make the table of tools by kernels for a README, and keep it true',
  synopsis: ['[FILE|DIR]... [OPTION]...'],
  details: [
    'A Markdown table with a row for each definition and a column for each series of kernels, of the newest build of it. In a file it stands between two comments, which are written with it the first time, at the end:',
    '  <!-- tracefit support -->',
    '  <!-- end of tracefit support -->',
    '--check says with exit code 1 that the table in the file is not what the definitions are now.',
  ],
  options: {
    ...targetOption,
    write: { value: 'FILE', help: 'put the table into that file' },
    check: { value: 'FILE', help: 'hold the table in that file against the definitions' },
    ...readingOptions,
    ...configOption,
    ...storeOption,
    ...commonOptions,
  },
  async run({ options, positionals }, io) {
    if (options.write !== undefined && options.check !== undefined) {
      throw new UsageError('either --write or --check, not both');
    }
    const settings = readSettings(positionals, options, io);
    if (settings.files.length === 0) throw new UsageError('name the trace definitions: files or directories');
    const read = await readTraces(
      settings.files,
      { stdinName: '-', ignores: settings.ignores, lang: options.lang, tapset: options.tapset },
      io,
    );
    const report = await makeReport(read, settings, { verbose: options.verbose }, io);
    const table = supportTable(report);
    const file = options.write ?? options.check;
    if (file === undefined) {
      io.stdout.write(`${table}\n`);
      return exitCode.fits;
    }
    const text = tableIn(file, io, options.check !== undefined);
    const now = replaceTable(text, table);
    if (options.write !== undefined) {
      if (now !== text) writeAtomically(io, file, now);
      return exitCode.fits;
    }
    if (now === text) return exitCode.fits;
    io.stdout.write(`the table is not true any more, "tracefit support --write ${file}" makes it anew: ${file}\n`);
    return exitCode.findings;
  },
});
