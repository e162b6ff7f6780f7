import {
  snapshotKernel,
  type Kernel,
  type KernelDifferences,
  type KernelFunction,
  type NameDifference,
  type StructDef,
} from '@tracefit/model';
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

/** Both sides of a function, whose parts are read one by one. */
function parts(func: KernelFunction | undefined): unknown {
  return func && { protos: func.protos, symbols: func.symbols };
}

/** All differences as plain values, which are read when they are asked for; without functions of which only the second of a name differs. */
function plain({ functions, ...others }: KernelDifferences): unknown {
  const named = Object.entries<Iterable<NameDifference<unknown>>>(others).map(([topic, found]) => [
    topic,
    Array.from(found, ({ name, change, before, after }) => ({
      name,
      change,
      before: copy(before),
      after: copy(after),
    })),
  ]);
  return {
    ...Object.fromEntries(named),
    functions: Array.from(functions, ({ name, change, before, after, sameProtos, sameSymbols }) => ({
      name,
      change,
      before: parts(before),
      after: parts(after),
      sameProtos,
      sameSymbols,
    })).filter(({ change, sameProtos, sameSymbols }) => change !== 'changed' || !sameProtos || !sameSymbols),
  };
}

/** Of a struct, whose members are read when they are asked for, all of it. */
function copy(thing: unknown): unknown {
  return isStruct(thing) ? { kind: thing.kind, name: thing.name, size: thing.size, members: thing.members } : thing;
}

function isStruct(thing: unknown): thing is StructDef {
  return typeof thing === 'object' && thing !== null && 'members' in thing;
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
      expect(parts(before)).toEqual(parts(one?.functions.find((func) => func.name === name)));
      expect(parts(after)).toEqual(parts(three?.functions.find((func) => func.name === name)));
    }
  });

  it('says which parts of a function are the same', () => {
    for (const { before, after, sameProtos, sameSymbols } of kernelDifferences(stored(1), stored(3), none).functions) {
      expect(sameProtos).toBe(JSON.stringify(before?.protos) === JSON.stringify(after?.protos));
      expect(sameSymbols).toBe(JSON.stringify(before?.symbols) === JSON.stringify(after?.symbols));
    }
    expect.hasAssertions();
  });

  it('can be gone through more than once', () => {
    const differences = kernelDifferences(stored(1), stored(3), none);
    expect(plain(differences)).toEqual(plain(differences));
  });

  it('is nothing of a kernel and itself', () => {
    const found = Object.values<Iterable<unknown>>({ ...kernelDifferences(stored(2), stored(2), none) });
    expect(found.flatMap((each) => [...each])).toEqual([]);
  });

  it('says of each function whether others are named after it', () => {
    for (const { name, mayHaveClones } of kernelDifferences(stored(1), stored(3), none).functions) {
      const clones = [stored(1), stored(3)].flatMap((kernel) => kernel.clones(name));
      expect(mayHaveClones || clones.length === 0).toBe(true);
    }
    expect.hasAssertions();
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
