import { snapshotKernel, type Kernel, type KernelSnapshot } from '@tracefit/model';
import { seededRandom } from '@tracefit/testing';
import { syntheticSnapshot } from '../../test/synthetic-snapshot';
import { bytesSource } from './page-source';
import { openStore, type Store } from './store';
import { canonicalSnapshot, storeSnapshot } from './store-snapshot';
import { storeWriter, writeStore } from './store-writer';

function kernelsOf(seed: number, count = 5): KernelSnapshot[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, at) => canonicalSnapshot(syntheticSnapshot(random, `debian/${at}`)));
}

const open = (bytes: Uint8Array): Store => openStore(bytesSource(bytes));
const quick = { quality: 1 };

/** Everything a kernel answers for the names of a snapshot, and for names near them. */
function answers(kernel: Kernel, names: ReadonlySet<string>): unknown {
  return {
    identity: kernel.identity,
    notes: kernel.notes,
    complete: (['functions', 'types', 'data', 'config', 'modules'] as const).map((topic) => kernel.complete(topic)),
    functionNames: kernel.functionNames(),
    tracepointNames: kernel.tracepointNames(),
    rawTracepointNames: kernel.rawTracepointNames(),
    modules: kernel.modules(),
    names: [...names].map((name) => ({
      name,
      func: kernel.func(name),
      clones: kernel.clones(name),
      structs: [kernel.structs('struct', name), kernel.structs('union', name)],
      enums: kernel.enums(name),
      typedefs: kernel.typedefs(name),
      enumValues: kernel.enumValues(name),
      rawTracepoint: kernel.rawTracepoint(name),
      syscall: kernel.syscall(name),
      data: kernel.data(name),
      config: kernel.config(name),
    })),
    tracepoints: [...names].slice(0, 60).flatMap((a) => [...names].slice(0, 60).map((b) => kernel.tracepoint(a, b))),
  };
}

function namesOf(snapshots: readonly KernelSnapshot[]): Set<string> {
  const names = new Set<string>(['no_such_name', 'zzz']);
  for (const snapshot of snapshots) {
    const { functions, structs, enums, typedefs, tracepoints, rawTracepoints, syscalls, data } = snapshot;
    for (const { system, name } of tracepoints) names.add(system).add(name);
    for (const { values } of enums) for (const { name } of values) names.add(name);
    for (const list of [functions, structs, enums, typedefs, rawTracepoints, syscalls, data]) {
      for (const { name } of list) names.add(name);
    }
    for (const name of Object.keys(snapshot.config)) names.add(name);
  }
  return names;
}

describe('a signature store', () => {
  it.each([1, 2, 3, 4, 5, 6])('answers as the snapshots do (seed %i)', (seed) => {
    const snapshots = kernelsOf(seed);
    const store = open(writeStore(snapshots, quick));
    const names = namesOf(snapshots);
    for (const snapshot of snapshots) {
      const kernel = store.kernel(snapshot.identity.id);
      expect(kernel && answers(kernel, names)).toEqual(answers(snapshotKernel(snapshot), names));
    }
  });

  it.each([7, 8, 9])('gives every snapshot back (seed %i)', (seed) => {
    const snapshots = kernelsOf(seed);
    const store = open(writeStore(snapshots, quick));
    for (const snapshot of snapshots) expect(storeSnapshot(store, snapshot.identity.id)).toStrictEqual(snapshot);
  });

  it('has the same bytes whatever the order of the kernels', () => {
    const snapshots = kernelsOf(10);
    const bytes = writeStore(snapshots);
    expect(Buffer.compare(bytes, writeStore([...snapshots].reverse()))).toBe(0);
  });

  it('takes kernels over from another store as if from their snapshots', () => {
    const snapshots = kernelsOf(11);
    const whole = open(writeStore(snapshots, quick));
    const [first, ...rest] = snapshots;
    const writer = storeWriter(quick);
    writer.addStore(whole, new Set(rest.map(({ identity }) => identity.id)));
    expect(Buffer.compare(writer.finish(), writeStore(rest, quick))).toBe(0);
    const again = storeWriter(quick);
    again.addStore(open(writeStore(rest, quick)));
    if (first) again.add(first);
    expect(Buffer.compare(again.finish(), writeStore(snapshots, quick))).toBe(0);
  });
});
