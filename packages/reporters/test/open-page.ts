import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

/** Where there is no browser, the tests fail and say so: nothing else looks at the page. `.ci/run` installs it. */
const browserPath = spawnSync('which', ['chromium']).stdout.toString().trim();

const scratch = mkdtempSync(join(tmpdir(), 'tracefit-page-'));
let browser: Browser;

beforeAll(async () => {
  if (browserPath === '') throw new Error('the page is tested in chromium, which is not installed');
  // The sandbox is not to be had for root, as whom continuous integration runs; what is opened is our own.
  browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
});

afterAll(async () => {
  await browser.close();
  rmSync(scratch, { recursive: true });
});

export interface Opened {
  readonly page: Page;
  /** What the page complained of, and what it asked of the network. */
  readonly trouble: string[];
}

/** Opens the text of a page in a browser, which is started for the tests of the file that imports this. */
export async function openPage(text: string, hash = ''): Promise<Opened> {
  const file = join(scratch, 'report.html');
  writeFileSync(file, text);
  const page = await browser.newPage({ viewport: { width: 1300, height: 800 } });
  const trouble: string[] = [];
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('console', (message) => trouble.push(message.text()));
  page.on('dialog', (dialog) => trouble.push(dialog.message()));
  page.on('request', (request) => {
    if (!/^(file|data):/.test(request.url())) trouble.push(request.url());
  });
  await page.goto(`file://${file}${hash}`);
  return { page, trouble };
}
