import path from 'node:path';
import type { ConfiguredSuppression } from '@tracefit/checker';
import { findUpwards } from '../inputs/find-upwards';
import { readSmallFile } from '../inputs/read-small-file';
import type { Io } from '../io';
import { baselineName } from './baseline';
import type * as Read from './read-baseline';

/** A baseline that was found, and what it knows. */
export interface FoundBaseline extends Read.ReadBaseline {
  /** Absolute. */
  readonly path: string;
  /** As the user would name it. */
  readonly shown: string;
}

/**
 * The baseline that counts: the one that was named, none for `none`, or else the `tracefit.baseline.yaml` from the
 * current directory up to the root of the repository.
 *
 * @throws UsageError where it cannot be read or is wrong
 */
export function findBaseline(named: string | undefined, io: Io): FoundBaseline | undefined {
  if (named === 'none') return undefined;
  const file = named === undefined ? findUpwards(baselineName, io) : path.resolve(io.cwd, named);
  if (file === undefined) return undefined;
  const shown = named ?? path.relative(io.cwd, file);
  const text = readSmallFile(file, shown, io);
  const { readBaseline } = require('./read-baseline') as typeof Read;
  return { ...readBaseline(text, shown), path: file, shown };
}

/** What a baseline lets be. */
export function suppressionsOf({ baseline, lines, shown }: FoundBaseline): readonly ConfiguredSuppression[] {
  return baseline.findings.map(({ rule, fingerprint, kernels }, at) => ({
    by: 'baseline',
    rule,
    reason: 'known',
    fingerprint,
    targets: new Set(kernels),
    file: shown,
    line: lines[at] ?? 1,
  }));
}
