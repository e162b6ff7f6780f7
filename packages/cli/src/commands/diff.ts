import { surfaceDiff } from '@tracefit/checker';
import { UsageError, type SurfaceDiff, type SurfacePart } from '@tracefit/model';
import { visibleJson } from '@tracefit/reporters';
import { kernelDifferences } from '@tracefit/signatures';
import { commonOptions, configOption, storeOption } from '../args/options';
import { didYouMean } from '../args/did-you-mean';
import { defineCommand } from '../command';
import { readSettings } from '../config/settings';
import { diffParts } from '../diff/part-words';
import { renderDiff } from '../diff/render-diff';
import { exitCode } from '../exit-code';
import { kernelSelector } from '../kernels/select-kernels';
import { chooseStyle } from '../outputs/choose-style';
import { makeProgress } from '../outputs/progress';
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
    details: { help: 'list every change, not only those that break traces' },
    format: { value: 'NAME', choices: ['text', 'markdown', 'json'], help: 'text (the default), markdown or json' },
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
    const only = options.only.map(readPart);
    const { stores, fleets } = readSettings([], options, io);
    const kernels = kernelSelector({ stores, fleets, progress: makeProgress(io, options.verbose) }, io);
    const before = await kernels.one(first);
    const after = await kernels.one(second);
    const whole = surfaceDiff(before, after, kernelDifferences(before, after, kernels.snapshot), toolVersion());
    const shown = narrow(whole, only, options.name);
    if (options.format === 'json') io.stdout.write(`${visibleJson(JSON.stringify(shown, undefined, 2))}\n`);
    else {
      const details = options.details || only.length > 0 || options.name !== undefined;
      const style = chooseStyle(io.stdout, options.color, io);
      io.stdout.write(renderDiff(shown, { details, markdown: options.format === 'markdown', style }));
    }
    return isFailure(shown, options['fail-on']) ? exitCode.findings : exitCode.fits;
  },
});

function readPart(word: string): SurfacePart {
  const part = diffParts.find((each) => each === word);
  if (part) return part;
  throw new UsageError(`unknown part${didYouMean(word, diffParts) || `, there are: ${diffParts.join(', ')}`}: ${word}`);
}

function narrow(diff: SurfaceDiff, only: readonly SurfacePart[], name: string | undefined): SurfaceDiff {
  const matches = name === undefined ? undefined : globMatcher(name);
  return {
    ...diff,
    entries: diff.entries.filter(
      (entry) => (only.length === 0 || only.includes(entry.part)) && (matches?.(entry.name) ?? true),
    ),
  };
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
