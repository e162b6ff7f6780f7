import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readCallers } from '../../src/calls/read-callers';
import { readKernelImage } from '../../src/image/read-kernel-image';
import { compareCallers, type Compared } from './compare-callers';
import { disassembled } from './disassembled';
import { renderPage } from './render-page';

const usage = `Holds the callers read from kernel images against what objdump disassembles.

  npm run compare-callers -- [--write PAGE] VMLINUZ...

  --write  the page to write; without it the table is printed

Needs the Debian package binutils, and for images of another architecture its objdump: binutils-aarch64-linux-gnu.
`;

const maxUnpacked = 512 * 1024 * 1024;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { write: { type: 'string' }, help: { type: 'boolean', default: false } },
  });
  if (values.help || positionals.length === 0) {
    process.stdout.write(usage);
    return values.help ? 0 : 2;
  }
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'tracefit-callers-'));
  try {
    const rows: Compared[] = [];
    for (const file of positionals) {
      const image = await readKernelImage(fs.readFileSync(file), { progress: () => undefined, maxUnpacked });
      process.stderr.write(`${path.basename(file)}: disassembling\n`);
      const ours = readCallers(image) ?? [];
      const theirs = readCallers(image, await disassembled(image, scratch)) ?? [];
      rows.push(
        compareCallers(path.basename(file).replace(/^vmlinuz-/, ''), image.functionStarts.length, ours, theirs),
      );
    }
    const page = renderPage(rows);
    if (values.write === undefined) process.stdout.write(page);
    else fs.writeFileSync(values.write, page);
    return 0;
  } finally {
    fs.rmSync(scratch, { recursive: true });
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 3;
  },
);
