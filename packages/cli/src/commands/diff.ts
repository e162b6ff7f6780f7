import { dependenciesOf, surfaceDiff, usedEntries, withCandidates } from '@tracefit/checker';
import { UsageError, type Kernel, type SurfaceDiff, type SurfacePart } from '@tracefit/model';
import { diffParts, diffReporters, plainStyle } from '@tracefit/reporters';
import { kernelDifferences } from '@tracefit/signatures';
import { commonOptions, configOption, readingOptions, storeOption } from '../args/options';
import { didYouMean } from '../args/did-you-mean';
import { defineCommand } from '../command';
import { readSettings } from '../config/settings';
import { exitCode } from '../exit-code';
import { readTraces } from '../inputs/read-traces';
import { kernelSelector } from '../kernels/select-kernels';
import type { Io } from '../io';
import { expectMuchCode } from '../much-code';
import { chooseStyle } from '../outputs/choose-style';
import { parseFormats } from '../outputs/parse-formats';
import { makeProgress } from '../outputs/progress';
import { formatOption, writeOutputs } from '../outputs/write-outputs';
import { toolVersion } from '../tool-version';

export const diff = defineCommand({
  name: 'diff',
  summary: 'show how what can be traced differs between two kernels',
  synopsis: ['KERNEL KERNEL [OPTION]...'],
  details: [
    'A KERNEL is an id, a release, a query that selects one, a kernel file, or "running". Compared are functions (gone, inlined, no longer traceable, with other arguments), types and their members, trace events and their fields, system calls, LSM hooks, BPF helpers and the build configuration.',
    'Counts come first, then what breaks traces. A change breaks where a trace that relied on the first kernel would notice, or should have: an argument that is only renamed or appended does not.',
  ],
  options: {
    only: {
      value: 'PART',
      multiple: true,
      help: `one part, whole: ${diffParts.join(', ')}`,
    },
    name: { value: 'GLOB', help: 'only what is called so: "vfs_*"' },
    'used-by': {
      value: 'FILE|DIR',
      multiple: true,
      help: 'only what these trace definitions rely on',
    },
    ...readingOptions,
    details: { help: 'list every change, not only those that break traces' },
    ...formatOption(diffReporters),
    'fail-on': {
      value: 'CHANGE',
      choices: ['any', 'breaking', 'never'],
      help: 'what makes the exit code 1: any change, one that breaks traces, or never (the default)',
    },
    ...configOption,
    ...storeOption,
    ...commonOptions,
  },
  async run({ options, positionals }, io) {
    const [first, second, ...more] = positionals;
    if (first === undefined || second === undefined || more.length > 0)
      throw new UsageError('name two kernels to compare');
    if (options['used-by'].length === 0 && (options.lang ?? options.tapset) !== undefined)
      throw new UsageError('--lang and --tapset are for --used-by');
    expectMuchCode();
    const only = options.only.map(readPart);
    const formats = parseFormats(options.format, diffReporters);
    const { stores, fleets, ignores } = readSettings([], options, io);
    const kernels = kernelSelector({ stores, fleets, progress: makeProgress(io, options.verbose) }, io);
    const before = await kernels.one(first);
    const after = await kernels.one(second);
    const whole = surfaceDiff(before, after, kernelDifferences(before, after, kernels.snapshot), {
      toolVersion: toolVersion(),
      ...(only.length > 0 && { only }),
    });
    const used = options['used-by'].length > 0 ? await usedBy(options, whole, [before, after], ignores, io) : whole;
    const shown = withCandidates(before, after, narrow(used, options.name));
    const narrowed = only.length > 0 || options.name !== undefined || options['used-by'].length > 0;
    const details = options.details || narrowed;
    const rendered = formats.map(({ reporter, file }) => {
      const style = file === undefined ? chooseStyle(io.stdout, options.color, io) : plainStyle;
      return { ...(file !== undefined && { file }), text: reporter.render(shown, { details, style }) };
    });
    writeOutputs(rendered, io);
    return isFailure(shown, options['fail-on']) ? exitCode.findings : exitCode.fits;
  },
});

function readPart(word: string): SurfacePart {
  const part = diffParts.find((each) => each === word);
  if (part) return part;
  throw new UsageError(`unknown part${didYouMean(word, diffParts) || `, there are: ${diffParts.join(', ')}`}: ${word}`);
}

interface UsedByOptions {
  readonly 'used-by': readonly string[];
  readonly lang: string | undefined;
  readonly tapset: string | undefined;
}

/** What of a diff some trace definitions rely on, where what they rely on is looked up on the first kernel. */
async function usedBy(
  { 'used-by': files, lang, tapset }: UsedByOptions,
  diff: SurfaceDiff,
  [before, after]: readonly [Kernel, Kernel],
  ignores: (file: string) => boolean,
  io: Io,
): Promise<SurfaceDiff> {
  const { traces } = await readTraces(files, { stdinName: '<stdin>', ignores, lang, tapset }, io);
  const used = usedEntries(
    diff,
    traces.flatMap((trace) => dependenciesOf(trace, before)),
    before,
    after,
  );
  const notRead = traces.flatMap(({ path, problems }) =>
    problems.map(({ span, message }) => ({ reason: `${path}:${span.line}:${span.column} was not read, ${message}` })),
  );
  return { ...used, notCompared: [...used.notCompared, ...notRead] };
}

function narrow(diff: SurfaceDiff, name: string | undefined): SurfaceDiff {
  if (name === undefined) return diff;
  const matches = globMatcher(name);
  return { ...diff, entries: diff.entries.filter((entry) => matches(entry.name)) };
}

/** The name, or what follows `struct ` or `SYSTEM:`, as the glob says; each character is looked at once for each star. */
function globMatcher(glob: string): (name: string) => boolean {
  if (glob.length > 200) throw new UsageError('the pattern is longer than 200 characters: --name');
  const pieces = glob.split('*').map((piece) => piece.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('?', '.'));
  const pattern = new RegExp(`^(?:\\w+[ :])?${pieces.join('[^]*?')}$`);
  return (name) => pattern.test(name);
}

function isFailure(diff: SurfaceDiff, failOn: string | undefined): boolean {
  if (failOn === 'any') return diff.entries.length > 0;
  return failOn === 'breaking' && diff.entries.some(({ breaking }) => breaking);
}
