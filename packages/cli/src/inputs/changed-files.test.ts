import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '@tracefit/model';
import { makeIo } from '../../test/make-io';
import { temporaryDirectory } from '../../test/temporary-directory';
import { changedSince } from './changed-files';

const cwd = temporaryDirectory({
  'old.bt': 'kprobe:vfs_read { }',
  'edited.bt': 'kprobe:vfs_read { }',
  'sub/a.bt': 'x',
});
const io = makeIo(cwd, { env: { PATH: process.env['PATH'], HOME: cwd } });

function git(...words: string[]): void {
  const named = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...words];
  execFileSync('git', named, { cwd, stdio: 'ignore', env: { PATH: process.env['PATH'], HOME: cwd } });
}

beforeAll(() => {
  git('init', '-q');
  git('add', '-A');
  git('commit', '-qm', 'first');
  git('tag', 'first');
  writeFileSync(join(cwd, 'edited.bt'), 'kprobe:vfs_write { }');
  git('commit', '-qam', 'second');
  writeFileSync(join(cwd, 'sub/a.bt'), 'y');
  writeFileSync(join(cwd, 'new.bt'), 'kprobe:vfs_open { }');
});

describe('what has changed since a revision', () => {
  it('is what was committed, edited or made since', () => {
    const isChanged = changedSince('first', io);
    const files = ['old.bt', 'edited.bt', 'sub/a.bt', 'new.bt'];
    expect(files.filter(isChanged)).toEqual(['edited.bt', 'sub/a.bt', 'new.bt']);
  });

  it('is told from below the root of the repository too', () => {
    const isChanged = changedSince('HEAD', { ...io, cwd: join(cwd, 'sub') });
    expect(['a.bt', '../new.bt', '../edited.bt'].filter(isChanged)).toEqual(['a.bt', '../new.bt']);
  });

  it.each(['no-such-branch', '--output=stolen', ''])('cannot be told of %j', (revision) => {
    expect(() => changedSince(revision, io)).toThrow(new UsageError(`no such revision: ${revision}`));
  });
});
