import type { SurfaceDiff, SurfaceEntry } from '@tracefit/model';
import { html } from '../src/diff/reporters/html';
import { plainStyle } from '../src/reporter';
import { hostile, upgrade } from './diffs/upgrade';
import { openPage } from './open-page';

function render(diff: SurfaceDiff): string {
  return [...html.render(diff, { details: true, style: plainStyle })].join('');
}

describe('the page of a difference in a browser', () => {
  it('has the counts first, then every change', async () => {
    const { page, trouble } = await openPage(render(upgrade));
    expect(await page.locator('.counts tbody tr').count()).toBe(4);
    expect(await page.locator('#changes li:not(.part)').count()).toBe(7);
    expect(await page.locator('#changes').innerText()).toContain('perhaps now __folio_lock');
    expect(trouble).toEqual([]);
    await page.close();
  });

  it('is filtered by keyboard: by words, by what became of it, by part', async () => {
    const { page } = await openPage(render(upgrade));
    const shown = () => page.locator('#changes li:not(.part) code').allInnerTexts();
    await page.keyboard.press('/');
    await page.keyboard.type('rq_disk');
    expect(await shown()).toEqual(['struct request']);
    expect(await page.locator('#shown').innerText()).toBe('1 of 7 changes');
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await shown()).toEqual(['xfs_file_open']);
    await page.keyboard.press('Enter');
    await page.locator('#part').selectOption('tracepoints');
    expect(await shown()).toEqual(['block:block_rq_issue']);
    await page.locator('#part').selectOption('build configuration');
    await page.locator('#breaking').press('Space');
    expect(await page.locator('#none').innerText()).toBe('No change is like that.');
    await page.close();
  });

  it('can be read in the dark', async () => {
    const { page } = await openPage(render(upgrade));
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(14, 17, 22)');
    await page.close();
  });

  it('takes names for names', async () => {
    const { page, trouble } = await openPage(render(hostile));
    expect(await page.locator('#changes code').innerText()).toContain('</script><img src=x onerror=alert(1)>');
    expect(await page.locator('img').count()).toBe(0);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it('holds tens of thousands of changes in a few megabytes, and puts them on the page a few at a time', async () => {
    const [gone] = hostile.entries;
    if (!gone) throw new Error('there is one');
    const entries = Array.from({ length: 40000 }, (_, at): SurfaceEntry => ({
      ...gone,
      name: `blk_mq_some_function_${at}`,
      usedBy: [],
    }));
    const text = render({ ...upgrade, entries });
    expect(text.length).toBeLessThan(3_000_000);
    const { page } = await openPage(text);
    expect(await page.locator('#changes li:not(.part)').count()).toBeLessThan(2000);
    await page.locator('#text').fill('function_39999');
    expect(await page.locator('#changes code').allInnerTexts()).toEqual(['blk_mq_some_function_39999']);
    await page.close();
  });
});
