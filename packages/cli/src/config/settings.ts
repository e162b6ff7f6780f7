import path from 'node:path';
import type { ConfiguredSuppression } from '@tracefit/checker';
import type * as Ignore from 'ignore';
import type { Io } from '../io';
import type { Config, FoundConfig } from './config';
import { findConfig } from './find-config';

/** What counts for a run: the options of the command line, and the configuration where they say nothing. */
export interface Settings {
  readonly files: readonly string[];
  readonly targets: readonly string[];
  readonly stores: readonly string[];
  readonly fleets: Readonly<Record<string, string>>;
  readonly rules: NonNullable<Config['rules']>;
  readonly failOn?: string;
  readonly strict: boolean;
  /** The kernel the configuration says a definition was written for, by its path as the user names it. */
  readonly writtenFor: (file: string) => string | undefined;
  /** What the configuration lets be, the ids of its kernels found by `select`. */
  readonly suppressions: (
    select: (query: string) => Promise<readonly string[]>,
  ) => Promise<readonly ConfiguredSuppression[]>;
  /** Whether a file of a directory is left out. */
  readonly ignores: (file: string) => boolean;
}

export interface GivenOptions {
  readonly config: string | undefined;
  readonly target?: readonly string[];
  readonly store: readonly string[];
  readonly 'fail-on'?: string | undefined;
  readonly strict?: boolean;
}

/**
 * Puts the options of a run and the configuration together; an option on the command line counts more.
 *
 * @throws UsageError where the configuration is wrong or missing
 */
export function readSettings(files: readonly string[], options: GivenOptions, io: Io): Settings {
  const found = findConfig(options.config, io);
  const config = found?.config ?? {};
  const failOn = options['fail-on'] ?? config['fail-on'];
  const { target = [], store } = options;
  const own = (names: readonly string[] | undefined) => (names ?? []).map((name) => fromHere(name, found, io));
  return {
    files: files.length > 0 ? files : own(config.files),
    targets: target.length > 0 ? target : (config.targets ?? []),
    stores: store.length > 0 || io.env['TRACEFIT_STORE'] ? store : own(config.stores),
    fleets: config.fleets ?? {},
    rules: config.rules ?? {},
    ...(failOn !== undefined && { failOn }),
    strict: options.strict === true || config.strict === true,
    suppressions: (select) => suppressions(found, select, io),
    writtenFor: writtenFor(config['written-for'], found, io),
    ignores: matcher(config.ignore ?? [], found, io),
  };
}

/** A path of the configuration as the user would name it. */
function fromHere(name: string, found: FoundConfig | undefined, io: Io): string {
  return path.relative(io.cwd, path.resolve(found?.directory ?? io.cwd, name)) || '.';
}

function writtenFor(
  given: Config['written-for'],
  found: FoundConfig | undefined,
  io: Io,
): (file: string) => string | undefined {
  if (given === undefined || typeof given === 'string') return () => given;
  const rows = given.map(({ files, kernel }) => ({ matches: matcher([files], found, io), kernel }));
  return (file) => rows.find(({ matches }) => matches(file))?.kernel;
}

function suppressions(
  found: FoundConfig | undefined,
  select: (query: string) => Promise<readonly string[]>,
  io: Io,
): Promise<readonly ConfiguredSuppression[]> {
  const given = found?.config.suppressions ?? [];
  return Promise.all(
    given.map(async ({ rule, reason, path: pattern, target, expires }, at) => ({
      by: 'config' as const,
      rule,
      reason,
      file: found?.shown ?? '',
      line: found?.suppressionLines[at] ?? 1,
      ...(pattern !== undefined && { isFor: matcher([pattern], found, io) }),
      ...(target !== undefined && { targets: new Set(await select(target)) }),
      ...(expires !== undefined && { expires }),
    })),
  );
}

/** Whether a path, as the user names it, matches one of the patterns of a configuration. */
function matcher(patterns: readonly string[], found: FoundConfig | undefined, io: Io): (file: string) => boolean {
  if (patterns.length === 0 || !found) return () => false;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- most runs have no patterns
  const { default: ignore } = require('ignore') as typeof Ignore;
  const rules = ignore().add([...patterns]);
  return (file) => {
    const below = path.relative(found.directory, path.resolve(io.cwd, file));
    return below !== '' && !below.startsWith('..') && !path.isAbsolute(below) && rules.ignores(below);
  };
}
