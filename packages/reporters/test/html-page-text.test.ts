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

describe('the script and the style of the HTML page', () => {
  const script = bundled('page/main.ts');
  const style = bundled('page/page.css');

  it('end no tag and ask for nothing', () => {
    for (const text of [script, style]) {
      expect(text).not.toMatch(/<\/(script|style)|<!--|@import|url\(|https?:|fetch\(|innerHTML|insertAdjacentHTML/i);
    }
  });

  it('are what the reporter has', () => {
    const constants = {
      pageScript: script,
      pageScriptHash: hash(script),
      pageStyle: style,
      pageStyleHash: hash(style),
    };
    const lines = Object.entries(constants).map(
      ([name, text]) => `export const ${name} =\n  ${JSON.stringify(text)};\n`,
    );
    const head = '// Made of packages/reporters/page by `npm run page`.\n';
    expectGolden(join(reporters, 'src/reporters/html/page-text.ts'), [head, ...lines].join('\n'));
  });
});
