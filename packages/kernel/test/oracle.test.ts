import { kernel, kernelSnapshot } from '@tracefit/testing';
import { compareKernel } from '../oracle/compare-kernel';
import { writeCpio } from '../oracle/cpio';
import { judgeAll } from '../oracle/judge';
import { makeQuestions, offersOf, poolOf } from '../oracle/make-questions';
import { questionLine } from '../oracle/questions';
import type { Question } from '../oracle/questions';
import { agreement, lowestAgreement, printResult, updateAccuracy } from '../oracle/render-accuracy';

const KERNEL = `
  long vfs_read(struct file *file, char *buf, unsigned long count);
  notrace void preempt_count_add(int val);
  nokprobe struct kprobe *get_kprobe(void *addr);
  TRACE_EVENT(sched, sched_wakeup, int pid;);
  DECLARE_TRACE(sched_wakeup, struct task_struct *p);
`;

const FORMATS = `### sched/sched_wakeup
name: sched_wakeup
ID: 7
format:
	field:int pid;	offset:8;	size:4;	signed:0;

print fmt: "pid=%d", REC->pid
`;

const QUESTIONS: readonly Question[] = [
  { way: 'p', name: 'vfs_read', body: 'vfs_read $arg1' },
  { way: 'p', name: 'preempt_count_add', body: 'preempt_count_add' },
  { way: 'r', name: 'get_kprobe', body: 'get_kprobe' },
  { way: 'm', name: 'get_kprobe', body: 'get_kprobe' },
  { way: 'p', name: 'no_such_function', body: 'no_such_function' },
  { way: 'w', name: 'sched_wakeup', body: 'sched_wakeup' },
];

describe('the sample of the oracle', () => {
  const asked = kernel('6.12', KERNEL);
  const idOf = (name: string) => name.length;
  const pool = poolOf(asked, { variables: ['jiffies'], foreign: ['_do_fork'], idOf, offers: offersOf(asked) });

  it('is the same for the same seed, and another for another', () => {
    const lines = (seed: number) => makeQuestions(pool, 500, seed).map(questionLine);
    expect(lines(1)).toEqual(lines(1));
    expect(lines(1)).not.toEqual(lines(2));
  });

  it('asks for fprobes and links only where the kernel has them', () => {
    expect(new Set(makeQuestions(pool, 500, 1).map(({ way }) => way))).toEqual(
      new Set(['p', 'r', 'k', 'q', 'n', 'x', 'w']),
    );
  });
});

describe('the judgement of the oracle', () => {
  it('is what a user is told', () => {
    const judged = judgeAll(kernelSnapshot('6.12', KERNEL), QUESTIONS);
    expect(judged.map(({ answer }) => answer)).toEqual(['takes', 'refuses', 'refuses', 'takes', 'refuses', 'takes']);
  });
});

describe('the comparison of the oracle', () => {
  const answers = new Map([
    ['answers', '0\n22\n22\n0\n22\n2\n'],
    ['kallsyms', 'ffffffff81000000 T vfs_read\nffffffff81000010 T get_kprobe\nffffffff81000020 t __pfx_vfs_read\n'],
    ['blacklist', '0xffffffff81000010-0xffffffff81000020\tget_kprobe\n'],
    ['available_filter_functions', 'vfs_read\nget_kprobe\n__ftrace_invalid_address___64\n'],
    ['formats', FORMATS],
  ]);
  const comparisons = compareKernel(kernelSnapshot('6.12', KERNEL), QUESTIONS, answers);
  const result = { release: '6.12.117', seed: 1, comparisons };

  it('counts what agrees and tells each difference', () => {
    expect(comparisons.map(({ title, count, equal }) => `${title}: ${equal}/${count}`)).toEqual([
      'kprobe (tracefs): 3/3',
      'kretprobe (tracefs): 1/1',
      'kprobe.multi (BPF): 1/1',
      'raw tracepoint (BPF): 0/1',
      'function symbols: 2/3',
      'kprobe blacklist: 1/1',
      'functions that ftrace can patch: 2/2',
      'trace events: 1/1',
      'fields of trace events: 1/1',
    ]);
    expect(printResult(result)).toContain('`preempt_count_add` is only read by tracefit');
    expect(printResult(result)).toContain('`w sched_wakeup`: errno 2, tracefit: takes');
  });

  it('writes its tables into the page, and keeps the rows of other kernels', () => {
    const first = updateAccuracy('# Accuracy\n', [{ ...result, release: '6.1.192' }]);
    const both = updateAccuracy(first, [result]);
    expect(both).toMatch(/^# Accuracy\n/);
    expect(both.match(/^\| 6\.1\.192 +\|/gm)).toHaveLength(2);
    expect(both.match(/^\| 6\.12\.117 +\|/gm)).toHaveLength(2);
    expect(both.match(/^\*\*6\.1\.192\*\*$/gm)).toHaveLength(1);
    expect(updateAccuracy(both, [result])).toBe(both);
    expect(agreement(result)).toBeCloseTo(5 / 6);
    // Of three function symbols one differs.
    expect(lowestAgreement(result)).toBeCloseTo(2 / 3);
  });
});

describe('the archive that the kernel boots from', () => {
  it('begins each file at a multiple of four and ends with the trailer', () => {
    const archive = writeCpio([
      { path: 'bin', mode: 0o040755 },
      { path: 'init', mode: 0o100755, bytes: Buffer.from('#!') },
    ]);
    const places = [...archive.toString('latin1').matchAll(/070701/g)].map(({ index }) => index);
    expect(places).toHaveLength(3);
    expect(places.every((place) => place % 4 === 0)).toBe(true);
    expect(archive.toString('latin1')).toContain('TRAILER!!!\0');
  });
});
