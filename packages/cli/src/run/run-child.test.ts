import { UsageError } from '@tracefit/model';
import { makeIo } from '../../test/make-io';
import { temporaryDirectory } from '../../test/temporary-directory';
import { runChild } from './run-child';

const io = makeIo(temporaryDirectory({ 'data.txt': 'no program' }), { env: process.env });

describe('a command that is run', () => {
  it('gives its exit status', async () => {
    expect(await runChild('sh', ['-c', 'exit 7'], io)).toBe(7);
  });

  it('gives the number of the signal that ended it, as a shell does', async () => {
    expect(await runChild('sh', ['-c', 'kill -TERM $$'], io)).toBe(128 + 15);
  });

  it('leaves no handlers of signals behind', async () => {
    const before = process.listenerCount('SIGTERM');
    await runChild('true', [], io);
    expect(process.listenerCount('SIGTERM')).toBe(before);
  });

  it.each([
    ['no-such-command', 'no such file or directory: no-such-command'],
    ['./data.txt', 'no permission: ./data.txt'],
  ])('%s is said not to start', async (command, sentence) => {
    await expect(runChild(command, [], io)).rejects.toEqual(new UsageError(sentence));
  });
});
