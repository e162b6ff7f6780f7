import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sourceFile, wrongSpans } from '@tracefit/testing';
import { systemtap } from '.';

const examples = '/usr/share/systemtap/examples';
const tapset = '/usr/share/systemtap/tapset';

/** The scripts of a Debian package, which has to be installed. */
function scriptsIn(folder: string): readonly string[] {
  if (!existsSync(folder)) throw new Error(`install systemtap-doc and systemtap-common, there is no ${folder}`);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.stp'))
    .map((path) => join(folder, path));
}

function read(path: string) {
  const text = readFileSync(path, 'utf8');
  return { text, trace: systemtap.parse(sourceFile(path, text)) };
}

/** A template with `X.Y.Z` and `{...}` in it, which `stap -p1` refuses at the same place. */
const noScript = /security-bandaid-template\.stp$/;

describe('of systemtap-doc', () => {
  test('every example is read without a problem', () => {
    const paths = scriptsIn(examples);
    expect(paths.length).toBeGreaterThan(150);
    const problems = paths
      .filter((path) => !noScript.test(path))
      .flatMap((path) => read(path).trace.problems.map(({ message, span }) => `${path}:${span.line} ${message}`));
    expect(problems).toEqual([]);
  });

  test('every line of the examples that begins with `probe` gives a probe, unless a macro or condition holds it', () => {
    const missed = scriptsIn(examples).flatMap((path) => {
      const { text, trace } = read(path);
      expect(wrongSpans(trace)).toEqual([]);
      const code = text.replace(/%\{[^]*?%\}|\/\*[^]*?\*\//g, (part) => part.replace(/[^\n]/g, ' '));
      const lines = code
        .split('\n')
        .flatMap((line, index) => (/^probe\b(?![^{]*[^=!<>+]=[^=])/.test(line) ? [index + 1] : []));
      // The points of a probe may begin on the next line.
      const found = new Set(trace.probes.flatMap(({ span }) => [span.line, span.line - 1]));
      return lines.filter((line) => !found.has(line)).map((line) => `${path}:${line}`);
    });
    expect(missed).toEqual([]);
  });
});

describe('of systemtap-common', () => {
  test('every tapset is read without a problem', () => {
    const paths = scriptsIn(tapset);
    expect(paths.length).toBeGreaterThan(400);
    const problems = paths.flatMap((path) =>
      read(path).trace.problems.map(({ message, span }) => `${path}:${span.line} ${message}`),
    );
    expect(problems).toEqual([]);
  });
});
