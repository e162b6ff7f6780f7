import { UsageError, type Report } from '@tracefit/model';
import { reporters } from '@tracefit/reporters';
import { commonOptions, configOption, lockOption, readingOptions, storeOption, targetOption } from '../args/options';
import { findBaseline, suppressionsOf } from '../baseline/find-baseline';
import { makeReport, sourceOf } from '../check/make-report';
import { defineCommand } from '../command';
import { readSettings } from '../config/settings';
import { exitCode } from '../exit-code';
import { fixFiles } from '../fix/fix-files';
import { changedSince } from '../inputs/changed-files';
import { readTraces } from '../inputs/read-traces';
import { parseFormats } from '../outputs/parse-formats';
import { formatOption } from '../outputs/write-outputs';
import { writeReports } from '../outputs/write-reports';

/** What the standard input is called where it has no other name. */
const stdinName = '<stdin>';

export const check = defineCommand({
  name: 'check',
  summary: 'say where trace definitions do not fit kernels',
  synopsis: ['[FILE|DIR|-]... [OPTION]...'],
  details: [
    'Reads the definitions, finds what they need of a kernel, and compares it with what each kernel has. Of a directory, the files below it that are trace definitions are checked, without those that a .gitignore leaves out; linked directories are not followed. "-" is the standard input.',
    'Where nothing is named, the files, kernels and rules of the configuration count, tracefit.config.yaml ("tracefit init" writes one); what stands on the command line counts more.',
    'A kernel is one of the known ones ("tracefit targets" lists them, and its help says what a query can be), a kernel file (vmlinuz, vmlinux, BTF), or "running".',
  ],
  options: {
    ...targetOption,
    'written-for': {
      value: 'KERNEL',
      help: 'the kernel the definitions were written for: where an argument differs from there, it has changed',
    },
    ...readingOptions,
    ...formatOption(reporters),
    'fail-on': {
      value: 'SEVERITY',
      choices: ['error', 'warning', 'never'],
      help: 'the least severe finding that makes the exit code 1: error (the default), warning or never',
    },
    advice: { help: 'also say what could be better, though nothing is wrong' },
    fix: {
      help: 'correct what is mechanical and right on every checked kernel: the changes are printed as a diff, and no report',
    },
    write: { help: 'with --fix: also write the corrected files' },
    baseline: {
      value: 'FILE',
      help: 'known findings, which do not fail (default: the tracefit.baseline.yaml here or above); none for none',
    },
    'changed-since': {
      value: 'REV',
      help: 'of what is named, only files that have changed since that revision of git',
    },
    strict: { help: 'exit with 4 if nothing was found but something could not be checked' },
    'stdin-filename': { value: 'NAME', help: 'what "-" is called in the report; its suffix tells the format' },
    ...lockOption,
    ...configOption,
    ...storeOption,
    ...commonOptions,
  },
  async run({ options, positionals }, io) {
    if (options.write && !options.fix) throw new UsageError('--write is for --fix');
    // Wrong options first, then what is quick to read, then kernels.
    const formats = parseFormats(options.format, reporters);
    const settings = readSettings(positionals, options, io);
    if (settings.files.length === 0) {
      throw new UsageError('name the trace definitions to check: files, directories or -');
    }
    const isChanged = options['changed-since'] === undefined ? undefined : changedSince(options['changed-since'], io);
    const baseline = findBaseline(options.baseline, io);
    const read = await readTraces(
      settings.files,
      {
        stdinName: options['stdin-filename'] ?? stdinName,
        ignores: settings.ignores,
        ...(isChanged && { isChanged }),
        lang: options.lang,
        tapset: options.tapset,
      },
      io,
    );
    const { traces } = read;
    if (isChanged && traces.length === 0) {
      io.stderr.write(`no trace definition has changed since ${options['changed-since'] ?? ''}\n`);
    }
    const report = await makeReport(
      read,
      settings,
      {
        verbose: options.verbose,
        writtenFor: options['written-for'],
        lock: options.lock,
        advice: options.advice,
        known: baseline ? suppressionsOf(baseline) : [],
      },
      io,
    );
    if (options.fix) fixFiles(report, traces, options.write, io);
    const wanted = options.fix ? formats.filter(({ file }) => file !== undefined) : formats;
    writeReports(report, wanted, sourceOf(traces), options.color, io);
    return verdict(report, settings.failOn ?? 'error', settings.strict);
  },
});

function verdict(report: Report, failOn: string, strict: boolean): number {
  const { findings, unchecked, verdicts } = report.summary;
  const failing = failOn === 'never' ? 0 : findings.error + (failOn === 'warning' ? findings.warning : 0);
  if (failing > 0) return exitCode.findings;
  const problems = report.files.some((file) => file.problems.length > 0);
  if (strict && (unchecked > 0 || verdicts.unknown > 0 || problems)) return exitCode.unchecked;
  return exitCode.fits;
}
