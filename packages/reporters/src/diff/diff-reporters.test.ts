import { join } from 'node:path';
import { expectGolden } from '@tracefit/testing';
import { hostile, same, upgrade, upgradeOfScripts } from '../../test/diffs/upgrade';
import { pageStyle, pageStyleHash } from '../page-style';
import { plainStyle } from '../reporter';
import { diffReporters } from './registry';
import { diffPageScript, diffPageScriptHash } from './reporters/html/page-text';

const endings: Readonly<Record<string, string>> = {
  text: 'txt',
  json: 'json',
  sarif: 'sarif',
  junit: 'xml',
  github: 'github.txt',
  gitlab: 'gitlab.json',
  markdown: 'md',
  html: 'html',
};

const style = plainStyle;

/** A page without the script and the style, which are the same in each. */
function withoutText(page: string): string {
  return page
    .replace(diffPageScript, '')
    .replace(pageStyle, '')
    .replace(diffPageScriptHash, 'HASH')
    .replace(pageStyleHash, 'HASH');
}

describe.each(diffReporters)('the difference of two kernels as $id', ({ id, render }) => {
  it.each([
    ['upgrade', upgrade, false],
    ['upgrade-details', upgrade, true],
    ['upgrade-of-scripts', upgradeOfScripts, true],
    ['same', same, false],
  ] as const)('is the golden one for %s', (name, diff, details) => {
    const text = withoutText([...render(diff, { details, style })].join(''));
    expectGolden(join(__dirname, 'reporters', id, 'fixtures', `${name}.${endings[id] ?? 'txt'}`), text);
  });

  it('steers nothing it is shown on', () => {
    const text = [...render(hostile, { details: true, style })].join('');
    // eslint-disable-next-line no-control-regex -- these are what is looked for
    expect(text).not.toMatch(/[\u001b\u202e]/);
    expect(text).not.toContain('\n::error::%0A');
  });
});

describe('the page of a difference', () => {
  it('ends no tag of its own where a kernel has names that would', () => {
    const page = [
      ...(diffReporters.find(({ id }) => id === 'html')?.render(hostile, { details: true, style }) ?? []),
    ].join('');
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page).not.toContain('<img');
    expect(page).toContain("default-src 'none'");
  });
});
