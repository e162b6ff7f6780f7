import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { FormatError } from '@tracefit/btf';
import { damage, expectGolden } from '@tracefit/testing';
import type { KernelFile, KernelSource } from '../src/kernel-source';
import { printPart } from './print-part';

const context = { progress: () => undefined, maxUnpacked: 1 << 24 };
const DAMAGED_VERSIONS = 300;

/**
 * Tests a source on its fixtures, `fixtures/<case>/{INPUT,expected.txt}` in its own folder (`__dirname`): INPUT keeps the name that
 * the file has on a real system. Cases below `fixtures/_bad` are refused with the sentence in `expected.txt`.
 */
export function testKernelSource(source: KernelSource, folder: string): void {
  const cases = findCases(path.join(folder, 'fixtures'));
  testSource(source, folder, cases);
}

/** The same for inputs that the test writes; the expected part is `fixtures/NAME.txt`. */
export function testWrittenSource(
  source: KernelSource,
  folder: string,
  files: Readonly<Record<string, KernelFile>>,
): void {
  const cases = Object.entries(files).map(([name, file]) => ({
    name,
    file,
    expected: path.join(folder, 'fixtures', `${name}.txt`),
  }));
  testSource(source, folder, cases);
}

interface Case {
  readonly name: string;
  readonly file: KernelFile;
  readonly expected: string;
}

function testSource(source: KernelSource, folder: string, cases: readonly Case[]): void {
  describe(`the source ${source.id}`, () => {
    test('is named after its folder, and its page says what it gives and when it is wrong', () => {
      expect(path.basename(folder)).toBe(source.id);
      const headings = readFileSync(path.join(folder, 'README.md'), 'utf8').match(/^#+ .*$/gm);
      expect(headings).toEqual([`# ${source.id}`, '## What it tells', '## Complete topics', '## When it is wrong']);
    });

    test('has fixtures', () => {
      expect(cases.length).toBeGreaterThan(0);
    });

    test.each(cases)('knows $name for its own', ({ file }) => {
      expect(source.detect(file)).toBe(true);
    });

    test.each(cases)('reads $name', async ({ file, expected }) => {
      expectGolden(expected, await outcome(source, file));
    });

    test.each(cases)('survives damage to $name', async ({ file }) => {
      for (let seed = 0; seed < DAMAGED_VERSIONS; seed++) {
        const damaged = { path: file.path, bytes: damage(file.bytes, seed) };
        source.detect(damaged);
        expect(typeof (await outcome(source, damaged))).toBe('string');
      }
    });

    test.each([0, 1, 2, 3, 15, 16])('does not take %i zero bytes for its own', (length) => {
      expect(source.detect({ path: 'zeros', bytes: new Uint8Array(length) })).toBe(false);
    });
  });
}

/** What is read in lines, or the sentence with which it is refused; anything else thrown is a failure. */
async function outcome(source: KernelSource, file: KernelFile): Promise<string> {
  try {
    return printPart(await source.read(file, context));
  } catch (error) {
    if (error instanceof FormatError) return `refused: ${error.message}\n`;
    throw error;
  }
}

function findCases(root: string): Case[] {
  const directories = readdirSync(root, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name !== 'expected.txt',
  );
  return directories.map((entry) => {
    const file = path.join(entry.parentPath, entry.name);
    const relative = path.relative(root, file);
    return {
      name: relative,
      file: { path: relative, bytes: Uint8Array.from(readFileSync(file)) },
      expected: path.join(entry.parentPath, 'expected.txt'),
    };
  });
}
