import { sourceFile, testTraceFormat } from '@tracefit/testing';
import { readTrace } from '../../read-trace';
import { shell } from '.';

testTraceFormat(shell, __dirname);

describe('the words of a function', () => {
  it('are written one by one where printf is handed all of them', () => {
    const text = `append() { printf '%s\\n' "$@" >> /sys/kernel/tracing/kprobe_events; }
append 'p:b vfs_write' 'r:c vfs_write ret=$retval'
`;
    const trace = readTrace(sourceFile('a.sh', text), shell.id);
    expect(trace?.problems).toEqual([]);
    expect(trace?.probes.map(({ attach }) => `${attach.kind} ${attach.name}`)).toEqual([
      'kprobe vfs_write',
      'kretprobe vfs_write',
    ]);
  });
});
