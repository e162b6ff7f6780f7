import path from 'node:path';
import { UsageError } from '@tracefit/model';
import { readFile } from '../inputs/read-file';
import { isSystemError, systemErrorSentence } from '../inputs/system-error';
import type { Io } from '../io';
import type { FoundConfig } from './config';
import type * as ReadConfig from './read-config';

export const configName = 'tracefit.config.yaml';

/** Bytes of a configuration at most; people write a screenful. */
const longestConfig = 1 << 20;

/**
 * The configuration that counts: the file that was named, none for `none`, or else the first `tracefit.config.yaml` from
 * the current directory up to the root of the repository it is in.
 *
 * @throws UsageError where the file is not there or is wrong, with line and column
 */
export function findConfig(named: string | undefined, io: Io): FoundConfig | undefined {
  if (named === 'none') return undefined;
  const file = named === undefined ? lookUpwards(io) : path.resolve(io.cwd, named);
  if (file === undefined) return undefined;
  const shown = named ?? (path.relative(io.cwd, file) || configName);
  const text = new TextDecoder().decode(readBytes(file, shown, io));
  // Neither YAML nor schemas are loaded where there is no configuration.
  const { readConfig } = require('./read-config') as typeof ReadConfig;
  return { config: readConfig(text, shown), directory: path.dirname(file), shown };
}

function lookUpwards(io: Io): string | undefined {
  for (let directory = io.cwd; ; directory = path.dirname(directory)) {
    const file = path.join(directory, configName);
    if (io.fs.existsSync(file)) return file;
    if (directory === path.dirname(directory) || io.fs.existsSync(path.join(directory, '.git'))) return undefined;
  }
}

function readBytes(file: string, shown: string, io: Io): Uint8Array {
  try {
    return readFile(io, file, shown, longestConfig);
  } catch (error) {
    if (isSystemError(error)) throw new UsageError(systemErrorSentence(error, shown));
    throw error;
  }
}
