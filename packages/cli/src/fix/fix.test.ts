import { applyEdits } from './apply-edits';
import { unifiedDiff } from './unified-diff';

const edit = (line: number, column: number, length: number, text: string) => ({ line, column, length, text });

describe('corrections', () => {
  test('are made at their places, several to a line', () => {
    const text = 'p vfs_unlink dir=%di dentry=%si\np vfs_read\n';
    expect(applyEdits(text, [edit(1, 29, 3, '%dx'), edit(1, 18, 3, '%si')])).toBe(
      'p vfs_unlink dir=%si dentry=%dx\np vfs_read\n',
    );
  });

  test('that touch the same text are made once', () => {
    expect(applyEdits('p f a=%si', [edit(1, 7, 3, '%dx'), edit(1, 7, 3, '%cx')])).toBe('p f a=%dx');
  });

  test('are shown with three lines around them, and as one where they are near', () => {
    const line = (at: number) => `p function_${at} a=%si\n`;
    const text = Array.from({ length: 12 }, (_, at) => line(at)).join('');
    const after = applyEdits(text, [edit(2, 16, 3, '%dx'), edit(12, 17, 3, '%dx')]);
    expect(
      unifiedDiff('a.kprobe_events', text, after)
        .split('\n')
        .filter((each) => /^[-+@]/.test(each)),
    ).toEqual([
      '--- a.kprobe_events',
      '+++ a.kprobe_events',
      '@@ -1,5 +1,5 @@',
      '-p function_1 a=%si',
      '+p function_1 a=%dx',
      '@@ -9,4 +9,4 @@',
      '-p function_11 a=%si',
      '+p function_11 a=%dx',
    ]);
  });

  test('of a last line without an end keep it so', () => {
    expect(unifiedDiff('a', 'p f a=%si', 'p f a=%dx')).toBe(
      '--- a\n+++ a\n@@ -1,1 +1,1 @@\n-p f a=%si\n\\ No newline at end of file\n+p f a=%dx\n\\ No newline at end of file\n',
    );
  });
});
