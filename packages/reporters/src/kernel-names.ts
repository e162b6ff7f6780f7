import type { KernelIdentity } from '@tracefit/model';
import { compareReleases } from './compare-releases';
import { countWords } from './count-words';
import { groupBy } from './group-by';

/** How kernels are named where many of them are spoken of at once. */
export interface KernelNames {
  /** The ids in the order they are shown: by version, then release; files and the running kernel last. */
  readonly order: readonly string[];
  /**
   * A set of kernels in few words: `5.10, 6.1 .. 7.3`. A range leaves out no kernel of the order between its ends. A
   * series (`6.1`) stands for all its builds of the order; where it is fewer, they are named by version (`6.12.117`), or by
   * release where two builds have the same version. Of builds that are not of the order one is named by its id, several
   * are counted with their series: `4 other builds of 5.10`.
   */
  fold(ids: Iterable<string>): string;
  /** `4 of 5 kernels`, `all 5 kernels`. */
  count(ids: Iterable<string>): string;
}

/** So many kernels that are not of the order, and so many series of them, are named. */
const mostStrangers = 3;
const mostSeries = 3;

/** Builds that are read as one row from old to new. */
interface Lane {
  /** What sets it apart from the others; empty where nothing does. */
  readonly label: string;
  readonly kernels: readonly KernelIdentity[];
}

export function kernelNames(kernels: readonly KernelIdentity[]): KernelNames {
  const builds = kernels.filter(isBuild).sort(compareKernels);
  const others = kernels.filter((kernel) => !isBuild(kernel)).map((kernel) => kernel.id);
  const known = new Set(kernels.map((kernel) => kernel.id));
  const inOneRow: readonly Lane[] = [{ label: '', kernels: builds }];
  const inRows = lanes(builds, ['distro', 'arch', 'flavour']);
  const byArch = lanes(builds, ['arch']);
  const fold = (wanted: ReadonlySet<string>): string[] => {
    if (kernels.length === 1) return [...wanted];
    // One row of versions is read most easily; where it would be cut to pieces, a row for each
    // architecture, or for each kind of build, is.
    const [one = [], ...more] = [inOneRow, byArch, inRows].map((rows) => rows.map((lane) => foldLane(lane, wanted)));
    const best = more.reduce((least, rows) => (count(rows) < count(least) ? rows : least), one);
    return best.filter((lane) => lane.length > 0).map((lane) => lane.join(', '));
  };
  return {
    order: [...builds.map((kernel) => kernel.id), ...others],
    fold(ids) {
      const wanted = new Set(ids);
      const strangers = [...wanted].filter((id) => !known.has(id));
      for (const id of strangers) wanted.delete(id);
      return [
        ...fold(wanted),
        ...others.filter((id) => wanted.has(id) && kernels.length > 1),
        ...someOf(strangers),
      ].join('; ');
    },
    count(ids) {
      const size = new Set(ids).size;
      if (size < kernels.length) return `${size} of ${countWords(kernels.length, 'kernel')}`;
      return size > 1 ? `all ${size} kernels` : countWords(size, 'kernel');
    },
  };
}

/**
 * Kernels that are not of the order, of which only the ids are known: one by its id, builds of a distribution by their series,
 * the first and the last of many. They make no range, since what lies between them is not known.
 */
function someOf(ids: readonly string[]): readonly string[] {
  const builds = groupBy(ids, (id) => /^[^/]+\/(\d+\.\d+)/.exec(id)?.[1] ?? '');
  const others = builds.get('') ?? [];
  builds.delete('');
  const series = [...builds.keys()].sort(compareReleases);
  const count = ids.length - others.length;
  const first = ids.find((id) => !others.includes(id));
  const named =
    series.length > mostSeries ? `, ${series[0] ?? ''} to ${series.at(-1) ?? ''}` : ` of ${series.join(', ')}`;
  const more = others.length - mostStrangers;
  return [
    ...(count === 1 && first !== undefined ? [first] : []),
    ...(count > 1 ? [`${count} other builds${named}`] : []),
    ...(others.length === 0 ? [] : [others.slice(0, mostStrangers).join(', ') + (more > 0 ? ` and ${more} more` : '')]),
  ];
}

/** A build of a distribution; anything else (a file, the running kernel) has no place in a row of versions. */
function isBuild(kernel: KernelIdentity): boolean {
  return kernel.distro !== undefined && kernel.id === `${kernel.distro}/${kernel.release}`;
}

function compareKernels(a: KernelIdentity, b: KernelIdentity): number {
  return compareReleases(a.version, b.version) || compareReleases(a.release, b.release) || (a.id < b.id ? -1 : 1);
}

/** `6.12` of `6.12.117`. */
function series(kernel: KernelIdentity): string {
  return /^\d+\.\d+/.exec(kernel.version)?.[0] ?? kernel.version;
}

function lanes(builds: readonly KernelIdentity[], keys: readonly ('distro' | 'arch' | 'flavour')[]): readonly Lane[] {
  const telling = keys.filter((key) => new Set(builds.map((kernel) => kernel[key])).size > 1);
  const groups = groupBy(builds, (kernel) => telling.flatMap((key) => kernel[key] ?? []).join(' '));
  return [...groups].map(([label, members]) => ({ label, kernels: members }));
}

function count(lanes: readonly (readonly string[])[]): number {
  return lanes.reduce((sum, lane) => sum + lane.length, 0);
}

/** The ranges of the wanted kernels in a lane, the lane's label before the first. */
function foldLane(lane: Lane, wanted: ReadonlySet<string>): readonly string[] {
  const builds = groupBy(lane.kernels, series);
  const folded: string[] = [];
  let run: KernelIdentity[] = [];
  const close = (): void => {
    if (run.length > 0) folded.push(foldRun(run, builds));
    run = [];
  };
  for (const kernel of lane.kernels) {
    if (wanted.has(kernel.id)) run.push(kernel);
    else close();
  }
  close();
  const [first, ...rest] = folded;
  return first === undefined ? [] : [lane.label === '' ? first : `${lane.label} ${first}`, ...rest];
}

/** Neighbours in words: `6.1`, `6.1, 6.6`, `6.1 .. 7.3`, `6.12.117 .. 7.3`. */
function foldRun(run: readonly KernelIdentity[], builds: ReadonlyMap<string, readonly KernelIdentity[]>): string {
  const labels = [...groupBy(run, series)].flatMap(([name, members]) => {
    const all = builds.get(name) ?? [];
    if (members.length === all.length) return [name];
    return members.map((kernel) => {
      const same = all.filter((other) => other.version === kernel.version);
      return same.length === 1 ? kernel.version : kernel.release;
    });
  });
  return labels.length > 2 ? `${labels[0] ?? ''} .. ${labels.at(-1) ?? ''}` : labels.join(', ');
}
