import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectGolden } from '@tracefit/testing';
import { runTranscript } from './run-transcript';

const root = join(__dirname, '../../..');
const guide = join(root, 'docs/guide');
const pages = readdirSync(guide).filter((name) => name.endsWith('.md'));

describe('the guide', () => {
  it.each(pages)('%s shows what the command does with the bundled kernels', async (name) => {
    const file = join(guide, name);
    const bundledStore = join(root, 'kernel-signatures/kernels.tfs');
    expectGolden(file, await runTranscript(readFileSync(file, 'utf8'), root, bundledStore));
  });
});
