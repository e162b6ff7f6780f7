import { snapshotKernel, type Kernel, type KernelSnapshot, type ModuleType } from '@tracefit/model';
import { seededRandom } from '@tracefit/testing';
import { syntheticSnapshot } from '../../test/synthetic-snapshot';
import { bytesSource } from './page-source';
import { openStore, type Store } from './store';
import { canonicalSnapshot, storeSnapshot } from './store-snapshot';
import { storeWriter, writeStore } from './store-writer';

function kernelsOf(seed: number, count = 4): KernelSnapshot[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, at) =>
    canonicalSnapshot(withLaterFacts(syntheticSnapshot(random, `debian/${at}`))),
  );
}

/**
 * Facts that came later than the store of the compatibility test: every third struct and enum is of the first modules, the types
 * of the others were left out, and there are kfuncs.
 */
function withLaterFacts(snapshot: KernelSnapshot): KernelSnapshot {
  const modules = [...snapshot.modules].sort().slice(0, 2);
  const types: readonly ModuleType[] = [
    ...snapshot.structs.map(({ kind, name }) => ({ kind, name, modules })),
    ...snapshot.enums.map(({ name }) => ({ kind: 'enum' as const, name, modules })),
  ];
  const moduleTypes = [...new Map(types.map((type) => [`${type.kind} ${type.name}`, type])).values()];
  return {
    ...snapshot,
    untypedModules: snapshot.modules.filter((name) => !modules.includes(name)),
    moduleTypes: moduleTypes.filter((_, at) => at % 3 === 0),
    kfuncs: modules.flatMap((module) => [{ name: `bpf_${module}` }, { name: `${module}_kfunc`, module }]),
  };
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
    untypedModules: kernel.untypedModules(),
    names: [...names].map((name) => ({
      name,
      func: kernel.func(name),
      clones: kernel.clones(name),
      callers: kernel.callers(name),
      callees: kernel.callees(name),
      structs: [kernel.structs('struct', name), kernel.structs('union', name)],
      enums: kernel.enums(name),
      typedefs: kernel.typedefs(name),
      enumValues: kernel.enumValues(name),
      rawTracepoint: kernel.rawTracepoint(name),
      syscall: kernel.syscall(name),
      data: kernel.data(name),
      config: kernel.config(name),
      kfunc: kernel.kfunc(name),
      typeModules: [kernel.typeModules('struct', name), kernel.typeModules('enum', name)],
    })),
    tracepoints: [...names].slice(0, 30).flatMap((a) => [...names].slice(0, 30).map((b) => kernel.tracepoint(a, b))),
  };
}

function namesOf(snapshots: readonly KernelSnapshot[]): Set<string> {
  const names = new Set<string>(['no_such_name', 'zzz']);
  for (const snapshot of snapshots) {
    const { functions, callers, structs, enums, typedefs, tracepoints, rawTracepoints, syscalls, data } = snapshot;
    for (const { system, name } of tracepoints) names.add(system).add(name);
    for (const one of callers) for (const { name } of one.callers) names.add(name);
    for (const { values } of enums) for (const { name } of values) names.add(name);
    for (const list of [functions, callers, structs, enums, typedefs, rawTracepoints, syscalls, data]) {
      for (const { name } of list) names.add(name);
    }
    for (const name of Object.keys(snapshot.config)) names.add(name);
    for (const { name } of snapshot.kfuncs ?? []) names.add(name);
  }
  return names;
}

describe('a signature store', () => {
  it.each([1, 2, 3])('answers as the snapshots do (seed %i)', (seed) => {
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

  it('gives neighbours the same objects where they are alike', () => {
    const [snapshot] = kernelsOf(16);
    const twin = snapshot && { ...snapshot, identity: { ...snapshot.identity, id: 'debian/twin' } };
    const store = open(writeStore(snapshot && twin ? [snapshot, twin] : [], quick));
    const [one, other] = store.kernels.map(({ id }) => store.kernel(id));
    const different = (snapshot?.functions ?? []).filter(({ name }) => one?.func(name) !== other?.func(name));
    expect(snapshot?.functions.length).toBeGreaterThan(20);
    expect(different).toEqual([]);
  });

  it('reads one block for a look-up on all kernels', () => {
    const snapshots = kernelsOf(13);
    const source = bytesSource(writeStore(snapshots, quick));
    const reads: number[] = [];
    const store = openStore({
      ...source,
      read(offset, length) {
        reads.push(length);
        return source.read(offset, length);
      },
    });
    const opening = reads.length;
    const name = snapshots[0]?.functions[0]?.name ?? '';
    for (const { id } of store.kernels) store.kernel(id)?.func(name);
    // The index, the names and the values of a block, a page of sets.
    expect([opening, reads.length - opening]).toEqual([2, 4]);
  });

  it('lists names by their beginning', () => {
    const snapshots = kernelsOf(14);
    const store = open(writeStore(snapshots, quick));
    for (const snapshot of snapshots) {
      const expected = snapshotKernel(snapshot);
      const kernel = store.kernel(snapshot.identity.id);
      for (const prefix of ['', 'vfs_read', 'vfs_read.', 'z', '\ud7ff', 'tcp_sendmsg_1', '😀']) {
        expect(kernel?.functionNames(prefix)).toEqual(expected.functionNames(prefix));
        expect(kernel?.tracepointNames(prefix)).toEqual(expected.tracepointNames(prefix));
        expect(kernel?.rawTracepointNames(prefix)).toEqual(expected.rawTracepointNames(prefix));
      }
    }
  });

  it('may be empty', () => {
    const store = open(writeStore([]));
    expect([store.kernels, store.kernel('debian/6.1.0-56-amd64')]).toEqual([[], undefined]);
  });

  it('has its kernels oldest version first', () => {
    const [base] = kernelsOf(15, 1);
    const versions = ['6.12.9', '6.9.1', '6.12.10', '6.12-rc3', '6.12'];
    const snapshots = versions.flatMap((version) =>
      base ? [{ ...base, identity: { ...base.identity, id: version, version, release: version } }] : [],
    );
    expect(open(writeStore(snapshots, quick)).kernels.map(({ id }) => id)).toEqual([
      '6.9.1',
      '6.12-rc3',
      '6.12',
      '6.12.9',
      '6.12.10',
    ]);
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
