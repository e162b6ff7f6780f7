import { UsageError, type Kernel } from '@tracefit/model';
import { diffParts, reporters } from '@tracefit/reporters';
import { rules } from '@tracefit/rules';
import type { KernelShelf } from '@tracefit/signatures';
import { traceFormats } from '@tracefit/trace';
import { readSettings, type Settings } from '../config/settings';
import type { Io } from '../io';
import { openKernels } from '../kernels/open-kernels';
import type { Candidate } from './complete';
import { shells } from './scripts';

/** What a query can be besides the name of a kernel, as far as it is one word. */
const queryWords = ['running', 'latest', 'oldest', 'longterm', 'all'];

/** Of fewer letters there are too many functions to choose from, and of more than so many nobody reads on. */
const leastLetters = 2;
const mostNames = 500;

/** The values of the placeholders that `--help` speaks in, where there are many those with this beginning. */
export function valuesOf(placeholder: string, beginning: string, io: Io): readonly Candidate[] {
  switch (placeholder) {
    case 'ID':
      return kernels('', io);
    case 'KERNEL':
      return [...kernels(beginning, io), { word: 'running', about: 'the kernel that is running' }];
    case 'QUERY':
      return [...kernels(beginning, io), ...queryWords.map((word) => ({ word, about: '' })), ...fleets(io)];
    case 'SYMBOL':
      return symbols(beginning, io);
    case 'RULE':
      return rules.map(({ id, title }) => ({ word: id, about: title }));
    case 'NAME[:FILE]':
      return reporters.map(({ id, title }) => ({ word: id, about: title }));
    case 'FORMAT':
      return traceFormats.map(({ id, title }) => ({ word: id, about: title }));
    case 'PART':
      return diffParts.map((word) => ({ word, about: '' }));
    case 'SHELL':
      return shells.map((word) => ({ word, about: '' }));
    default:
      return [];
  }
}

/** Those of the stores, by their ids, or by their releases where a number is begun. */
function kernels(beginning: string, io: Io): readonly Candidate[] {
  const isRelease = /^\d/.test(beginning);
  const all = orNothing(() => shelf(io).kernels) ?? [];
  return all.map(({ id, release, version }) => ({ word: isRelease ? release : id, about: version }));
}

function fleets(io: Io): readonly Candidate[] {
  const found = orNothing(() => settings(io).fleets) ?? {};
  return Object.entries(found).map(([name, query]) => ({ word: `fleet:${name}`, about: query }));
}

/** Functions of the newest kernel. */
function symbols(beginning: string, io: Io): readonly Candidate[] {
  if (beginning.length < leastLetters) return [];
  const names = orNothing(() => newest(io)?.functionNames(beginning)) ?? [];
  return names.slice(0, mostNames).map((word) => ({ word, about: '' }));
}

function newest(io: Io): Kernel | undefined {
  const all = shelf(io);
  return all.kernel(all.kernels.at(-1)?.id ?? '');
}

function shelf(io: Io): KernelShelf {
  return openKernels(settings(io).stores, io);
}

function settings(io: Io): Settings {
  return readSettings([], { config: undefined, store: [] }, io);
}

/** A store or a configuration that cannot be read is no matter for who is still typing. */
function orNothing<T>(find: () => T): T | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
