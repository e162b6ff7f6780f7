import { kernel, sourceFile } from '@tracefit/testing';
import { readTrace } from '@tracefit/trace';
import { checkTraces } from '../check-traces';

const v510 = kernel(
  '5.10',
  'struct dentry { int d_flags; }; int vfs_unlink(struct inode *dir, struct dentry *dentry);',
);
const v61 = kernel(
  '6.1',
  'struct dentry { int d_flags; }; int vfs_unlink(struct user_namespace *ns, struct inode *dir, struct dentry *dentry);',
);
const later = kernel('6.12', 'void __alloc_pages_noprof(int order); void kfree(void *object);');

function edits(script: string, kernels: readonly (typeof v510)[]) {
  const trace = readTrace(sourceFile('script', script));
  if (!trace) throw new Error('the script was not read');
  const { findings } = checkTraces([trace], kernels, { toolVersion: '0' });
  return findings.flatMap((finding) => finding.edits ?? []);
}

describe('a correction', () => {
  test('is offered where every checked kernel needs it', () => {
    expect(edits('kprobe:vfs_unlink { print(((struct dentry *)arg1)->d_flags); }', [v61])).toEqual([
      { line: 1, column: 45, length: 4, text: 'arg2' },
    ]);
    expect(edits('p vfs_unlink dentry=%si', [v61])).toEqual([{ line: 1, column: 21, length: 3, text: '%dx' }]);
  });

  test('is not offered where one of them takes the text as it stands', () => {
    expect(edits('p vfs_unlink dentry=%si', [v510, v61])).toEqual([]);
  });

  test('names a function that is known to have been renamed', () => {
    expect(edits('kprobe:__alloc_pages { }', [later])).toEqual([
      { line: 1, column: 8, length: 13, text: '__alloc_pages_noprof' },
    ]);
  });

  test('is not offered for what is only likely', () => {
    expect(edits('kprobe:kfreee { }', [later])).toEqual([]);
  });
});
