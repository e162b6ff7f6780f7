import type { Condition, Probe, TraceFile } from '@tracefit/model';
import { kernel, sourceFile } from '@tracefit/testing';
import { readTrace } from '@tracefit/trace';
import { checkTraces } from './check-traces';

const v510 = kernel('5.10', 'int vfs_unlink(struct inode *dir, struct dentry *dentry);');
const v61 = kernel('6.1', 'int vfs_unlink(struct user_namespace *ns, struct inode *dir, struct dentry *dentry);');
const v612 = kernel('6.12', 'int vfs_unlink(struct mnt_idmap *idmap, struct inode *dir, struct dentry *dentry);');
const gone = kernel('6.18', 'int vfs_rmdir(struct inode *dir);');

function read(text: string): TraceFile {
  const trace = readTrace(sourceFile('unlink.kprobe_events', text), 'kprobe_events');
  if (!trace) throw new Error('the script was not read');
  return trace;
}

/** The same definition, changed where its format has no word for it. */
function change(trace: TraceFile, to: Partial<Probe>): TraceFile {
  return { ...trace, probes: trace.probes.map((probe) => ({ ...probe, ...to })) };
}

function guardedBy(condition: Condition): TraceFile {
  const trace = read('p vfs_unlink dentry=%si');
  return change(trace, { guards: [{ condition, span: { start: 0, end: 1, line: 1, column: 1 } }] });
}

const check = (trace: TraceFile, kernels = [v510, v61, v612, gone]) =>
  checkTraces([trace], kernels, { toolVersion: '1' });

describe('a check', () => {
  test('orders the kernels from old to new, whatever order they are given in', () => {
    const report = checkTraces([], [gone, v612, v510, v61], { toolVersion: '1' });
    expect(report.targets.map((target) => target.id)).toEqual(['5.10', '6.1', '6.12', '6.18']);
  });

  test('gives every probe a verdict on every kernel', () => {
    const report = check(read('p vfs_unlink dentry=%si'));
    expect(report.files[0]?.probes[0]?.verdicts).toEqual({
      '5.10': 'fits',
      '6.1': 'breaks',
      '6.12': 'breaks',
      '6.18': 'breaks',
    });
    expect(report.summary.verdicts).toEqual({ fits: 1, breaks: 3, unknown: 0 });
  });

  test('cannot tell on which kernels a script is right that does not say what it means', () => {
    const report = check(read('p vfs_unlink a=$arg2'));
    expect(report.findings).toMatchObject([
      { rule: 'function-missing', targets: ['6.18'] },
      { rule: 'arg-differs', severity: 'error', undecided: true, targets: ['5.10', '6.1', '6.12'] },
    ]);
    expect(report.files[0]?.probes[0]?.verdicts).toEqual({
      '5.10': 'unknown',
      '6.1': 'unknown',
      '6.12': 'unknown',
      '6.18': 'breaks',
    });
  });

  test('holds a script against the kernel it says it was written for', () => {
    const trace = read('# tracefit: written-for 5.10\np vfs_unlink a=%si');
    const changed = check(trace, [v510, v61, v612]);
    expect(changed.findings).toMatchObject([{ rule: 'arg-moved', targets: ['6.1', '6.12'] }]);
    expect(check({ ...trace, writtenFor: '6.1' }, [v61, v612]).findings).toEqual([]);
  });

  test('does not take a kernel of unknown version for an old one', () => {
    const text = 'static int vfs_open(const struct path *path);';
    const nameless = kernel('unknown', `${text} ${text} int vfs_unlink(struct inode *dir);`, {
      config: { CONFIG_FPROBE: 'y', CONFIG_FPROBE_EVENTS: 'y' },
    });
    for (const probe of ['p vfs_unlink dir=$arg1', 'f vfs_unlink', 'p vfs_open']) {
      const report = check(read(probe), [nameless]);
      expect(report.findings).toEqual([]);
      expect(report.summary.verdicts.unknown).toBe(1);
      expect(report.unchecked[0]?.reason).toContain('the version of this kernel is not known');
    }
  });

  test('says that the kernel a script was written for is not known', () => {
    const trace = { ...read('p vfs_unlink a=%si'), writtenFor: '4.19' };
    expect(check(trace, [v510]).unchecked).toMatchObject([
      { reason: 'the kernel it says it was written for is not known: 4.19' },
    ]);
    expect(checkTraces([trace], [v510], { toolVersion: '1', writtenFor: v510 }).unchecked).toEqual([]);
  });

  test('tells one thing once for all kernels, and what it is on each', () => {
    const [missing, changed] = [...check(read('p vfs_unlink dentry=%si')).findings].sort((a, b) =>
      b.rule.localeCompare(a.rule),
    );
    expect(missing).toMatchObject({ rule: 'function-missing', targets: ['6.18'] });
    expect(changed).toMatchObject({
      rule: 'arg-changed',
      targets: ['6.1', '6.12'],
      evidence: [
        { kind: 'expected', targets: [] },
        { kind: 'actual', text: '%si = struct inode *dir; the dentry is now %dx', targets: ['6.1', '6.12'] },
        { kind: 'elsewhere', text: '%si = struct dentry *dentry', targets: ['5.10'] },
      ],
    });
  });

  test('takes evidence from kernels that are at hand and not checked', () => {
    const report = checkTraces([read('p vfs_unlink dentry=%si')], [v612], {
      toolVersion: '1',
      reference: [v510, v612],
    });
    expect(report.findings[0]?.evidence.at(-1)?.targets).toEqual(['5.10']);
  });

  test('gives a finding a fingerprint that stays when lines move', () => {
    const [first] = check(read('p vfs_unlink dentry=%si'), [v61]).findings;
    const [second] = check(read('# a comment\n\np vfs_unlink dentry=%si'), [v61]).findings;
    expect(first?.fingerprint).toMatch(/^[0-9a-f]{12}$/);
    expect(second?.line).toBe(3);
    expect(second?.fingerprint).toBe(first?.fingerprint);
  });

  test('never counts what was not understood as fitting', () => {
    const span = { start: 2, end: 12, line: 1, column: 3 };
    const trace = change(read('p vfs_unlink'), {
      unknowns: [{ reason: 'a name that is put together at run time', span }],
    });
    const report = check(trace, [v510, v61]);
    expect(report.summary.verdicts).toEqual({ fits: 0, breaks: 0, unknown: 2 });
    expect(report.unchecked).toEqual([
      {
        reason: 'a name that is put together at run time',
        file: 'unlink.kprobe_events',
        line: 1,
        column: 3,
        probe: 'kprobe:vfs_unlink',
        targets: [],
      },
    ]);
  });

  test('says of a file without a probe that nothing was checked', () => {
    const report = check(read('# nothing'));
    expect(report.unchecked.map(({ reason }) => reason)).toEqual(['no probe was found in it']);
  });

  test('passes over attach points that touch nothing of the kernel', () => {
    const trace = read('p vfs_unlink a=$arg9');
    const report = check(
      change(trace, { attach: { kind: 'uprobe', name: '/bin/sh:main', span: trace.probes[0]?.span ?? never() } }),
    );
    expect(report.summary.verdicts.fits).toBe(4);
  });

  test('does not judge a compiled program on a kernel of another architecture', () => {
    const report = check({ ...read('p vfs_unlink a=$arg9'), arch: 'arm64' });
    expect(report.findings).toEqual([]);
    expect(report.summary.verdicts.unknown).toBe(4);
    expect(report.unchecked.map(({ reason }) => reason)).toEqual([
      'the program is compiled for arm64, and does not run on x86_64',
    ]);
  });

  test('does not hold registers of one architecture against kernels of another, unless there are only such', () => {
    const arm = kernel('6.12', 'int vfs_unlink(struct inode *dir, struct dentry *dentry);', { arch: 'arm64' });
    const both = check(read('p vfs_unlink a=%si'), [v61, arm]);
    expect(both.findings.flatMap(({ targets }) => targets)).not.toContain('6.12');
    expect(both.unchecked.map(({ reason }) => reason)).toEqual([
      'it names registers of x86_64, which arm64 does not have',
    ]);
    expect(check(read('p vfs_unlink a=%si'), [arm]).findings.map(({ rule }) => rule)).toEqual([
      'register-not-argument',
    ]);
  });

  test('takes a kernel of which the architecture is not known for one of any', () => {
    const types = kernel('6.12', 'int vfs_unlink(struct inode *dir, struct dentry *dentry);', { arch: 'unknown' });
    const report = check({ ...read('p vfs_unlink a=$arg9'), arch: 'arm64' }, [types]);
    expect(report.findings.map(({ rule }) => rule)).toEqual(['arg-missing']);
  });

  test('holds an iterator against the struct that its programs are called with', () => {
    const at = { start: 0, end: 0, line: 1, column: 1 };
    const iterator = (name: string) => change(read('p vfs_unlink'), { attach: { kind: 'iter', name, span: at } });
    const types = kernel('6.12', 'struct bpf_iter__task { struct task_struct *task; };');
    expect(check(iterator('task'), [types]).findings).toEqual([]);
    expect(check(iterator('dmabuf'), [types]).findings.map(({ message }) => message)).toEqual([
      'the definition needs iterators over dmabuf',
    ]);
  });
});

function never(): never {
  throw new Error('the script has no probe');
}

describe('a guard', () => {
  test('keeps a probe from kernels on which it does not hold', () => {
    const report = check(guardedBy({ kind: 'version', op: '<', version: '5.12.0' }));
    expect(report.summary.verdicts).toEqual({ fits: 4, breaks: 0, unknown: 0 });
  });

  test('that the kernel does not decide leaves the probe as it is', () => {
    const report = check(guardedBy({ kind: 'opaque', text: 'args.all' }), [v61]);
    expect(report.findings.map(({ rule }) => rule)).toEqual(['arg-changed']);
  });

  test('that is an option of the tool makes an error a warning that names it; the probe it brings still breaks', () => {
    const report = check(guardedBy({ kind: 'opaque', text: '`--all` is given', option: true }), [v61]);
    expect(report.findings.map(({ severity, message }) => ({ severity, message }))).toEqual([
      {
        severity: 'warning',
        message: '`%si` of `vfs_unlink` is not `dentry`, where `--all` is given',
      },
    ]);
    expect(report.summary.verdicts.breaks).toBe(1);
  });

  test('that cannot be decided makes what is found behind it unknown', () => {
    const lean = kernel('6.1', 'int vfs_unlink(struct inode *dir);', {
      complete: ['functions', 'prototypes', 'sections'],
    });
    const condition: Condition = { kind: 'config_set', name: 'PREEMPT' };
    const report = check(change(guardedBy(condition), { uses: read('p vfs_unlink a=$arg4').probes[0]?.uses ?? [] }), [
      lean,
    ]);
    expect(report.findings).toEqual([]);
    expect(report.unchecked.map(({ reason }) => reason)).toEqual([
      '`vfs_unlink` has no argument 4, which `$arg4` reads, if its guard holds there; the configuration of this kernel was not read',
    ]);
  });
});

describe('what a tool tolerates', () => {
  const trace = read('p vfs_unlink');

  test('is told as information where the script says that it may be missing', () => {
    const report = check(change(trace, { ifMissing: 'ignore' }), [gone]);
    expect(report.findings.map(({ severity, effect }) => `${severity} ${effect}`)).toEqual(['info never-fires']);
    expect(report.summary.verdicts.fits).toBe(1);
  });

  test('is a warning where the tool only warns', () => {
    const report = check(change(trace, { ifMissing: 'warn' }), [gone]);
    expect(report.findings.map(({ severity, effect }) => `${severity} ${effect}`)).toEqual(['warning never-fires']);
  });

  test('is nothing where another probe of the group attaches', () => {
    const both = read('p:old vfs_unlink\np:new vfs_rmdir');
    const report = check(change(both, { group: 'unlink or rmdir' }), [gone]);
    expect(report.findings).toEqual([]);
    expect(report.summary.verdicts.fits).toBe(2);
  });
});

describe('an attach point that the program that carries the definition looks for', () => {
  const sought = (others: readonly string[]): TraceFile => ({
    ...change(read('p vfs_unlink'), { soughtByLoader: { others } }),
    tool: 'libbpf',
  });

  test('is not told to be missing, since the program may do without', () => {
    const report = check(sought([]), [gone]);
    expect(report.findings).toEqual([]);
    expect(report.unchecked[0]?.reason).toContain('uses that name in its own code');
  });

  test('nor where it names another that is there', () => {
    const report = check(sought(['vfs_rmdir']), [gone]);
    expect(report.findings).toEqual([]);
    expect(report.unchecked[0]?.reason).toContain('names `vfs_rmdir` too');
  });

  test('is missing where none of those is there that it names', () => {
    expect(check(sought(['__vfs_unlink']), [v510, gone]).findings).toMatchObject([{ rule: 'function-missing' }]);
  });
});

describe('a pattern', () => {
  const many = kernel('6.1', 'int vfs_rmdir(struct inode *dir); int vfs_mkdir(struct inode *dir, int mode);');

  test('finds nothing where nothing matches', () => {
    const report = check(read('f:many vfs_x*'), [many]);
    expect(report.findings.map(({ message }) => message)).toContain('no function matches `vfs_x*`');
  });

  test('is judged where all of its functions agree', () => {
    const report = check(read('f:many vfs_* a=$arg3'), [many]);
    expect(report.findings.map(({ message }) => message)).toContain('`vfs_*` has no argument 3, which `$arg3` reads');
  });

  test('is unknown where its functions differ', () => {
    const report = check(read('f:many vfs_* a=$arg2'), [many]);
    expect(report.findings.map(({ rule }) => rule)).not.toContain('arg-missing');
    expect(report.unchecked.map(({ reason }) => reason)).toContain(
      'the functions that `vfs_*` stands for differ in what is read here',
    );
  });
});
