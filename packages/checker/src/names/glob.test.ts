import { matchGlob, matchNames } from './glob';

describe('a pattern', () => {
  test.each([
    ['vfs_*', 'vfs_read'],
    ['*_read', 'vfs_read'],
    ['*', ''],
    ['vfs_re?d', 'vfs_read'],
    ['vfs_[rw]*', 'vfs_write'],
    ['vfs_[!w]*', 'vfs_read'],
    ['vfs_[a-r]ead', 'vfs_read'],
    ['*a*b*', 'xxaxxbxx'],
    ['vfs_read', 'vfs_read'],
  ])('%s matches %s', (pattern, name) => {
    expect(matchGlob(pattern, name)).toBe(true);
  });

  test.each([
    ['vfs_*', '__vfs_read'],
    ['vfs_re?d', 'vfs_red'],
    ['vfs_[!r]*', 'vfs_read'],
    ['*a*b', 'xxaxxbxx'],
    ['', 'vfs_read'],
  ])('%s does not match %s', (pattern, name) => {
    expect(matchGlob(pattern, name)).toBe(false);
  });

  test('takes the names it matches out of a sorted list', () => {
    expect(matchNames('vfs_r*', ['do_read', 'vfs_open', 'vfs_read', 'vfs_rmdir', 'vfs_write'])).toEqual([
      'vfs_read',
      'vfs_rmdir',
    ]);
  });

  test('is not slow for many stars', () => {
    expect(matchGlob('*a'.repeat(200), 'b'.repeat(5_000))).toBe(false);
  });
});
