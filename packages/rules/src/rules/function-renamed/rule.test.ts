import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

export const cases = testRule(rule, [
  {
    name: 'finds the one function that evidently took its place',
    trace: 'p __lock_page',
    kernels: [
      kernel('5.15', 'void __lock_page(struct page *page);'),
      kernel('6.1', 'void __folio_lock(struct folio *folio); int munlock_folio(struct folio *folio);'),
    ],
    findings: ['1:3 `__lock_page` does not exist under this name on 6.1'],
    candidates: ['__folio_lock', 'munlock_folio'],
    effect: 'error will-not-load',
  },
  {
    name: 'leaves to function-missing what two may have replaced',
    trace: 'p get_acl',
    kernels: [
      kernel('6.1', 'struct posix_acl *get_acl(struct inode *inode, int type);'),
      kernel(
        '6.2',
        'struct posix_acl *get_inode_acl(struct inode *inode, int type); struct posix_acl *__get_acl(struct mnt_idmap *idmap, struct dentry *dentry, struct inode *inode, int type);',
      ),
    ],
    findings: [],
  },
]);
