import { UsageError, type Report } from '@tracefit/model';
import { reporters } from '@tracefit/reporters';
import { commonOptions, configOption, storeOption } from '../args/options';
import { makeReport, sourceOf } from '../check/make-report';
import { defineCommand } from '../command';
import { readSettings } from '../config/settings';
import { exitCode } from '../exit-code';
import { readTraces } from '../inputs/read-traces';
import { writeReports } from '../outputs/write-reports';
import { parseFormats } from '../outputs/parse-formats';
import { definitionsOf } from '../run/definitions-of';
import { runChild } from '../run/run-child';

export const run = defineCommand({
  name: 'run',
  summary: 'check what a command would trace on the running kernel, then run it',
  synopsis: ['[OPTION]... -- COMMAND [ARGUMENT]...'],
  details: [
    'Finds the trace definitions in a command line (the script of bpftrace, the text behind its -e, a BCC tool with or without its interpreter, a program with BPF objects in it) and checks them against the running kernel. Where they fit, the command is run unchanged: it gets the signals, and its exit status is the exit code. Where they do not, the findings are written to stderr and nothing is run.',
    'What could not be checked is said and does not keep the command from running; with --strict it does.',
  ],
  options: {
    strict: { help: 'do not run what could not be checked whole' },
    target: { value: 'QUERY', help: 'another kernel than the running one, to try things out' },
    ...configOption,
    ...storeOption,
    ...commonOptions,
  },
  async run({ options, positionals }, io) {
    const [command, ...words] = positionals;
    if (command === undefined) throw new UsageError('name the command to run behind --');
    const settings = readSettings([], { ...options, target: [options.target ?? 'running'] }, io);
    const { files, inline } = definitionsOf(command, words, io);
    const read = await readTraces(
      files.length > 0 ? files : ['-'],
      { stdinName: '-e', ...(inline !== undefined && { lang: inline.lang }) },
      inline === undefined ? io : { ...io, stdin: textStream(inline.text) },
    );
    const report = await makeReport(read, settings, { verbose: options.verbose }, io);
    const stops = stopsAt(report, settings.strict);
    if (stops !== undefined || isTroubled(report)) {
      // The standard output belongs to the command.
      writeReports(report, parseFormats([], reporters), sourceOf(read.traces), options.color, {
        ...io,
        stdout: io.stderr,
      });
    }
    if (stops === undefined) return runChild(command, words, io);
    io.stderr.write(`tracefit: not run: ${command}\n`);
    return stops;
  },
});

/** The exit code where the command is not to be run. */
function stopsAt(report: Report, strict: boolean): number | undefined {
  const { findings, unchecked, verdicts } = report.summary;
  if (findings.error > 0) return exitCode.findings;
  const problems = report.files.some((file) => file.problems.length > 0);
  return strict && (unchecked > 0 || verdicts.unknown > 0 || problems) ? exitCode.unchecked : undefined;
}

function isTroubled(report: Report): boolean {
  return report.findings.length > 0 || report.unchecked.length > 0;
}

async function* textStream(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode(text));
}
