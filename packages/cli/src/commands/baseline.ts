import path from 'node:path';
import { UsageError, type Finding, type Report } from '@tracefit/model';
import { countWords } from '@tracefit/reporters';
import { commonOptions, configOption, lockOption, readingOptions, storeOption, targetOption } from '../args/options';
import { didYouMean } from '../args/did-you-mean';
import { baselineName, knownFinding, type KnownFinding } from '../baseline/baseline';
import { findBaseline } from '../baseline/find-baseline';
import { printBaseline } from '../baseline/print-baseline';
import { makeReport } from '../check/make-report';
import { defineCommand } from '../command';
import { readSettings } from '../config/settings';
import { exitCode } from '../exit-code';
import { readTraces } from '../inputs/read-traces';
import { pathInLock } from '../lock/find-lock';
import { writeAtomically } from '../outputs/write-atomically';

const verbs = ['write', 'prune'];

export const baseline = defineCommand({
  name: 'baseline',
  summary: 'write down the findings there are, so that only new ones fail a check',
  synopsis: ['write [FILE|DIR]... [OPTION]...', 'prune [FILE|DIR]... [OPTION]...'],
  details: [
    `write checks the definitions and puts all errors and warnings into ${baselineName}, which "tracefit check" finds from then on: what stands in it is shown as suppressed. A finding that is known on some kernels is new on others.`,
    'prune takes out what is not found any more, and adds nothing.',
  ],
  options: {
    ...targetOption,
    baseline: { value: 'FILE', help: `the baseline (default: ${baselineName} in the current directory or above)` },
    'written-for': { value: 'KERNEL', help: 'the kernel the definitions were written for, as for "tracefit check"' },
    ...readingOptions,
    ...lockOption,
    ...configOption,
    ...storeOption,
    ...commonOptions,
  },
  async run({ options, positionals }, io) {
    const [verb, ...files] = positionals;
    if (verb === undefined) throw new UsageError(`what to do is missing, one of ${verbs.join(', ')}`);
    if (!verbs.includes(verb)) throw new UsageError(`unknown${didYouMean(verb, verbs)}: baseline ${verb}`);
    const settings = readSettings(files, options, io);
    if (settings.files.length === 0) throw new UsageError('name the trace definitions: files or directories');
    const before = verb === 'prune' ? findBaseline(options.baseline, io) : undefined;
    if (verb === 'prune' && !before)
      throw new UsageError(`there is none to prune: ${options.baseline ?? baselineName}`);
    const file = before?.path ?? options.baseline ?? baselineName;
    const read = await readTraces(
      settings.files,
      { stdinName: '-', ignores: settings.ignores, lang: options.lang, tapset: options.tapset },
      io,
    );
    const report = await makeReport(
      read,
      settings,
      { verbose: options.verbose, writtenFor: options['written-for'], lock: options.lock },
      io,
    );
    const directory = path.dirname(path.resolve(io.cwd, file));
    const inBaseline = (name: string) => pathInLock(name, directory, io);
    const findings = before
      ? pruned(before.baseline.findings, report, inBaseline)
      : worthKnowing(report).map((finding) => knownFinding(finding, inBaseline(finding.file)));
    writeAtomically(io, file, printBaseline({ version: 1, findings }));
    const shown = before?.shown ?? file;
    const gone = before ? `, ${before.baseline.findings.length - findings.length} taken out` : '';
    io.stdout.write(`${shown} written: ${countWords(findings.length, 'known finding')}${gone}\n`);
    return exitCode.fits;
  },
});

function worthKnowing({ findings }: Report): readonly Finding[] {
  return findings.filter(({ severity }) => severity !== 'info');
}

/** What is known and still found; what was not checked this time stays. */
function pruned(
  known: readonly KnownFinding[],
  report: Report,
  inBaseline: (file: string) => string,
): readonly KnownFinding[] {
  const files = new Set(report.files.map(({ path: name }) => inBaseline(name)));
  const targets = new Set(report.targets.map(({ id }) => id));
  return known.flatMap((each) => {
    if (!files.has(each.file)) return [each];
    const found = report.findings.filter(({ fingerprint }) => fingerprint === each.fingerprint);
    const kernels = each.kernels.filter(
      (id) => !targets.has(id) || found.some((finding) => finding.targets.includes(id)),
    );
    return kernels.length === 0 ? [] : [{ ...each, kernels }];
  });
}
