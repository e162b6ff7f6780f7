import { FormatError } from '@tracefit/btf';
import type { ReadContext } from '../kernel-source';

/** More files than any kernel package has; the largest have 10,000. */
export const MAX_ENTRIES = 500_000;
/** Longer paths are none (PATH_MAX is 4,096). */
export const MAX_PATH = 16 * 1024;

/** The most bytes an archive may unpack to: it is read in pieces, so more than a single file may. */
export function archiveLimit(context: ReadContext): number {
  return context.maxUnpacked * 4;
}

/**
 * The path of a file in an archive, without `./` or `/` before it. Nothing is ever written, so a path can do no harm; one that
 * leads out of the archive is refused all the same, since no package has it.
 * @throws FormatError for such a path
 */
export function archivePath(bytes: Uint8Array, offset: number): string {
  const path = Buffer.from(bytes)
    .toString('utf8')
    .replace(/^(?:\.?\/)+/, '');
  if (path.length > MAX_PATH) throw new FormatError('a path in the archive is too long', offset);
  if (path.split('/').includes('..')) throw new FormatError('a path in the archive leads out of it', offset);
  return path;
}

/**
 * Refuses files that are larger than anything may be.
 * @throws FormatError
 */
export function refuseLarge(size: number, context: ReadContext, offset: number): void {
  if (size <= context.maxUnpacked) return;
  throw new FormatError(
    `a file in the archive has ${size} bytes, more than the allowed ${context.maxUnpacked}`,
    offset,
  );
}
