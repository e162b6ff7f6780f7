import { parseCDecls, type FuncProto } from '@tracefit/model';
import { prototypeChange } from './prototype-change';

function proto(declaration: string): FuncProto {
  const [func] = parseCDecls(declaration).functions;
  if (!func) throw new Error(`no prototype: ${declaration}`);
  return func.proto;
}

const old = 'int vfs_unlink(struct inode *dir, struct dentry *dentry, struct inode **delegated_inode);';

describe('the change of a prototype', () => {
  it('is said for each argument that is new or at another place', () => {
    const now =
      'int vfs_unlink(struct mnt_idmap *idmap, struct inode *dir, struct dentry *dentry, struct inode **delegated_inode);';
    expect(prototypeChange(proto(old), proto(now))).toBe(
      'new: arg0 idmap; moved: dir from arg0 to arg1, dentry from arg1 to arg2, delegated_inode from arg2 to arg3',
    );
  });

  it('is said for types, what is gone and what is returned', () => {
    const now = 'void vfs_unlink(struct inode *dir, struct path *dentry);';
    expect(prototypeChange(proto(old), proto(now))).toBe(
      'gone: arg2 delegated_inode; type: dentry was struct dentry *, is struct path *; returned int',
    );
  });

  it('is no argument that went and another that came where only the name differs', () => {
    expect(
      prototypeChange(
        proto('void blk_account_io_start(struct request *rq);'),
        proto('void blk_account_io_start(struct request *req);'),
      ),
    ).toBe('renamed: arg0 was rq, is req');
  });

  it('is nothing where nothing has changed', () => {
    expect(prototypeChange(proto(old), proto(old))).toBeUndefined();
  });
});
