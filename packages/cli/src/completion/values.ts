import { UsageError } from '@tracefit/model';
import { diffParts, reporters } from '@tracefit/reporters';
import { rules } from '@tracefit/rules';
import { traceFormats } from '@tracefit/trace';
import type { Io } from '../io';
import { openKernels } from '../kernels/open-kernels';
import type { Candidate } from './complete';
import { shells } from './scripts';

/** What a query can be besides the name of a kernel, as far as it is one word. */
const queryWords = ['running', 'latest', 'oldest', 'longterm', 'all'];

/** The values of the placeholders that `--help` speaks in. */
export function valuesOf(placeholder: string, io: Io): readonly Candidate[] {
  switch (placeholder) {
    case 'ID':
      return kernels(io);
    case 'KERNEL':
      return [...kernels(io), { word: 'running', about: 'the kernel that is running' }];
    case 'QUERY':
      return [...kernels(io), ...queryWords.map((word) => ({ word, about: '' }))];
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

/** Those of the stores; none where a store cannot be read, which is no matter for who is still typing. */
function kernels(io: Io): readonly Candidate[] {
  try {
    return openKernels([], io).kernels.map(({ id, version }) => ({ word: id, about: version }));
  } catch (error) {
    if (error instanceof UsageError) return [];
    throw error;
  }
}
