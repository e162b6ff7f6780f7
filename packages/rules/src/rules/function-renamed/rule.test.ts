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
  {
    name: 'knows the new name of a function, and which commit gave it',
    trace: 'p __alloc_pages',
    kernels: [
      kernel('6.6', 'struct page *__alloc_pages(unsigned int gfp, unsigned int order);'),
      kernel(
        '6.12',
        'struct page *__alloc_pages_noprof(unsigned int gfp, unsigned int order); void __free_pages_ok(struct page *page);',
      ),
    ],
    findings: ['1:3 `__alloc_pages` does not exist under this name on 6.12'],
    fix: ['Probe `__alloc_pages_noprof`, its name now (Linux 6.10, commit b951aaff5035); its arguments may be others.'],
    candidates: ['__alloc_pages_noprof'],
  },
]);
