import { sourceFile, wrongSpans } from '@tracefit/testing';
import { readTrace } from '../read-trace';

const many = 20_000;
const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n');

const hostile: readonly (readonly [string, string])[] = [
  ['events of perf', `perf record -e '${'sched:sched_switch,'.repeat(many)}'`],
  ['groups of perf that do not end', `perf record -e '${'{'.repeat(many)}sched:*'`],
  ['options of perf', `perf record ${'-e sched:* --filter "prev_pid > 1" '.repeat(2000)}`],
  ['members of a variable', `perf probe 'vfs_read file${'->f_inode'.repeat(many)}'`],
  ['elements of a variable', `perf probe 'vfs_read file${'[0]'.repeat(many)}'`],
  ['memory that is read in memory', `perf probe 'vfs_read ${'+0('.repeat(many)}'`],
  ['a filter that is nested', `perf stat -e sched:sched_switch --filter '${'('.repeat(many)}prev_pid' true`],
  ['a filter that is long', `trace-cmd record -e sched:sched_switch -f '${'prev_pid == 1 && '.repeat(many)}1'`],
  ['functions of trace-cmd', `trace-cmd record -p function ${'-l "vfs_*" '.repeat(5000)}`],
  ['letters of options', `trace-cmd record -${'v'.repeat(many)}e sched`],
  ['events of LTTng', `lttng enable-event -k ${'sched_switch,'.repeat(many)}`],
  ['a program of ply', `ply 'kprobe:vfs_read { ${'@[comm] = count(); '.repeat(2000)} }'`],
  ['braces of ply', `ply 'kprobe:vfs_read ${'{ if (1) '.repeat(many)}'`],
  ['clauses of DTrace', `dtrace -n '${'fbt::vfs_read:entry { @ = count(); } '.repeat(2000)}'`],
  ['parentheses of SystemTap', `stap -e 'probe kernel.function("vfs_read") { x = ${'('.repeat(many)} }'`],
  [
    'loops inside of loops',
    `${'for a in 1 2 3 4 5 6 7 8; do '.repeat(500)}echo "p:$a vfs_read" > kprobe_events; ${'done; '.repeat(500)}`,
  ],
  [
    'loops over many words',
    `for f in ${'vfs_read '.repeat(64)}; do for g in ${'x '.repeat(64)}; do echo "p:$f $g" >> kprobe_events; done; done\n`.repeat(
      200,
    ),
  ],
  [
    'functions that call each other',
    `${lines(300, (i) => `f${i}() { f${(i + 1) % 300} a; f${(i * 7) % 300} b; echo "p vfs_read" > kprobe_events; }`)}\nf0 x`,
  ],
  ['words of a function', `f() { echo "p $1" > kprobe_events; shift; f "$@"; }\nf ${'vfs_read '.repeat(many)}`],
  ['blocks that are redirected', `${'{ '.repeat(2000)}echo p vfs_read; ${'} > kprobe_events; '.repeat(2000)}`],
  [
    'lines that are read',
    `while read a b c; do echo "p:$a $b $c" > kprobe_events; done <<E\n${'x vfs_read y\n'.repeat(many)}E\n`,
  ],
  ['texts that are evaluated', `${'eval "'.repeat(3000)}echo > kprobe_events`],
];

describe('command lines that want to do harm', () => {
  it.each(hostile)('are read in seconds: %s', (_, text) => {
    const trace = readTrace(sourceFile('a.sh', `#!/bin/bash\n${text}\n`), 'shell');
    expect(trace && wrongSpans(trace)).toEqual([]);
  });
});
