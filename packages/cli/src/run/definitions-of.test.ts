import { UsageError } from '@tracefit/model';
import { makeIo } from '../../test/make-io';
import { temporaryDirectory } from '../../test/temporary-directory';
import { definitionsOf } from './definitions-of';

const cwd = temporaryDirectory({ 'bin/opensnoop': '', 'tools/opensnoop': '' });
const io = makeIo(cwd, { env: { PATH: 'nowhere:bin' } });

function found(line: string): unknown {
  const [command = '', ...words] = line.split(' ');
  return definitionsOf(command, words, io);
}

describe('what a command line traces with', () => {
  it.each([
    ['bpftrace unlink.bt', ['unlink.bt']],
    ['/usr/bin/bpftrace -B none -o out.txt -v unlink.bt 1234', ['unlink.bt']],
    ['sudo -u root bpftrace unlink.bt', ['unlink.bt']],
    ['sudo env -u HOME LANG=C bpftrace unlink.bt', ['unlink.bt']],
    ['timeout -k 5 10 nice -n 5 bpftrace unlink.bt', ['unlink.bt']],
    ['python3 -u -W ignore filelife.py -d 1', ['filelife.py']],
    ['bash -e trace.sh now', ['trace.sh']],
    ['./tools/opensnoop -p 1', ['./tools/opensnoop']],
    ['opensnoop -p 1', ['bin/opensnoop']],
  ])('is found in %s', (line, files) => {
    expect(found(line)).toEqual({ files });
  });

  it('may stand on the line itself', () => {
    expect(definitionsOf('bpftrace', ['-v', '-e', 'kprobe:vfs_read { }'], io)).toEqual({
      files: [],
      inline: { text: 'kprobe:vfs_read { }', lang: 'bpftrace' },
    });
    expect(definitionsOf('sh', ['-ec', 'echo p vfs_read > kprobe_events'], io)).toEqual({
      files: [],
      inline: { text: 'echo p vfs_read > kprobe_events', lang: 'shell' },
    });
  });

  it.each([
    ['bpftrace -l', 'no script among the arguments of bpftrace: -l'],
    ['bpftrace -e', 'no script among the arguments of bpftrace: -e'],
    ['bpftrace -', 'a script that bpftrace reads from its standard input cannot be checked first'],
    ['python3 -m tools.filelife', 'what python3 runs with -m cannot be checked first'],
    ['sudo -u root', 'no command behind it: sudo'],
    ['no-such-tool', 'no such command: no-such-tool'],
  ])('cannot be told of %s', (line, sentence) => {
    expect(() => found(line)).toThrow(new UsageError(sentence));
  });
});
