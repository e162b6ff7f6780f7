import path from 'node:path';
import { snapshotKernel, UsageError, type Kernel, type KernelSnapshot } from '@tracefit/model';
import { outsideKernels, selectTargets, type Fleets, type KernelShelf } from '@tracefit/signatures';
import type { Io } from '../io';
import type { Progress } from '../outputs/progress';
import { hasKernels, openKernels } from './open-kernels';
import { readKernelFiles, readRunningKernel } from './read-kernel';

export interface KernelOptions {
  readonly stores: readonly string[];
  readonly progress: Progress;
  /** What the configuration has names for. */
  readonly fleets?: Fleets;
}

/** The kernels of a run: those of the stores are opened once, when one of them is asked for. */
export interface KernelSelector {
  /**
   * The kernels that some values of `--target` name, each once; without any, all of the stores.
   * @throws UsageError where one names nothing
   */
  select(queries: readonly string[]): Promise<readonly Kernel[]>;
  /** The one kernel that a value of `--written-for` names. */
  one(query: string): Promise<Kernel>;
  /** All kernels of the stores, for comparison; none where there is no store. */
  all(): readonly Kernel[];
  /** Everything of a kernel that was read from a file. */
  snapshot(kernel: Kernel): KernelSnapshot;
}

export function kernelSelector({ stores, progress, fleets = {} }: KernelOptions, io: Io): KernelSelector {
  let opened: KernelShelf | undefined;
  const shelf = (): KernelShelf => (opened ??= openKernels(stores, io));
  // A file that is named twice, as a target and as what a script was written for, is read once.
  const brought = new Map<string, Promise<Kernel>>();
  const snapshots = new Map<Kernel, KernelSnapshot>();
  const bring = (query: string): Promise<Kernel> | undefined => {
    const known = brought.get(query);
    if (known) return known;
    const read = query === 'running' ? readRunningKernel(progress) : readPath(query, progress, io);
    const kernel = read?.then((snapshot) => {
      const asked = snapshotKernel(snapshot);
      snapshots.set(asked, snapshot);
      return asked;
    });
    if (kernel) brought.set(query, kernel);
    return kernel;
  };
  const kernelsOf = async (query: string): Promise<readonly Kernel[]> => {
    const kernel = await bring(query);
    if (kernel) return [kernel];
    const outside = new Map<string, Kernel>();
    for (const source of outsideKernels(query, fleets)) {
      const name = source.kind === 'file' ? source.path : source.kind;
      const found = await bring(name);
      if (!found) throw new UsageError(`no such kernel file: ${name}`);
      outside.set(name, found);
    }
    const selected = selectTargets(query, shelf().kernels, {
      fleets,
      outside: (source) => outside.get(source.kind === 'file' ? source.path : source.kind)?.identity,
    });
    const brought = new Map([...outside.values()].map((each) => [each.identity.id, each]));
    return selected.map(({ id }) => brought.get(id) ?? stored(shelf(), id));
  };
  return {
    async select(queries) {
      if (queries.length === 0) return shelf().kernels.map(({ id }) => stored(shelf(), id));
      const kernels = new Map<string, Kernel>();
      for (const query of queries) {
        for (const kernel of await kernelsOf(query)) kernels.set(kernel.identity.id, kernel);
      }
      return [...kernels.values()];
    },
    async one(query) {
      const [kernel, ...others] = await kernelsOf(query);
      if (kernel && others.length === 0) return kernel;
      const [second, ...more] = others.map(({ identity }) => identity.id);
      const ids = [kernel?.identity.id, second, ...(more.length > 1 ? ['..'] : []), ...more.slice(-1)].filter(
        (id) => id !== undefined,
      );
      throw new UsageError(`one kernel is expected, ${others.length + 1} are selected (${ids.join(', ')}): ${query}`);
    },
    all() {
      // A run that names kernel files only needs no store.
      if (!opened && !hasKernels(stores, io)) return [];
      return shelf().kernels.map(({ id }) => stored(shelf(), id));
    },
    snapshot(kernel) {
      const snapshot = snapshots.get(kernel);
      if (!snapshot) throw new Error(`not a kernel that was read from a file: ${kernel.identity.id}`);
      return snapshot;
    },
  };
}

function stored(shelf: KernelShelf, id: string): Kernel {
  const kernel = shelf.kernel(id);
  if (!kernel) throw new Error(`the store lists a kernel it does not have: ${id}`);
  return kernel;
}

/** The kernel of a file or directory, if the query is the path of one. */
function readPath(query: string, progress: Progress, io: Io): Promise<KernelSnapshot> | undefined {
  const isPath = /^\.{0,2}\//.test(query);
  const stat = io.fs.statSync(path.resolve(io.cwd, query), { throwIfNoEntry: false });
  if (isPath && !stat) throw new UsageError(`no such kernel file: ${query}`);
  // A directory that happens to be called `debian` is not what that word asks for.
  if (!stat || (!isPath && !stat.isFile())) return undefined;
  return readKernelFiles([query], { id: query }, progress, io).then(({ snapshot }) => snapshot);
}
