import { isDeepStrictEqual } from 'node:util';
import { FormatError } from '@tracefit/btf';
import type { KernelSnapshot } from '@tracefit/model';
import { damage, seededRandom } from '@tracefit/testing';
import { syntheticSnapshot } from '../../test/synthetic-snapshot';
import { readBlockIndex, writeBlockIndex } from './block-index';
import { readDirectory, writeDirectory } from './directory';
import { readNames, writeNames } from './names-frame';
import { bytesSource } from './page-source';
import { readSetPages, writeSetPages } from './set-pages';
import { openStore } from './store';
import { canonicalSnapshot, storeSnapshot } from './store-snapshot';
import { writeStore } from './store-writer';
import type { Topic } from './topic';
import { functions, structs } from './topics';
import { ValuesReader, ValuesWriter } from './values-frame';
import { verifyStore } from './verify-store';

/** A kernel with few things, so that thousands of stores of it can be read. */
function smallSnapshot(seed: number): KernelSnapshot {
  const whole = syntheticSnapshot(seededRandom(seed), `debian/${seed}`);
  const some = <T>(items: readonly T[]): readonly T[] => items.slice(0, 6);
  return canonicalSnapshot({
    ...whole,
    functions: some(whole.functions),
    callers: some(whole.callers),
    structs: some(whole.structs),
    enums: some(whole.enums),
    typedefs: some(whole.typedefs),
    tracepoints: some(whole.tracepoints),
    rawTracepoints: some(whole.rawTracepoints),
    syscalls: some(whole.syscalls),
    data: some(whole.data),
  });
}

/** What goes wrong with damaged bytes: anything but a FormatError, and a value that differs from what was written. */
function wrongOf(seeds: number, bytes: Uint8Array, read: (damaged: Uint8Array) => boolean): unknown[] {
  const wrong: unknown[] = [];
  for (let seed = 0; seed < seeds; seed++) {
    try {
      if (!read(damage(bytes, seed))) wrong.push({ seed, problem: 'a wrong answer' });
    } catch (error) {
      if (!(error instanceof FormatError)) wrong.push({ seed, error });
    }
  }
  return wrong;
}

describe('a damaged store', () => {
  const snapshots = [smallSnapshot(1), smallSnapshot(2)];
  const bytes = writeStore(snapshots, { quality: 1 });
  const isWhole = (store: Uint8Array): boolean => {
    const opened = openStore(bytesSource(store));
    verifyStore(opened);
    return snapshots.every((snapshot) => isDeepStrictEqual(storeSnapshot(opened, snapshot.identity.id), snapshot));
  };

  it('is refused or answers as the whole one does', () => {
    expect(isWhole(bytes)).toBe(true);
    expect(wrongOf(3000, bytes, isWhole)).toEqual([]);
  });

  it('is refused at every length', () => {
    const lengths = Array.from({ length: bytes.length }, (_, length) => length);
    const accepted = lengths.filter((length) => {
      try {
        openStore(bytesSource(bytes.subarray(0, length)));
        return true;
      } catch (error) {
        return !(error instanceof FormatError);
      }
    });
    expect(accepted).toEqual([]);
  });

  it('is refused wherever a bit of it is turned', () => {
    const random = seededRandom(3);
    const accepted = Array.from({ length: 1500 }, () => random(bytes.length * 8)).filter((bit) => {
      const turned = Uint8Array.from(bytes);
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      try {
        isWhole(turned);
        return true;
      } catch (error) {
        return !(error instanceof FormatError);
      }
    });
    expect(accepted).toEqual([]);
  });

  it('says what is wrong, and where', () => {
    const turned = Uint8Array.from(bytes, (byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte));
    const store = openStore(bytesSource(turned, 'kernel-signatures/kernels.tfs'));
    expect(() => {
      verifyStore(store);
    }).toThrow(
      /^the signature store is damaged: the index of [a-z ]+ has a wrong checksum in kernel-signatures\/kernels\.tfs/,
    );
  });
});

// With a right checksum on them, the parts themselves may hold anything.
describe('a hostile part of a store', () => {
  const snapshot = smallSnapshot(4);
  const any = (read: (bytes: Uint8Array) => unknown) => (bytes: Uint8Array) => {
    read(bytes);
    return true;
  };

  it('of names gives names or a FormatError', () => {
    const bytes = writeNames({ names: snapshot.functions.map(({ name }) => name), sets: [0, 1, 2, 3, 4, 5] });
    expect(
      wrongOf(
        2000,
        bytes,
        any((part) => readNames(part, 0)),
      ),
    ).toEqual([]);
  });

  it('of values gives values or a FormatError', () => {
    const functionValues = new ValuesWriter(functions);
    for (const item of snapshot.functions) functionValues.add([{ set: 0, items: [item] }]);
    const structValues = new ValuesWriter(structs);
    for (const item of snapshot.structs) structValues.add([{ set: 1, items: [item, item] }]);
    const readAll = (topic: Topic<unknown>) => (part: Uint8Array) => {
      const values = new ValuesReader(topic, part, 0);
      for (let at = 0; at < 6; at++) values.record(at, 'vfs_read', 0);
      return true;
    };
    expect(wrongOf(3000, functionValues.done(), readAll(functions as Topic<unknown>))).toEqual([]);
    expect(wrongOf(3000, structValues.done(), readAll(structs as Topic<unknown>))).toEqual([]);
  });

  it('of an index, a directory and sets gives a value or a FormatError', () => {
    const index = writeBlockIndex(['vfs_read', 'vfs_unlink'], [10, 20, 30, 40]);
    expect(
      wrongOf(
        1000,
        index,
        any((part) => readBlockIndex(part, 0, 100)),
      ),
    ).toEqual([]);
    const { identity, complete, notes } = snapshot;
    const topics = [{ name: 'functions', shape: functions.shape, names: 2, index: 3, blocks: 4 }];
    const directory = writeDirectory({ kernels: [{ identity, complete, notes }], sets: 1, setPages: [9], topics });
    expect(
      wrongOf(
        1000,
        directory,
        any((part) => readDirectory(part, 0)),
      ),
    ).toEqual([]);
    const [page = new Uint8Array()] = writeSetPages([0n, 5n], 3);
    const sets = readSetPages(bytesSource(page), [{ offset: 0, length: page.length }], { sets: 2, kernels: 3 });
    expect(() => sets.has(1, 0)).toThrow(FormatError);
    expect(() => sets.has(2, 0)).toThrow(FormatError);
  });
});
