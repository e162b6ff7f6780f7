import { snapshotKernel, type Kernel, type KernelDifferences } from '@tracefit/model';
import { seededRandom } from '@tracefit/testing';
import { syntheticSnapshot } from '../../test/synthetic-snapshot';
import { kernelDifferences } from './kernel-differences';
import { bytesSource } from './page-source';
import { openStore } from './store';
import { writeStore } from './store-writer';

const snapshots = [1, 2, 3].map((seed) => syntheticSnapshot(seededRandom(seed), `debian/6.1.0-${seed}-amd64`));
const store = openStore(bytesSource(writeStore(snapshots)));

function stored(number: number): Kernel {
  const kernel = store.kernel(`debian/6.1.0-${number}-amd64`);
  if (!kernel) throw new Error('it was stored');
  return kernel;
}

/** All differences as plain values, which are read one by one otherwise. */
function plain(differences: KernelDifferences): unknown {
  const functions = Array.from(differences.functions, ({ name, before, after, ...same }) => ({
    name,
    before: before.map(({ protos, symbols }) => ({ protos, symbols })),
    after: after.map(({ protos, symbols }) => ({ protos, symbols })),
    ...same,
  }));
  const others = Object.entries<Iterable<unknown>>({ ...differences, functions: [] });
  return { ...Object.fromEntries(others.map(([topic, found]) => [topic, [...found]])), functions };
}

function none(): never {
  throw new Error('kernels of one store need no snapshot');
}

describe('what two kernels do not have alike', () => {
  it('is each name that has other things of it, and no other', () => {
    const [one, , three] = snapshots;
    const names = [...new Set([one, three].flatMap((snapshot) => snapshot?.functions.map(({ name }) => name) ?? []))];
    const text = (kernel: Kernel, name: string) => JSON.stringify(kernel.func(name));
    const different = names.filter((name) => text(stored(1), name) !== text(stored(3), name)).sort();
    const functions = [...kernelDifferences(stored(1), stored(3), none).functions];
    expect(functions.map(({ name }) => name)).toEqual(different);
    expect(different.length).toBeGreaterThan(0);
    for (const { name, before, after } of functions) {
      for (const [number, told] of [
        [1, before.at(-1)],
        [3, after.at(-1)],
      ] as const) {
        const { protos, symbols } = stored(number).func(name) ?? {};
        expect([told?.protos, told?.symbols]).toEqual([protos, symbols]);
      }
    }
  });

  it('says which parts of a function are the same', () => {
    for (const { before, after, sameProtos, sameSymbols } of kernelDifferences(stored(1), stored(3), none).functions) {
      expect(sameProtos).toBe(JSON.stringify(before[0]?.protos) === JSON.stringify(after[0]?.protos));
      expect(sameSymbols).toBe(JSON.stringify(before[0]?.symbols) === JSON.stringify(after[0]?.symbols));
    }
    expect.hasAssertions();
  });

  it('can be gone through more than once', () => {
    const { structs } = kernelDifferences(stored(1), stored(3), none);
    expect([...structs]).toEqual([...structs]);
  });

  it('is nothing of a kernel and itself', () => {
    const found = Object.values<Iterable<unknown>>({ ...kernelDifferences(stored(2), stored(2), none) });
    expect(found.flatMap((each) => [...each])).toEqual([]);
  });

  it('is the same for a kernel that is in no store', () => {
    const [one] = snapshots;
    if (!one) throw new Error('there are three');
    const outside = snapshotKernel(one);
    expect(plain(kernelDifferences(outside, stored(3), () => one))).toEqual(
      plain(kernelDifferences(stored(1), stored(3), none)),
    );
  });
});
