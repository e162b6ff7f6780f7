import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UsageError } from '@tracefit/model';
import type { DebianPackage } from './debian-packages';
import { fetchBytes } from './fetch-bytes';

/**
 * A package as a file of the cache, fetched if it is not there yet; its sum is looked at in either case.
 * @returns the path, or undefined where the mirror has no more what its index lists
 * @throws UsageError where the mirror gives something else than its index says
 */
export async function fetchPackage(one: DebianPackage, cache: string): Promise<string | undefined> {
  const path = join(cache, basename(new URL(one.url).pathname));
  if (existsSync(path) && sha256(readFileSync(path)) === one.sha256) return path;
  const bytes = await fetchBytes(one.url, { optional: true });
  if (!bytes) return undefined;
  if (sha256(bytes) !== one.sha256) {
    throw new UsageError(`the package is not the one of the index, its sha256 differs: ${one.url}`);
  }
  const temporary = `${path}.${process.pid}.part`;
  writeFileSync(temporary, bytes);
  renameSync(temporary, path);
  return path;
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
