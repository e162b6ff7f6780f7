import type { Report } from '@tracefit/model';
import { kernel, sourceFile } from '@tracefit/testing';
import { readTrace } from '@tracefit/trace';
import { checkTraces } from '../check-traces';
import { applySuppressions, type ConfiguredSuppression } from './apply-suppressions';

const v510 = kernel('5.10', 'int vfs_read(struct file *file);');
const kernels = ['6.1', '6.12'].map((version) => kernel(version, 'int vfs_write(struct file *file);'));
const here = {
  by: 'config' as const,
  rule: 'function-missing',
  reason: 'known',
  file: 'tracefit.config.yaml',
  line: 3,
};

function check(script: string, ...configured: readonly ConfiguredSuppression[]): Report {
  const trace = readTrace(sourceFile('a.bt', script), 'bpftrace');
  if (!trace) throw new Error('the script was not read');
  const report = checkTraces([trace], [v510, ...kernels], { toolVersion: '0' });
  return applySuppressions(report, [trace], { configured, today: '2026-03-01' });
}

function outcome({ findings, suppressed, staleSuppressions, summary }: Report) {
  return {
    findings: findings.map(({ line, targets }) => `${line} on ${targets.join(', ')}`),
    suppressed: suppressed.map(({ finding: { line, targets }, suppression: { by, reason } }) =>
      [line, 'on', targets.join(', '), by, reason].join(' '),
    ),
    stale: staleSuppressions.map(({ kind, rule, line }) => `${line} ${kind} ${rule}`),
    counts: [summary.findings.error, summary.suppressed],
  };
}

describe('a suppression', () => {
  test('by a comment takes the finding of its line and leaves the others', () => {
    const report = check(
      '// tracefit: allow function-missing old kernels only\nkprobe:vfs_read { }\nkprobe:vfs_reed { }\n',
    );
    expect(outcome(report)).toEqual({
      findings: ['3 on 5.10, 6.1, 6.12'],
      suppressed: ['2 on 6.1, 6.12 comment old kernels only'],
      stale: [],
      counts: [1, 1],
    });
  });

  test('by a comment that finds nothing, or names no rule, is reported', () => {
    const report = check(
      'kprobe:vfs_read { } // tracefit: allow arg-changed,function-misplaced why\n// tracefit: allow function-missing x\nkprobe:vfs_read { }\n',
    );
    expect(outcome(report).stale).toEqual(['1 unused arg-changed', '1 unknown-rule function-misplaced']);
  });

  test('by configuration is for some kernels, and the finding stays for the others', () => {
    expect(outcome(check('kprobe:vfs_read { }\n', { ...here, targets: new Set(['6.1']) }))).toEqual({
      findings: ['1 on 6.12'],
      suppressed: ['1 on 6.1 config known'],
      stale: [],
      counts: [1, 1],
    });
  });

  test('by configuration is for some paths', () => {
    const report = check('kprobe:vfs_read { }\n', { ...here, isFor: (path) => path.startsWith('tools/') });
    expect(outcome(report)).toMatchObject({ stale: ['3 unused function-missing'], counts: [1, 0] });
  });

  test('by configuration ends with its day', () => {
    expect(outcome(check('kprobe:vfs_read { }\n', { ...here, expires: '2026-03-01' })).counts).toEqual([0, 1]);
    const late = check('kprobe:vfs_read { }\n', { ...here, expires: '2026-02-28' });
    expect(outcome(late)).toMatchObject({ stale: ['3 expired function-missing'], counts: [1, 0] });
  });
});
