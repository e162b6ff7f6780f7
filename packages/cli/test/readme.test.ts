import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectGolden } from '@tracefit/testing';
import { runTranscript } from './run-transcript';

const root = join(__dirname, '../../..');

describe('the README', () => {
  it('shows what the command does with the bundled kernels', async () => {
    const file = join(root, 'README.md');
    const bundledStore = join(root, 'kernel-signatures/kernels.tfs');
    expectGolden(file, await runTranscript(readFileSync(file, 'utf8'), root, bundledStore));
  });
});
