import { join } from 'node:path';
import type { Report } from '@tracefit/model';
import { expectGolden } from '@tracefit/testing';
import { empty, emptySources } from '../../../test/reports/empty';
import { everything, everythingSources } from '../../../test/reports/everything';
import { oneFinding, oneFindingSources } from '../../../test/reports/one-finding';
import { pageStyle, pageStyleHash } from '../../page-style';
import { plainStyle } from '../../reporter';
import { html } from '.';
import { pageScript, pageScriptHash } from './page-text';

const sources: Readonly<Record<string, string>> = { ...emptySources, ...everythingSources, ...oneFindingSources };
const rule = (id: string) => ({
  title: `What ${id} says`,
  severity: 'error' as const,
  help: 'What to do.',
  page: `# ${id}\n`,
});
const options = { style: plainStyle, width: 100, source: (path: string) => sources[path], rule };

/** The page without the script and the style, which are the same in each, and its data laid out. */
function withoutText(page: string): string {
  return page
    .replace(pageScript, '')
    .replace(pageStyle, '')
    .replace(pageScriptHash, 'HASH')
    .replace(pageStyleHash, 'HASH')
    .replace(
      /(<script type="application\/json" id="report">)(.*)(<\/script>)/,
      (_, open: string, data: string, close: string) => {
        return `${open}\n${JSON.stringify(JSON.parse(data), undefined, 2)}\n${close}`;
      },
    );
}

describe('the html report', () => {
  it.each([
    ['empty', empty],
    ['one-finding', oneFinding],
    ['everything', everything],
  ] as const)('of %s is the golden one', (name, report) => {
    expectGolden(join(__dirname, 'fixtures', `${name}.html`), withoutText(html.render(report, options)));
  });

  it('ends no tag of its own where a script has names that would', () => {
    const hostile = '</script><script>alert(1)</script><img src=x onerror=alert(1)>';
    const said = JSON.stringify(oneFinding).replaceAll('vfs_unlink', hostile).replaceAll('tools/', `${hostile}/`);
    const page = html.render(JSON.parse(said) as Report, { ...options, source: () => hostile });
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page).not.toContain('<img');
  });

  it('asks the network for nothing', () => {
    expect(html.render(everything, options)).not.toMatch(/\b(src|href)="(?!data:,")/);
    expect(html.render(everything, options)).toContain("default-src 'none'");
  });
});
