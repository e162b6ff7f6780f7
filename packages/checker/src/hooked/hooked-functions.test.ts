import type { HookedFunction, Kernel } from '@tracefit/model';
import { readTrace } from '@tracefit/trace';
import { kernel, sourceFile } from '@tracefit/testing';
import { hookedFunctions } from './hooked-functions';

/** What is told of the functions that some texts of kprobe events hook. */
function hooked(scripts: readonly string[], kernels: readonly Kernel[]): readonly HookedFunction[] {
  const traces = scripts.flatMap(
    (text, at) => readTrace(sourceFile(`${at}.kprobe_events`, text), 'kprobe_events') ?? [],
  );
  return hookedFunctions(traces, kernels, '1').functions;
}

function changes(name: string, kernels: readonly Kernel[]): readonly string[] {
  return hooked([`p ${name}`], kernels).flatMap((func) =>
    func.changes.map(({ turn, since, text }) => [turn, since, text].filter((word) => word !== '').join(' ')),
  );
}

describe('what became of a hooked function', () => {
  it('is told from one series to the next', () => {
    expect(
      changes('blk_account_io_start', [
        kernel('5.10.262', 'void blk_account_io_start(struct request *rq);'),
        kernel('6.1.192', 'inlined void blk_account_io_start(struct request *rq);'),
        kernel('6.12.117', 'notrace void blk_account_io_start(struct request *rq);'),
        kernel('6.16.12', 'clone blk_account_io_start.part.0; clone blk_account_io_start.isra.0;'),
        kernel('7.3.4', 'void blk_account_io_start(struct request *rq);'),
      ]),
    ).toEqual([
      'inlined 6.1',
      'untraceable 6.12 ftrace has no site at its entry (notrace)',
      'cloned 6.16 blk_account_io_start.isra.0, blk_account_io_start.part.0',
      'back 7.3',
    ]);
  });

  it('is another argument where a probe at its entry reads it, and not where one is appended or renamed', () => {
    expect(
      changes('vfs_create', [
        kernel('5.10.262', 'int vfs_create(struct inode *dir, struct dentry *dentry);'),
        kernel('6.1.192', 'int vfs_create(struct user_namespace *ns, struct inode *dir, struct dentry *dentry);'),
        kernel(
          '6.12.117',
          'int vfs_create(struct user_namespace *ns, struct inode *dir, struct dentry *child, bool excl);',
        ),
      ]),
    ).toEqual(['arguments 6.1 dir moved from arg0 to arg1, dentry moved from arg1 to arg2']);
  });

  it('is a known name, also where that has another since', () => {
    expect(
      changes('__page_cache_alloc', [
        kernel('5.10.262', 'struct page *__page_cache_alloc(gfp_t gfp);'),
        kernel('6.1.192', 'struct folio *filemap_alloc_folio(gfp_t gfp, unsigned int order);'),
        kernel('6.12.117', 'struct folio *filemap_alloc_folio_noprof(gfp_t gfp, unsigned int order);'),
      ]),
    ).toEqual(['renamed 6.1 filemap_alloc_folio', 'renamed 6.12 filemap_alloc_folio_noprof']);
  });

  it('is seen on the newest build of each series, of one flavour', () => {
    const cloud = (version: string, text: string) => {
      const plain = kernel(version, text);
      return { ...plain, identity: { ...plain.identity, flavour: 'cloud', id: `${version}-cloud` } };
    };
    const vfs = 'int vfs_create(struct inode *dir);';
    expect(
      changes('vfs_create', [kernel('6.1.1', ''), kernel('6.1.9', vfs), cloud('6.1.9', ''), kernel('6.12', vfs)]),
    ).toEqual([]);
  });
});

describe('the functions that definitions hook', () => {
  const before = `int vfs_create(struct inode *dir); int vfs_open(struct path *path); struct rq *finish_task_switch(struct task_struct *prev);
    TRACE_EVENT(sched, sched_switch, int prev_pid;);`;
  const after = 'int vfs_open(struct path *path); TRACE_EVENT(sched, sched_switch, int prev_pid;);';
  const kernels = [kernel('6.1', before), kernel('6.12', after)];

  it('stand in the order of what a tracepoint would help: changed, hooked by many, no event known', () => {
    const found = hooked(
      ['p vfs_open\np finish_task_switch', 'p vfs_open\np finish_task_switch', 'p vfs_create'],
      kernels,
    );
    expect(found.map(({ name, scripts, tracepoint }) => [name, scripts.length, tracepoint?.event])).toEqual([
      ['vfs_create', 1, undefined],
      ['finish_task_switch', 2, 'sched:sched_switch'],
      ['vfs_open', 2, undefined],
    ]);
  });

  it('are those named by attach points: no patterns, no events', () => {
    expect(hooked(['e:exec sched/sched_process_exec pid=$pid'], kernels)).toEqual([]);
  });
});
