import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { traceFormats, type NestedReader, type SourceFile, type TraceFormat } from '@tracefit/trace';
import { damage } from './damage';
import { expectGolden } from './golden';
import { printTrace } from './print-trace';
import { sourceFile } from './source-file';
import { wrongSpans } from './wrong-spans';

/** How many damaged versions of each fixture are read. */
const damagedVersions = 150;

/** Longest time one damaged fixture may take, in ms; generous, for a busy machine. */
const patience = 10_000;

/**
 * Tests a trace format on its fixtures: `fixtures/<case>/{input.*,expected.txt}` in `folder`, which is the format's own
 * (`__dirname`). Every case is read, its places are checked, and it must print as `expected.txt`; then it is damaged in
 * many ways, and must still be read without an exception and without a long wait.
 */
export function testTraceFormat(format: TraceFormat, folder: string): void {
  const root = join(folder, 'fixtures');
  const cases = findCases(root).map((path) => ({ name: relative(root, path), path, file: readInput(path) }));

  describe(`the format ${format.id}`, () => {
    test('has fixtures', () => {
      expect(cases.length).toBeGreaterThan(0);
    });

    test.each(cases)('reads $name', ({ path, file }) => {
      const trace = format.parse(file, readNested);
      expect(trace.format).toBe(format.id);
      expect(trace.path).toBe(file.path);
      expect(wrongSpans(trace)).toEqual([]);
      expectGolden(join(path, 'expected.txt'), printTrace(trace));
    });

    test.each(cases)('survives damage to $name', ({ file }) => {
      for (let seed = 0; seed < damagedVersions; seed++) {
        expect(wrongWithDamaged(format, file, seed)).toEqual([]);
      }
    });
  });
}

/** Reads a definition inside of another as its own format does. */
const readNested: NestedReader = (file, lang) =>
  formatOf(lang).parse(file, (inner, innerLang) => formatOf(innerLang).parse(inner));

function formatOf(lang: string): TraceFormat {
  const format = traceFormats.find(({ id }) => id === lang);
  if (!format) throw new Error(`there is no format ${lang}`);
  return format;
}

/** What is wrong with the way a format reads a damaged file: nothing may throw, take long, or point outside the text. */
function wrongWithDamaged(format: TraceFormat, file: SourceFile, seed: number): readonly string[] {
  const damaged = sourceFile(file.path, damage(file.text, seed));
  const begin = performance.now();
  try {
    format.detect(damaged);
    const wrong = wrongSpans(format.parse(damaged, readNested));
    const took = performance.now() - begin;
    const slow = took > patience ? [`took ${Math.round(took)} ms`] : [];
    return [...wrong, ...slow].map((sentence) => `seed ${seed}: ${sentence}`);
  } catch (error) {
    return [`seed ${seed}: threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
  }
}

/** The folders below `root` that hold an input, in order. */
function findCases(root: string): readonly string[] {
  const entries = readdirSync(root, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.startsWith('input.'))
    .map((entry) => entry.parentPath)
    .sort();
}

function readInput(path: string): SourceFile {
  const name = readdirSync(path).find((entry) => entry.startsWith('input.')) ?? '';
  const bytes = readFileSync(join(path, name));
  return { path: name, bytes, text: new TextDecoder().decode(bytes) };
}
