import path from 'node:path';
import { findUpwards } from '../inputs/find-upwards';
import { readSmallFile } from '../inputs/read-small-file';
import type { Io } from '../io';
import type { FoundConfig } from './config';
import type * as ReadConfig from './read-config';

export const configName = 'tracefit.config.yaml';

/**
 * The configuration that counts: the file that was named, none for `none`, or else the first `tracefit.config.yaml` from
 * the current directory up to the root of the repository it is in.
 *
 * @throws UsageError where the file is not there or is wrong, with line and column
 */
export function findConfig(named: string | undefined, io: Io): FoundConfig | undefined {
  if (named === 'none') return undefined;
  const file = named === undefined ? findUpwards(configName, io) : path.resolve(io.cwd, named);
  if (file === undefined) return undefined;
  const shown = named ?? (path.relative(io.cwd, file) || configName);
  const text = readSmallFile(file, shown, io);
  // Neither YAML nor schemas are loaded where there is no configuration.
  const { readConfig } = require('./read-config') as typeof ReadConfig;
  return { ...readConfig(text, shown), directory: path.dirname(file), shown };
}
