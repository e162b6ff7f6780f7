import type { Kernel, KernelDifferences, SurfaceDiff, SurfaceEntry, SurfacePart, Topic } from '@tracefit/model';
import { enumEntries, helperEntries, structEntries, typedefEntries } from './type-entries';
import { rawTracepointEntries, syscallEntries, tracepointEntries } from './event-entries';
import { functionEntries, lsmHookEntries } from './function-entries';
import { configEntries } from './config-entries';

/** The parts in the order they are shown, and the topics that both kernels have to have whole. */
const parts: readonly { readonly part: SurfacePart; readonly topics: readonly Topic[]; readonly words: string }[] = [
  { part: 'functions', topics: ['functions'], words: 'function symbols' },
  { part: 'structs', topics: ['types'], words: 'types' },
  { part: 'enums', topics: ['types'], words: 'types' },
  { part: 'typedefs', topics: ['types'], words: 'types' },
  { part: 'tracepoints', topics: ['tracepoints'], words: 'trace events' },
  { part: 'raw_tracepoints', topics: ['raw_tracepoints'], words: 'raw tracepoints' },
  { part: 'syscalls', topics: ['syscalls'], words: 'system calls' },
  { part: 'lsm_hooks', topics: ['prototypes'], words: 'prototypes' },
  { part: 'helpers', topics: ['types'], words: 'types' },
  { part: 'config', topics: ['config'], words: 'build configuration' },
];

/**
 * How two kernels differ in what traces rely on. Of a part that one of them does not have whole, nothing is said to be
 * added or removed: it is listed in `notCompared`.
 *
 * @param differences all names the two do not have alike
 */
export function surfaceDiff(
  before: Kernel,
  after: Kernel,
  differences: KernelDifferences,
  toolVersion: string,
): SurfaceDiff {
  const comparable = parts.filter(({ topics }) => incomplete(before, after, topics) === undefined);
  const entries: Readonly<Record<SurfacePart, () => readonly SurfaceEntry[]>> = {
    functions: () => functionEntries(before, after, differences.functions),
    structs: () => structEntries(differences.structs),
    enums: () => enumEntries(differences.enums),
    typedefs: () => typedefEntries(differences.typedefs),
    tracepoints: () => tracepointEntries(differences.tracepoints),
    raw_tracepoints: () => rawTracepointEntries(differences.rawTracepoints),
    syscalls: () => syscallEntries(differences.syscalls),
    lsm_hooks: () => lsmHookEntries(differences.functions),
    helpers: () => helperEntries(differences.enums),
    config: () => configEntries(differences.config),
  };
  return {
    tool: { name: 'tracefit', version: toolVersion },
    before: before.identity,
    after: after.identity,
    entries: comparable.flatMap(({ part }) => entries[part]()),
    notCompared: parts.flatMap(({ part, topics, words }) => {
      const kernel = incomplete(before, after, topics);
      return kernel ? [{ part, reason: `not all ${words} of ${kernel.identity.id} were read` }] : [];
    }),
  };
}

function incomplete(before: Kernel, after: Kernel, topics: readonly Topic[]): Kernel | undefined {
  return [before, after].find((kernel) => topics.some((topic) => !kernel.complete(topic)));
}
