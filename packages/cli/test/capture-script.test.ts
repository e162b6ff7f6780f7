import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../src/main';
import { makeIo } from './make-io';

test('snapshot capture-script prints the script as it is', async () => {
  const io = makeIo(__dirname);
  expect(await main(['snapshot', 'capture-script'], io)).toBe(0);
  expect(io.written.stdout).toBe(readFileSync(join(__dirname, '../../kernel/capture/capture.sh'), 'utf8'));
});
