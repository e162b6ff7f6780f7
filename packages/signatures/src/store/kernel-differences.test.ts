import { snapshotKernel, type Kernel } from '@tracefit/model';
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

function none(): never {
  throw new Error('kernels of one store need no snapshot');
}

describe('what two kernels do not have alike', () => {
  it('is each name that has other things of it, and no other', () => {
    const [one, , three] = snapshots;
    const names = [...new Set([one, three].flatMap((snapshot) => snapshot?.functions.map(({ name }) => name) ?? []))];
    const text = (kernel: Kernel, name: string) => JSON.stringify(kernel.func(name));
    const different = names.filter((name) => text(stored(1), name) !== text(stored(3), name)).sort();
    const { functions } = kernelDifferences(stored(1), stored(3), none);
    expect(functions.map(({ name }) => name)).toEqual(different);
    expect(different.length).toBeGreaterThan(0);
    for (const { name, before, after } of functions) {
      expect([before.at(-1), after.at(-1)]).toEqual([stored(1).func(name), stored(3).func(name)]);
    }
  });

  it('is nothing of a kernel and itself', () => {
    expect(Object.values(kernelDifferences(stored(2), stored(2), none)).flat()).toEqual([]);
  });

  it('is the same for a kernel that is in no store', () => {
    const [one] = snapshots;
    if (!one) throw new Error('there are three');
    const outside = snapshotKernel(one);
    expect(kernelDifferences(outside, stored(3), () => one)).toEqual(kernelDifferences(stored(1), stored(3), none));
  });
});
