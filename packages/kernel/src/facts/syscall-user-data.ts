/**
 * Which parameters of a system call its `sys_enter_` event copies from user memory, since 6.19. The kernel decides it by
 * a list in check_faultable_syscall() (kernel/trace/trace_syscalls.c), which is code and cannot be read from an image;
 * this is that list, held against booted kernels from 6.19 to 7.3.
 */
const COPIED: readonly (readonly [positions: readonly number[], syscalls: string])[] = [
  [
    [0],
    `access acct chdir chmod chown chroot creat delete_module execve fsopen lchown memfd_create mkdir mknod mq_open
    mq_unlink open readlink rmdir setdomainname sethostname shmdt statfs swapoff swapon truncate umount unlink utime utimes`,
  ],
  [
    [1],
    `execveat faccessat faccessat2 fchmodat fchmodat2 fchownat fgetxattr finit_module flistxattr fremovexattr fsetxattr
    fspick futimesat inotify_add_watch mkdirat mknodat mount_setattr mq_timedsend name_to_handle_at newfstatat open_tree
    open_tree_attr openat openat2 pwrite64 quotactl readlinkat statx syslog unlinkat utimensat write`,
  ],
  [[2], 'fsconfig init_module'],
  [[4], 'fanotify_mark kexec_file_load'],
  [
    [0, 1],
    `add_key getxattr lgetxattr link listxattr llistxattr lremovexattr lsetxattr pivot_root removexattr rename
    request_key setxattr symlink`,
  ],
  [[0, 2], 'symlinkat'],
  [[1, 3], 'getxattrat linkat listxattrat move_mount removexattrat renameat renameat2 setxattrat'],
  [[0, 1, 2], 'mount'],
];

/** What is copied as bytes of a length given by another parameter; all else is text. */
const BYTES: ReadonlySet<string> = new Set(['mq_timedsend', 'pwrite64', 'write']);

const POSITIONS: ReadonlyMap<string, readonly number[]> = new Map(
  COPIED.flatMap(([positions, names]) => names.split(/\s+/).map((name) => [name, positions] as const)),
);

/** The positions of the copied parameters, from 0; `name` without `sys_`. */
export function copiedParams(name: string): readonly number[] {
  return POSITIONS.get(name) ?? [];
}

/** Whether they are copied as bytes, not as text. */
export function copiesBytes(name: string): boolean {
  return BYTES.has(name);
}
