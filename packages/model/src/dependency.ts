import type { Place } from './report';

/** What kind of kernel thing a trace relies on. */
export type DependencyKind =
  | 'function'
  | 'syscall'
  | 'lsm_hook'
  | 'tracepoint'
  | 'raw_tracepoint'
  | 'argument'
  | 'result'
  | 'event_field'
  | 'member'
  | 'type'
  | 'constant'
  | 'symbol'
  | 'kfunc'
  | 'offset'
  | 'relocation'
  | 'helper';

/** One kernel thing that a place of a trace definition relies on. */
export interface Dependency extends Place {
  readonly file: string;
  /** The attach point it belongs to, `KIND:NAME`. */
  readonly probe: string;
  readonly kind: DependencyKind;
  /** `vfs_unlink`, `vfs_unlink arg1`, `struct dentry.d_name`, `sched:sched_switch next_pid`. */
  readonly name: string;
  /** What it is on the kernel that was asked, in one line of C; absent where there is none or it was not asked. */
  readonly declaration?: string;
  /** The definition goes on without it: it tests for it first, or has another way. */
  readonly optional: boolean;
}
