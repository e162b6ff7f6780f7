import { readFileSync } from 'node:fs';
import { UsageError } from '@tracefit/model';
import { parse } from 'yaml';
import type { DebianPackage } from './debian-packages';

/** A build that the store shall hold. */
export interface Build {
  /** What `uname -r` prints. */
  readonly release: string;
  readonly arch: string;
  /** Whether its modules are read too. */
  readonly modules: boolean;
}

/** The builds that `kernel-signatures/builds.yaml` asks for. */
export function readBuilds(path: string): readonly Build[] {
  const text: unknown = parse(readFileSync(path, 'utf8'));
  const { builds } = text as { builds?: unknown };
  if (!Array.isArray(builds)) throw new UsageError(`there is no list of builds: ${path}`);
  return builds.map((one: unknown) => {
    const { release, arch = 'amd64', modules = false } = one as Partial<Build>;
    if (typeof release !== 'string') throw new UsageError(`a build has no release: ${path}`);
    return { release, arch, modules };
  });
}

/**
 * The packages that a build's facts are read from: the image, its configuration, its modules where they are asked for.
 * @returns undefined where the archive has no image of the build any more
 */
export function packagesOf(
  build: Build,
  packages: ReadonlyMap<string, DebianPackage>,
): readonly DebianPackage[] | undefined {
  const named = (kind: string) => packages.get(`linux-${kind}-${build.release}`);
  // From 6.19 on the image package is empty and depends on others: the image, the modules, the configuration.
  const binary = named('binary');
  const image = binary ?? named('image');
  if (!image) return undefined;
  const parts = binary ? [named('base'), build.modules ? named('modules') : undefined] : [];
  return [image, ...parts.filter((one) => one !== undefined)];
}
