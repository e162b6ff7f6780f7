import { kernel, sourceFile } from '@tracefit/testing';
import { readTrace } from '@tracefit/trace';
import { checkTraces } from '../check-traces';

const old = kernel(
  '5.10',
  'int vfs_unlink(struct inode *dir, struct dentry *dentry); int __vfs_read(struct file *file);',
);
const now = kernel(
  '6.12',
  'int vfs_unlink(struct mnt_idmap *idmap, struct inode *dir, struct dentry *dentry); int jiffies;',
);

/** What a script is said to do on both kernels, and the rules that found something. */
function check(text: string) {
  const trace = readTrace(sourceFile('a.stp', text));
  if (!trace) throw new Error('the script was not read');
  const report = checkTraces([trace], [old, now], { toolVersion: '1' });
  return {
    verdicts: report.files.flatMap(({ probes }) => probes.map(({ verdicts }) => verdicts)),
    found: report.findings.map(({ rule, effect }) => `${rule} ${effect}`),
  };
}

describe('a function that SystemTap looks up in debugging information', () => {
  test('is held for gone where it needs a symbol of its own', () => {
    const { verdicts, found } = check('probe kernel.function("__vfs_read").call { }');
    expect(verdicts).toEqual([{ '5.10': 'fits', '6.12': 'breaks' }]);
    expect(found).toEqual(['function-missing will-not-load']);
  });

  test('is no error where it may be optional', () => {
    const { found } = check('probe kernel.function("__vfs_read").call? { }');
    expect(found).toEqual(['function-missing never-fires']);
  });

  test('may be inlined where no kernel has a global one', () => {
    const { verdicts, found } = check('probe kernel.function("fdget_pos") { }');
    expect(verdicts).toEqual([{ '5.10': 'unknown', '6.12': 'unknown' }]);
    expect(found).toEqual([]);
  });

  test('has its arguments by name, and loudly', () => {
    const { verdicts, found } = check('probe kernel.function("vfs_unlink") { print($idmap, $dentry) }');
    expect(verdicts).toEqual([{ '5.10': 'breaks', '6.12': 'fits' }]);
    expect(found).toEqual(['arg-name-missing will-not-load']);
  });

  test('is asked for them by `@defined`', () => {
    const { verdicts } = check(
      'probe kernel.function("vfs_unlink") { print(@choose_defined($idmap, $dir)); if (@defined($idmap)) print($nosuch) }',
    );
    expect(verdicts).toEqual([{ '5.10': 'fits', '6.12': 'breaks' }]);
  });

  test('has other variables too, which are not known', () => {
    const { verdicts } = check('probe kernel.function("vfs_unlink") { print($jiffies) }');
    expect(verdicts).toEqual([{ '5.10': 'breaks', '6.12': 'unknown' }]);
  });
});

test('positions of a kprobe without debugging information are wrong without a word', () => {
  const { found } = check(
    '# tracefit: written-for 5.10\nprobe kprobe.function("vfs_unlink") { print(pointer_arg(2)) }',
  );
  expect(found).toEqual(['arg-moved wrong-data']);
});
