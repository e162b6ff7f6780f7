import type Satisfies from 'semver/functions/satisfies';
import { type KernelIdentity, nearestNames, UsageError } from '@tracefit/model';
import { compareVersions } from '../store/kernel-order';
import { matchesGlob } from './glob';
import { longtermSeries } from './longterm-series';
import { parseTargetQuery, type Fleets, type OutsideKernel, type TargetFactor, type TargetTerm } from './target-query';

/** Other names of architectures, as packages call them. */
const architectures: Readonly<Record<string, string>> = { amd64: 'x86_64', aarch64: 'arm64' };

export interface TargetContext {
  /** Queries of the configuration by name, for `fleet:NAME`. */
  readonly fleets?: Fleets;
  /** The kernel of a file, or the running one, which the caller has read; without it such a test is refused. */
  readonly outside?: (source: OutsideKernel) => KernelIdentity | undefined;
}

/**
 * The kernels a target query selects, in the order they are given in; those that are in no store come last. The language
 * is described in docs/targets.md: `debian/6.1*, >= 6.12 arch:arm64, not flavour:rt`.
 * @throws UsageError where the query is not understood or a term of it selects nothing, with the nearest ids
 */
export function selectTargets(
  query: string,
  kernels: readonly KernelIdentity[],
  context: TargetContext = {},
): KernelIdentity[] {
  const selected = selectTerms(parseTargetQuery(query, context.fleets), { kernels, ...context });
  if (selected.size === 0) throw new UsageError(`no kernel is left of the target query "${query.trim()}"`);
  return [
    ...kernels.filter((kernel) => selected.has(kernel)),
    ...[...selected].filter((one) => !kernels.includes(one)),
  ];
}

/** The files a query names, and whether it names the running kernel: what has to be read before it can select. */
export function outsideKernels(query: string, fleets?: Fleets): readonly OutsideKernel[] {
  const within = (terms: readonly TargetTerm[]): readonly OutsideKernel[] =>
    terms.flatMap(({ factors }) =>
      factors.flatMap(({ test }) => {
        if (test.kind === 'group') return within(test.terms);
        return test.kind === 'outside' ? [test.source] : [];
      }),
    );
  return within(parseTargetQuery(query, fleets));
}

interface Shelf extends TargetContext {
  readonly kernels: readonly KernelIdentity[];
}

function selectTerms(terms: readonly TargetTerm[], shelf: Shelf): Set<KernelIdentity> {
  // A query that begins by taking away takes away from everything.
  const selected = new Set<KernelIdentity>(terms[0]?.takesAway === true ? shelf.kernels : []);
  for (const term of terms) {
    const found = select(term, shelf);
    if (found.length === 0 && !term.takesAway) throw nothing(term, shelf.kernels);
    for (const kernel of found) {
      if (term.takesAway) selected.delete(kernel);
      else selected.add(kernel);
    }
  }
  return selected;
}

function select(term: TargetTerm, shelf: Shelf): readonly KernelIdentity[] {
  const brought = term.factors.flatMap((factor) => broughtBy(factor, shelf) ?? []);
  return term.factors.reduce(
    (left: readonly KernelIdentity[], factor) => {
      const passing = new Set(
        broughtBy(factor, shelf) ?? passes(factor, { ...shelf, kernels: [...shelf.kernels, ...brought] }),
      );
      if (passing.size === 0 && 'pattern' in factor.test) throw nothing(factor, shelf.kernels);
      return left.filter((kernel) => passing.has(kernel) !== factor.negated);
    },
    [...shelf.kernels, ...brought],
  );
}

/** The kernel that a test brings itself. */
function broughtBy({ test, text }: TargetFactor, { outside }: Shelf): readonly KernelIdentity[] | undefined {
  if (test.kind !== 'outside') return undefined;
  const kernel = outside?.(test.source);
  if (!kernel) throw new UsageError(`only kernels of stores can be selected here: ${text}`);
  return [kernel];
}

function passes({ test }: TargetFactor, shelf: Shelf): readonly KernelIdentity[] {
  const { kernels } = shelf;
  switch (test.kind) {
    case 'all':
      return kernels;
    case 'latest':
    case 'oldest': {
      const version = versionsOf(kernels, ({ version }) => version).at(test.kind === 'latest' ? -1 : 0);
      return kernels.filter((kernel) => kernel.version === version);
    }
    case 'last': {
      const newest = versionsOf(kernels, series).slice(-test.count);
      return test.count === 0 ? [] : kernels.filter((kernel) => newest.includes(series(kernel)));
    }
    case 'longterm':
      return kernels.filter((kernel) => longtermSeries.includes(series(kernel)));
    case 'group':
      return [...selectTerms(test.terms, shelf)];
    case 'outside':
      return [];
    case 'version':
      return inRange(test.range, kernels);
    case 'arch':
      return kernels.filter(({ arch }) => matchesGlob(arch, architectures[test.pattern] ?? test.pattern));
    case 'flavour':
      return kernels.filter(({ flavour = '' }) =>
        [flavour, shortFlavour(flavour)].some((name) => matchesGlob(name, test.pattern)),
      );
    case 'distro':
      return kernels.filter(({ distro = '' }) => matchesGlob(distro, test.pattern));
    case 'name':
      // What stands before the slash of an id is its distribution.
      return kernels.filter(({ id, release, distro }) =>
        [id, release, distro ?? id.replace(/\/.*/s, '')].some((name) => matchesGlob(name, test.pattern)),
      );
  }
}

/** The different versions of kernels, lowest first; those whose version is not known are left out. */
function versionsOf(kernels: readonly KernelIdentity[], of: (kernel: KernelIdentity) => string): readonly string[] {
  const known = kernels.filter(({ version }) => /^\d/.test(version));
  return [...new Set(known.map(of))].sort(compareVersions);
}

/** `cloud` of Debian's `cloud-amd64`. */
function shortFlavour(flavour: string): string {
  return flavour.replace(/-[^-]+$/, '');
}

/** The first two numbers of the version: `6.12`. */
function series({ version }: KernelIdentity): string {
  return /^\d+\.\d+/.exec(version)?.[0] ?? version;
}

function inRange(range: string, kernels: readonly KernelIdentity[]): readonly KernelIdentity[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded only where a version is compared
  const satisfies = require('semver/functions/satisfies') as typeof Satisfies;
  return kernels.filter(({ version }) => satisfies(semanticVersion(version), range, { includePrerelease: true }));
}

/** A kernel's version with all three numbers: `6.12-rc3` is `6.12.0-rc3`. What follows them is a distribution's. */
function semanticVersion(version: string): string {
  const parts = /^(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:[-~](rc\d+))?/.exec(version);
  if (!parts) return version;
  const [, major = '0', minor = '0', patch = '0', candidate] = parts;
  return `${major}.${minor}.${patch}${candidate === undefined ? '' : `-${candidate}`}`;
}

function nothing({ text, test }: Pick<TargetTerm, 'text'> & Partial<TargetFactor>, kernels: readonly KernelIdentity[]) {
  const property = test?.kind === 'arch' || test?.kind === 'flavour' || test?.kind === 'distro' ? test.kind : undefined;
  const known = distinct(kernels, property ? [property] : ['id']);
  const pattern = test && 'pattern' in test ? test.pattern : '';
  const names = property || pattern.includes('/') ? known : distinct(kernels, ['distro', 'release']);
  const near = nearestNames(pattern, names);
  if (near.length > 0) return new UsageError(`no kernel matches "${text}", nearest: ${near.join(', ')}`);
  const shown = known.length > 4 ? [...known.slice(0, 2), '..', ...known.slice(-2)] : known;
  return new UsageError(`no kernel matches "${text}", there are: ${shown.join(', ') || 'none'}`);
}

function distinct(
  kernels: readonly KernelIdentity[],
  keys: readonly ('id' | 'release' | 'distro' | 'arch' | 'flavour')[],
): readonly string[] {
  return [...new Set(keys.flatMap((key) => kernels.flatMap((kernel) => kernel[key] ?? [])))];
}
