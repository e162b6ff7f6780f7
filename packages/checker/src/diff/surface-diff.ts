import type { Kernel, KernelDifferences, SurfaceDiff, SurfaceEntry, SurfacePart, Topic } from '@tracefit/model';
import { absenceOf, type Absence } from './absence';
import { compare, type Compared } from './compared';
import { configEntries } from './config-entries';
import { enumEntries, helperEntries } from './enum-entries';
import { rawTracepointEntries, syscallEntries, tracepointEntries } from './event-entries';
import { functionEntries } from './function-entries';
import { kfuncEntries } from './kfunc-entries';
import { lsmHookEntries } from './lsm-hook-entries';
import { structEntries, typedefEntries } from './type-entries';

interface Part {
  readonly part: SurfacePart;
  /** What both kernels have to have whole. */
  readonly topics: readonly Topic[];
  readonly words: string;
  readonly entries: (compared: Compared, absence: Absence) => readonly SurfaceEntry[];
}

/** The parts in the order they are shown. */
const parts: readonly Part[] = [
  {
    part: 'functions',
    topics: ['functions'],
    words: 'function symbols',
    entries: functionEntries,
  },
  {
    part: 'structs',
    topics: ['types'],
    words: 'types',
    entries: structEntries,
  },
  {
    part: 'enums',
    topics: ['types'],
    words: 'types',
    entries: enumEntries,
  },
  {
    part: 'typedefs',
    topics: ['types'],
    words: 'types',
    entries: typedefEntries,
  },
  {
    part: 'tracepoints',
    topics: ['tracepoints'],
    words: 'trace events',
    entries: tracepointEntries,
  },
  {
    part: 'raw_tracepoints',
    topics: ['raw_tracepoints'],
    words: 'raw tracepoints',
    entries: rawTracepointEntries,
  },
  {
    part: 'syscalls',
    topics: ['syscalls'],
    words: 'system calls',
    entries: syscallEntries,
  },
  {
    part: 'lsm_hooks',
    topics: ['prototypes'],
    words: 'prototypes',
    entries: lsmHookEntries,
  },
  {
    part: 'kfuncs',
    topics: ['kfuncs'],
    words: 'kfuncs',
    entries: kfuncEntries,
  },
  {
    part: 'helpers',
    topics: ['types'],
    words: 'types',
    entries: helperEntries,
  },
  {
    part: 'config',
    topics: ['config'],
    words: 'build configuration',
    entries: configEntries,
  },
];

/** Parts that modules bring to only as far as their types were read. */
const byTypes: readonly SurfacePart[] = ['structs', 'enums', 'typedefs'];

export interface SurfaceDiffOptions {
  readonly toolVersion: string;
  /** The parts to compare; all if absent. */
  readonly only?: readonly SurfacePart[];
}

/**
 * How two kernels differ in what traces rely on. Of a part that one of them does not have whole, nothing is said to be
 * added or removed: it is listed in `notCompared`, and so is what is of modules that one of them was not read of.
 *
 * @param differences all names the two do not have alike
 */
export function surfaceDiff(
  before: Kernel,
  after: Kernel,
  differences: KernelDifferences,
  { toolVersion, only }: SurfaceDiffOptions,
): SurfaceDiff {
  const compared = compare(before, after, differences);
  const found = parts
    .filter(({ part }) => only?.includes(part) ?? true)
    .map(({ part, topics, words, entries }) => {
      const kernel = [before, after].find((each) => topics.some((topic) => !each.complete(topic)));
      if (kernel) {
        return { entries: [], notCompared: [{ part, reason: `not all ${words} of ${kernel.identity.id} were read` }] };
      }
      const absence = absenceOf(byTypes.includes(part) ? 'types' : 'functions');
      return {
        entries: entries(compared, absence),
        // Known once the entries are made.
        notCompared: absence.reasons().map((reason) => ({ part, reason })),
      };
    });
  return {
    tool: { name: 'tracefit', version: toolVersion },
    before: before.identity,
    after: after.identity,
    entries: found.flatMap(({ entries }) => entries),
    notCompared: found.flatMap(({ notCompared }) => notCompared),
  };
}
