import type { Report } from '@tracefit/model';
import type { Page } from 'playwright-core';
import { plainStyle } from '../src/reporter';
import { html } from '../src/reporters/html';
import { openPage, type Opened } from './open-page';
import { everything, everythingSources } from './reports/everything';
import { large, largeSource } from './reports/large';
import { oneFinding, oneFindingSources } from './reports/one-finding';

function open(report: Report, source: (path: string) => string | undefined, hash?: string): Promise<Opened> {
  return openPage(html.render(report, { style: plainStyle, width: 100, source }), hash);
}

const openOne = (hash?: string) => open(oneFinding, (path) => oneFindingSources[path], hash);
const openEverything = () => open(everything, (path) => everythingSources[path]);

function focused(page: Page): Promise<string | null> {
  return page.evaluate('document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent');
}

describe('the HTML page in a browser', () => {
  it('folds kernels on which all fares alike, and shows what each cell is', async () => {
    const { page, trouble } = await openOne();
    expect(await page.locator('thead th').allTextContents()).toEqual(['Probe', '5.10', '6.1 .. 7.33 builds']);
    const cells = '[...document.querySelectorAll("td")].map((cell) => cell.getAttribute("aria-label"))';
    expect(await page.evaluate<string[]>(cells)).toEqual(['no difference seen on 5.10', 'breaks on 6.1 .. 7.3']);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it('unfolds a column by keyboard and folds it again', async () => {
    const { page } = await openOne();
    await page.locator('td').first().focus();
    for (const key of ['ArrowUp', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
    expect(await page.locator('thead th').allTextContents()).toEqual([
      'Probe',
      '5.10',
      '6.1.0-56-amd64',
      '6.12.117+deb13-amd64',
      '7.3.4+deb13-amd64',
    ]);
    expect(await focused(page)).toBe('6.1.0-56-amd64');
    await page.keyboard.press('Enter');
    expect(await page.locator('thead th').count()).toBe(3);
    expect(await focused(page)).toBe('6.1 .. 7.33 builds');
    await page.close();
  });

  it('opens a finding with its line and both prototypes, and goes back, without a mouse', async () => {
    const { page } = await openOne();
    await page.locator('#each').focus();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('no difference seen on 5.10');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const panel = page.locator('#panel');
    expect(await focused(page)).toBe('kprobe:vfs_unlink');
    expect(await panel.locator('.message').textContent()).toContain('is not the struct dentry * it is read as');
    expect(await panel.locator('pre mark').textContent()).toBe('arg1');
    expect(await panel.locator('code.proto').allTextContents()).toEqual([
      'int vfs_unlink(struct inode *dir, struct dentry *dentry, struct inode **delegated_inode)',
      'int vfs_unlink(struct mnt_idmap *idmap, struct inode *dir, struct dentry *dentry, struct inode **delegated_inode)',
    ]);
    expect(await panel.locator('code.proto mark').allTextContents()).toEqual(['struct mnt_idmap *idmap']);
    expect(page.url()).toMatch(/#0f5e9a3c71d2$/);
    await page.keyboard.press('Escape');
    expect(await panel.isVisible()).toBe(false);
    expect(await focused(page)).toBe('breaks on 6.1 .. 7.3');
    await page.close();
  });

  it('has one cell in the order of the Tab key, and an outline on what has the focus', async () => {
    const { page } = await openEverything();
    expect(await page.locator('[role=grid] [tabindex="0"]').count()).toBe(1);
    await page.locator('[role=grid] [tabindex="0"]').focus();
    await page.keyboard.press('ArrowDown');
    const outline = await page.evaluate<string>('getComputedStyle(document.activeElement).outlineStyle');
    expect(outline).toBe('solid');
    expect(await page.locator('[role=grid] [tabindex="0"]').count()).toBe(1);
    await page.close();
  });

  it('is a grid with rows, heads and cells to those who hear it', async () => {
    const { page } = await openOne();
    expect((await page.locator('#matrix').ariaSnapshot()).split('\n')).toEqual([
      '- grid "Probes by kernels":',
      '  - rowgroup:',
      '    - row "Probe 5.10 6.1 .. 7.3 3 builds":',
      '      - columnheader "Probe"',
      '      - columnheader "5.10"',
      '      - columnheader "6.1 .. 7.3 3 builds"',
      '  - rowgroup:',
      '    - row "tools/vfs-unlink.bt bpftrace":',
      '      - rowheader "tools/vfs-unlink.bt bpftrace"',
      '    - row "1 kprobe:vfs_unlink no difference seen on 5.10 breaks on 6.1 .. 7.3":',
      '      - rowheader "1 kprobe:vfs_unlink"',
      '      - gridcell "no difference seen on 5.10": ✓',
      '      - gridcell "breaks on 6.1 .. 7.3": ✗',
    ]);
    const indices = '[...document.querySelectorAll("[role=grid] tr")].map((row) => row.ariaRowIndex)';
    expect(await page.evaluate<string[]>(indices)).toEqual(['1', '2', '3']);
    expect(await page.locator('[role=grid]').getAttribute('aria-rowcount')).toBe('3');
    await page.locator('td.breaks').click();
    expect(await page.getByRole('complementary', { name: 'kprobe:vfs_unlink' }).isVisible()).toBe(true);
    await page.close();
  });

  it('opens the finding that its address names', async () => {
    const { page } = await openOne('#0f5e9a3c71d2');
    expect(await page.locator('#panel .rule').textContent()).toBe('arg-changed');
    await page.close();
  });

  it('shows what was not decided as such, with its reason', async () => {
    const { page, trouble } = await openEverything();
    const cell = page.getByRole('gridcell', { name: 'not decided on running' }).first();
    expect(await cell.textContent()).toBe('?');
    const look = 'getComputedStyle(document.querySelector("td.unknown")).backgroundImage';
    expect(await page.evaluate<string>(look)).toContain('repeating-linear-gradient');
    await cell.click();
    expect(await page.locator('#panel .finding.unknown .message').first().textContent()).toBe(
      'the functions of the kernel were not read',
    );
    expect(trouble).toEqual([]);
    await page.close();
  });

  it('says of every probe that is not decided why', async () => {
    const { page } = await openEverything();
    for (const cell of await page.locator('td.unknown').all()) {
      await cell.click();
      expect(await page.locator('#panel .finding').count()).toBeGreaterThan(0);
      await page.keyboard.press('Escape');
    }
    await page.locator('#unchecked-section summary').click();
    await page.locator('.reasons li').first().waitFor();
    expect(await page.locator('.reasons li').count()).toBe(
      new Set(everything.unchecked.map(({ reason }) => reason)).size,
    );
    await page.close();
  });

  it('filters by how a probe fares, by text, rule and kernel', async () => {
    const { page } = await openEverything();
    const probes = () => page.locator('tbody th[scope=row] .probe').allTextContents();
    await page.locator('[data-state=breaks]').click();
    expect(await probes()).toEqual(['kprobe:blk_account_io_start']);
    await page.locator('[data-state=breaks]').click();
    await page.keyboard.press('/');
    await page.keyboard.type('EXT4_file');
    expect(await probes()).toEqual(['kprobe:ext4:ext4_file_write_iter']);
    await page.locator('#text').fill('');
    await page.locator('#rule').selectOption('function-missing');
    expect(await probes()).toEqual(['kprobe:blk_account_io_start']);
    await page.locator('#rule').selectOption('');
    await page.locator('#kernel').selectOption({ label: '5.10' });
    expect(await page.locator('thead th').allTextContents()).toEqual(['Probe', '5.10']);
    await page.locator('#text').fill('no such thing');
    expect(await page.locator('#none').isVisible()).toBe(true);
    await page.close();
  });

  it('runs nothing that a script is called, and shows it as it is spelled', async () => {
    const hostile = '</script><script>alert(1)</script><img src=x onerror=alert(2)>';
    const report = JSON.parse(
      JSON.stringify(oneFinding).replaceAll('vfs_unlink', hostile).replaceAll('tools/', `${hostile}/`),
    ) as Report;
    const { page, trouble } = await open(report, () => `${hostile}\n${hostile}\n${hostile}`);
    await page.locator('td.breaks').click();
    expect(await page.locator('#panel h2').textContent()).toBe(`kprobe:${hostile}`);
    expect(await page.locator('#panel img, #matrix img').count()).toBe(0);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it.each(['light', 'dark'] as const)('can be read when it is %s', async (colorScheme) => {
    const { page } = await openEverything();
    await page.emulateMedia({ colorScheme });
    await page.locator('td.breaks').first().click();
    const low = await page.evaluate<string[]>(lowContrast);
    expect(low).toEqual([]);
    await page.close();
  });

  it('opens in less than a second and stays under 3 MB at 60 kernels by 400 probes', async () => {
    const text = html.render(large, { style: plainStyle, width: 100, source: () => largeSource });
    expect(Buffer.byteLength(text)).toBeLessThan(3_000_000);
    const { page, trouble } = await open(large, () => largeSource);
    const times = await page.evaluate<{ domComplete: number }>(
      'performance.getEntriesByType("navigation")[0].toJSON()',
    );
    expect(times.domComplete).toBeLessThan(1000);
    expect(await page.locator('tbody th[scope=row]').count()).toBeLessThan(200);
    await page.locator('[role=grid] [tabindex="0"]').focus();
    await page.keyboard.press('Control+End');
    expect(await focused(page)).toMatch(/ on /);
    expect(await page.locator('tbody th[scope=row]').count()).toBe(400);
    expect(trouble).toEqual([]);
    await page.close();
  });
});

/** The texts whose colour is less than 4.5 to 1 against what is behind them (WCAG 2.2, 1.4.3). */
const lowContrast = `(() => {
  const channel = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const parse = (color) => color.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const behind = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const color = parse(getComputedStyle(each).backgroundColor);
      if (color.length === 3 || color[3] > 0) return color;
    }
    return [255, 255, 255];
  };
  const low = [];
  for (const element of document.querySelectorAll('body *')) {
    const text = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()).join('');
    if (text === '' || element.closest('script, option') || element.getClientRects().length === 0) continue;
    const [a, b] = [parse(getComputedStyle(element).color), behind(element)].map(luminance);
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) low.push(element.tagName + '.' + element.className + ' ' + ratio.toFixed(2) + ' ' + text);
  }
  return low;
})()`;
