import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectGolden } from './golden';

let folder: string;
let update: string | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'golden-'));
  update = process.env['UPDATE_GOLDEN'];
  delete process.env['UPDATE_GOLDEN'];
});

afterEach(() => {
  rmSync(folder, { recursive: true });
  if (update !== undefined) process.env['UPDATE_GOLDEN'] = update;
});

test('a missing golden file fails and is not written', () => {
  const path = join(folder, 'expected.txt');
  expect(() => {
    expectGolden(path, 'vfs_read');
  }).toThrow(/there is no golden file/);
  expect(() => readFileSync(path)).toThrow(/ENOENT/);
});

test('a golden file with other text fails and stays', () => {
  const path = join(folder, 'expected.txt');
  writeFileSync(path, 'vfs_read');
  expect(() => {
    expectGolden(path, 'vfs_write');
  }).toThrow(/vfs_write/);
  expect(readFileSync(path, 'utf8')).toBe('vfs_read');
});

test('UPDATE_GOLDEN=1 writes the file, its folder included', () => {
  const path = join(folder, 'fixtures', 'expected.txt');
  process.env['UPDATE_GOLDEN'] = '1';
  expectGolden(path, 'vfs_read');
  delete process.env['UPDATE_GOLDEN'];
  expectGolden(path, 'vfs_read');
  expect(readFileSync(path, 'utf8')).toBe('vfs_read');
});
