import { parseCDecls, type FuncProto } from '@tracefit/model';
import { parameterChanges } from './parameter-changes';
import { told } from './surface-entry';

function proto(declaration: string): FuncProto {
  const [func] = parseCDecls(declaration).functions;
  if (!func) throw new Error(`no prototype: ${declaration}`);
  return func.proto;
}

describe('the change of a function, as a probe at its entry sees it', () => {
  it.each([
    [
      'an argument in front moves the others',
      'int vfs_rmdir(struct inode *dir, struct dentry *dentry);',
      'int vfs_rmdir(struct mnt_idmap *idmap, struct inode *dir, struct dentry *dentry);',
      {
        breaking: true,
        details: ['dir moved from arg0 to arg1', 'dentry moved from arg1 to arg2', 'new: arg0 struct mnt_idmap *idmap'],
      },
    ],
    [
      'an argument behind leaves the others',
      'int vfs_fsync(struct file *file);',
      'int vfs_fsync(struct file *file, int datasync);',
      { breaking: false, details: ['new: arg1 int datasync'] },
    ],
    [
      'another name is no other argument',
      'int vfs_fsync(struct file *file, int datasync);',
      'int vfs_fsync(struct file *filp, int datasync);',
      { breaking: false, details: ['arg0 file is called filp'] },
    ],
    [
      'another type is',
      'int vfs_create(struct user_namespace *ns, struct inode *dir);',
      'int vfs_create(struct mnt_idmap *ns, struct inode *dir);',
      { breaking: true, details: ['ns was struct user_namespace *, is struct mnt_idmap *'] },
    ],
    [
      'that any number of arguments may follow is said',
      'struct kthread_worker *kthread_create_worker_on_cpu(int cpu, const char *namefmt, ...);',
      'struct kthread_worker *kthread_create_worker_on_cpu(int cpu, const char *namefmt);',
      { breaking: false, details: ['... is gone'] },
    ],
    [
      'what is gone is said, and what it returns',
      'int tcp_recvmsg(struct sock *sk, struct msghdr *msg, size_t len, int nonblock);',
      'void tcp_recvmsg(struct sock *sk, struct msghdr *msg, size_t len);',
      { breaking: true, details: ['arg3 int nonblock is gone', 'returned int, returns void'] },
    ],
  ])('%s', (_what, before, after, changes) => {
    const details = parameterChanges(proto(before), proto(after)).map(told);
    expect({
      breaking: details.some((detail) => detail.breaking),
      details: details.map(({ text }) => text),
    }).toEqual(changes);
  });

  it('tells which argument it was, by its old place, and which probes notice', () => {
    const before = 'int tcp_recvmsg(struct sock *sk, size_t len, int flags, int *addr_len);';
    const after = 'long tcp_recvmsg(struct sock *sk, size_t length, int *addr_len);';
    expect(
      parameterChanges(proto(before), proto(after)).map(({ kind, about, breaking }) => [kind, about, breaking]),
    ).toEqual([
      ['renamed', 'arg1', false],
      ['removed', 'arg2', true],
      ['moved', 'arg3', true],
      ['returns', undefined, true],
    ]);
  });
});
