import { kernel, sourceFile } from '@tracefit/testing';
import { readTrace } from '@tracefit/trace';
import { checkTraces } from '../check-traces';

/** The candidates for a function, first to last, on the newer of two kernels. */
function candidates(name: string, before: string, after: string): readonly string[] {
  const trace = readTrace(sourceFile('gone.kprobe_events', `p ${name}`), 'kprobe_events');
  if (!trace) throw new Error('the script was not read');
  const report = checkTraces([trace], [kernel('6.1', before), kernel('6.12', after)], { toolVersion: '1' });
  return report.findings.flatMap((finding) => finding.candidates.map((candidate) => candidate.name));
}

describe('the candidates for a function that vanished', () => {
  test('take a page for a folio, in the name and in the prototype', () => {
    const found = candidates(
      '__lock_page',
      'void __lock_page(struct page *page);',
      'void __folio_lock(struct folio *folio); void munlock_page(struct page *page);',
    );
    expect(found[0]).toBe('__folio_lock');
  });

  test('take words in another order and joined to others', () => {
    expect(
      candidates(
        'swap_readpage',
        'void swap_readpage(struct page *page, bool synchronous);',
        'void swap_read_folio(struct folio *folio, bool synchronous); void swap_write_unplug(struct swap_iocb *sio);',
      ),
    ).toEqual(['swap_read_folio']);
  });

  test('leave out what took over from another function', () => {
    const before = `void page_add_new_anon_rmap(struct page *page, struct vm_area_struct *vma, unsigned long address);
      void hugepage_add_new_anon_rmap(struct page *page, struct vm_area_struct *vma, unsigned long address);`;
    const after = `void folio_add_new_anon_rmap(struct folio *folio, struct vm_area_struct *vma, unsigned long address);
      void hugetlb_add_new_anon_rmap(struct folio *folio, struct vm_area_struct *vma, unsigned long address);`;
    expect(candidates('hugepage_add_new_anon_rmap', before, after)[0]).toBe('hugetlb_add_new_anon_rmap');
    expect(candidates('page_add_new_anon_rmap', before, after)[0]).toBe('folio_add_new_anon_rmap');
  });

  test('put the one first that is called where the other was, whatever their names', () => {
    const before = `struct posix_acl *get_acl(struct inode *inode, int type); int posix_acl_create(struct inode *dir);
      int vfs_get_acl(struct dentry *dentry); CALLERS(get_acl, posix_acl_create, vfs_get_acl);`;
    const after = `struct posix_acl *get_acl_rcu(struct inode *inode, int type); struct posix_acl *get_inode_acl(struct inode *inode, int type);
      int posix_acl_create(struct inode *dir); int vfs_get_acl(struct dentry *dentry); int acl_permission_check(struct inode *inode);`;
    const calls = 'CALLERS(get_inode_acl, posix_acl_create, vfs_get_acl); CALLERS(get_acl_rcu, acl_permission_check);';
    expect(candidates('get_acl', before, after)[0]).toBe('get_acl_rcu');
    expect(candidates('get_acl', before, `${after} ${calls}`)[0]).toBe('get_inode_acl');
  });

  test('have one with quite another name that is called where the other was, and calls the same', () => {
    const lookup = '(const struct qstr *name, struct dentry *base, unsigned int flags);';
    const around = `long do_rmdir(int dfd, struct filename *name); int do_unlinkat(int dfd, struct filename *name);
      struct dentry *lookup_dcache${lookup} void dput(struct dentry *dentry);`;
    const before = `${around} struct dentry *__lookup_hash${lookup} CALLERS(__lookup_hash, do_rmdir, do_unlinkat);
      CALLERS(lookup_dcache, __lookup_hash); CALLERS(dput, __lookup_hash);`;
    const after = `${around} struct dentry *lookup_one_qstr_excl${lookup} CALLERS(lookup_one_qstr_excl, do_rmdir, do_unlinkat);
      CALLERS(lookup_dcache, lookup_one_qstr_excl); CALLERS(dput, lookup_one_qstr_excl);`;
    expect(candidates('__lookup_hash', before, after)).toEqual(['lookup_one_qstr_excl']);
  });

  test('leave out one with a name like it that came elsewhere in the code', () => {
    const proto = '(struct block_device *bdev, sector_t sector, sector_t nr_sects, gfp_t gfp_mask);';
    const around = `int blkdev_common_ioctl(struct block_device *bdev); int __blkdev_issue_discard${proto} int submit_bio_wait(struct bio *bio);`;
    const before = `${around} int blkdev_issue_write_same${proto} CALLERS(submit_bio_wait, blkdev_issue_write_same, blkdev_common_ioctl);
      CALLERS(blkdev_issue_write_same, __blkdev_issue_discard);`;
    const after = `${around} int blkdev_issue_secure_erase${proto} int blk_next_bio(struct bio *bio);
      CALLERS(blkdev_issue_secure_erase, blkdev_common_ioctl); CALLERS(blk_next_bio, blkdev_issue_secure_erase);`;
    expect(candidates('blkdev_issue_write_same', before, after)).toEqual([]);
    expect(candidates('blkdev_issue_write_same', before.replace(/CALLERS[^]*/, ''), after)).not.toEqual([]);
  });

  test('are none where nothing that appeared is like it', () => {
    expect(
      candidates(
        'tcp_sendpage',
        'int tcp_sendpage(struct sock *sk, struct page *page, int offset, size_t size, int flags);',
        'void tcp_plb_check_rehash(struct sock *sk, struct tcp_plb_state *plb); int udp_splice_eof(struct socket *sock);',
      ),
    ).toEqual([]);
  });

  test('are none where only its name is like something that was there all the time', () => {
    expect(
      candidates(
        'vfs_read_old',
        'long vfs_read_old(struct file *file); long vfs_read(struct file *file);',
        'long vfs_read(struct file *file);',
      ),
    ).toEqual([]);
  });
});
