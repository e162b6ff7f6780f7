import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Fails unless the file at `path` holds exactly `text`. With `UPDATE_GOLDEN=1` in the environment the file is written
 * instead. A file that is not there fails too, so that a forgotten one is never a passing test.
 */
export function expectGolden(path: string, text: string): void {
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return;
  }
  let golden: string;
  try {
    golden = readFileSync(path, 'utf8');
  } catch {
    throw new Error(`there is no golden file, UPDATE_GOLDEN=1 writes it: ${path}`);
  }
  expect(text).toBe(golden);
}
