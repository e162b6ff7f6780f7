import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expectGolden } from '@tracefit/testing';
import { buildSync } from 'esbuild';

const reporters = join(__dirname, '..');

/** A file of the page with all it imports, as small as it gets, safe between the tags of HTML. */
function bundled(entry: string): string {
  const { outputFiles } = buildSync({
    absWorkingDir: reporters,
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2022',
    conditions: ['@tracefit/source'],
    charset: 'utf8',
  });
  return outputFiles[0]?.text.trim() ?? '';
}

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** A module with texts of the page as constants, each with its hash. */
function constants(texts: Readonly<Record<string, string>>): string {
  const lines = Object.entries(texts).flatMap(([name, text]) =>
    [
      [name, text],
      [`${name}Hash`, hash(text)],
    ].map(([constant, value]) => `export const ${constant} =\n  ${JSON.stringify(value)};\n`),
  );
  return ['// Made of packages/reporters/page by `npm run page`.\n', ...lines].join('\n');
}

describe('the scripts and the style of the HTML pages', () => {
  const script = bundled('page/main.ts');
  const diffScript = bundled('page/diff/main.ts');
  const style = bundled('page/page.css');

  it('end no tag and ask for nothing', () => {
    for (const text of [script, diffScript, style]) {
      expect(text).not.toMatch(/<\/(script|style)|<!--|@import|url\(|https?:|fetch\(|innerHTML|insertAdjacentHTML/i);
    }
  });

  it('are what the reporters have', () => {
    expectGolden(join(reporters, 'src/page-style.ts'), constants({ pageStyle: style }));
    expectGolden(join(reporters, 'src/reporters/html/page-text.ts'), constants({ pageScript: script }));
    expectGolden(join(reporters, 'src/diff/reporters/html/page-text.ts'), constants({ diffPageScript: diffScript }));
  });
});
