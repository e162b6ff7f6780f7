import { UsageError } from '@tracefit/model';
import type { Io } from '../io';
import { readFile } from './read-file';
import { isSystemError, systemErrorSentence } from './system-error';

/** Bytes of a file that people write, at most; configurations and tables take a screenful. */
const longestFile = 8 << 20;

/**
 * The text of a file that people write.
 *
 * @throws UsageError where it cannot be read
 */
export function readSmallFile(file: string, shown: string, io: Io): string {
  try {
    return new TextDecoder().decode(readFile(io, file, shown, longestFile));
  } catch (error) {
    if (isSystemError(error)) throw new UsageError(systemErrorSentence(error, shown));
    throw error;
  }
}
