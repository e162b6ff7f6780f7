import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@tracefit/testing';
import { syntheticSnapshot } from '../../test/synthetic-snapshot';
import { mergeStores } from '../store/merge-stores';
import { writeStore } from '../store/store-writer';
import { openStoreFile, writeStoreFile } from './store-file';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tracefit-store-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const store = (...ids: string[]): Uint8Array =>
  writeStore(
    ids.map((id, seed) => syntheticSnapshot(seededRandom(seed), id)),
    { quality: 1 },
  );

const idsOf = (path: string): string[] => {
  const opened = openStoreFile(path);
  opened.close();
  return opened.kernels.map(({ id }) => id);
};

describe('a store on disk', () => {
  it('is read as it was written', () => {
    const path = join(folder, 'kernels.tfs');
    writeStoreFile(path, store('debian/6.1.0-56-amd64'));
    const opened = openStoreFile(path);
    expect(opened.kernel('debian/6.1.0-56-amd64')?.functionNames().length).toBeGreaterThan(0);
    opened.close();
    opened.close();
  });

  it('is replaced in one step: who has the old one open goes on reading it', () => {
    const path = join(folder, 'kernels.tfs');
    writeStoreFile(path, store('debian/6.1.0-50-amd64'));
    const opened = openStoreFile(path);
    writeStoreFile(path, store('debian/6.1.0-56-amd64'));
    expect(opened.kernel('debian/6.1.0-50-amd64')?.functionNames().length).toBeGreaterThan(0);
    expect(idsOf(path)).toEqual(['debian/6.1.0-56-amd64']);
    opened.close();
  });

  it('leaves nothing behind where it cannot be written', () => {
    const path = join(folder, 'kernels.tfs');
    mkdirSync(join(path, 'in-the-way'), { recursive: true });
    expect(() => {
      writeStoreFile(path, store('debian/6.1.0-56-amd64'));
    }).toThrow();
    expect(readdirSync(folder)).toEqual(['kernels.tfs']);
    expect(() => {
      writeStoreFile(join(folder, 'missing', 'kernels.tfs'), store('debian/6.1.0-56-amd64'));
    }).toThrow('ENOENT');
  });

  it('that is damaged is refused with its path', () => {
    const path = join(folder, 'kernels.tfs');
    writeFileSync(path, store('debian/6.1.0-56-amd64').subarray(0, -1));
    expect(() => openStoreFile(path)).toThrow(path);
  });
});

describe('merged stores', () => {
  it('have the kernels of all, and of two with one id the later', () => {
    const bundled = join(folder, 'bundled.tfs');
    const own = join(folder, 'own.tfs');
    writeStoreFile(bundled, store('debian/6.1.0-50-amd64', 'debian/6.1.0-56-amd64'));
    writeStoreFile(own, store('debian/6.1.0-56-amd64', 'own/7.4.0-rc2'));
    const opened = openStoreFile(own);
    const merged = mergeStores([openStoreFile(bundled), opened]);
    expect(merged.kernels.map(({ id }) => id).sort()).toEqual([
      'debian/6.1.0-50-amd64',
      'debian/6.1.0-56-amd64',
      'own/7.4.0-rc2',
    ]);
    expect(merged.kernel('debian/6.1.0-56-amd64')).toBe(opened.kernel('debian/6.1.0-56-amd64'));
    expect(merged.kernel('debian/6.1.0-57-amd64')).toBeUndefined();
    merged.close();
  });
});
