import { readFileSync } from 'node:fs';
import { UsageError } from '@tracefit/model';
import { parse } from 'yaml';
import type { DebianPackage } from './debian-packages';

/** What the bundled store shall hold: `kernel-signatures/builds.yaml`. */
export interface Builds {
  readonly builds: readonly Build[];
  /** The much-traced modules, as the kernel names them: those whose types and variables are kept. */
  readonly traced: readonly string[];
}

/** A build that the store shall hold. */
export interface Build {
  /** What `uname -r` prints. */
  readonly release: string;
  readonly arch: string;
  /** Which of its modules are read. */
  readonly modules: ModuleChoice;
}

/** All modules, the much-traced ones, or none. */
export type ModuleChoice = (typeof moduleChoices)[number];

const moduleChoices = ['all', 'traced', 'none'] as const;

/** @throws UsageError where it is not written as it should be */
export function readBuilds(path: string): Builds {
  const text: unknown = parse(readFileSync(path, 'utf8'));
  const { builds, traced } = text as { builds?: unknown; traced?: unknown };
  if (!Array.isArray(builds)) throw new UsageError(`there is no list of builds: ${path}`);
  if (!Array.isArray(traced) || !traced.every((name) => typeof name === 'string')) {
    throw new UsageError(`there is no list of the modules that are traced: ${path}`);
  }
  return { builds: builds.map((one) => readBuild(one, path)), traced };
}

function readBuild(one: unknown, path: string): Build {
  const { release, arch = 'amd64', modules = 'none' } = one as Partial<Build>;
  if (typeof release !== 'string') throw new UsageError(`a build has no release: ${path}`);
  if (!moduleChoices.includes(modules)) {
    throw new UsageError(`the modules of a build are one of ${moduleChoices.join(', ')}: ${release} in ${path}`);
  }
  return { release, arch, modules };
}

/**
 * The packages that a build's facts are read from: the image, its configuration, its modules where they are asked for.
 * @returns undefined where the archive no longer has all of them
 */
export function packagesOf(
  build: Build,
  packages: ReadonlyMap<string, DebianPackage>,
): readonly DebianPackage[] | undefined {
  const named = (kind: string) => packages.get(`linux-${kind}-${build.release}`);
  // From 6.19 on the image package is empty and depends on others: the image, the modules, the configuration.
  const binary = named('binary');
  const image = binary ?? named('image');
  const modules = build.modules === 'none' ? undefined : named('modules');
  if (!image || (binary && build.modules !== 'none' && !modules)) return undefined;
  const parts = binary ? [named('base'), modules] : [];
  return [image, ...parts.filter((one) => one !== undefined)];
}
