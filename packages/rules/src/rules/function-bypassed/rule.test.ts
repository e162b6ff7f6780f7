import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const around = `long __x64_sys_close(const struct pt_regs *regs); ssize_t fanotify_read(struct file *file);
  long bpf_sys_close(unsigned int fd); long __ia32_sys_close(const struct pt_regs *regs);`;
const close = 'int close_fd(unsigned int fd);';
const file = 'struct file *file_close_fd(unsigned int fd);';
const all = '__x64_sys_close, fanotify_read * 3, bpf_sys_close, __ia32_sys_close';

const before = kernel('6.1', `${around} ${close} CALLERS(close_fd, ${all});`);
const after = kernel(
  '6.12',
  `${around} ${close} ${file} CALLERS(close_fd, bpf_sys_close);
  CALLERS(file_close_fd, __x64_sys_close, __ia32_sys_close);`,
);
const trace = 'p close_fd';
const finding = '1:3 most of what called `close_fd` no longer comes through it';

export const cases = testRule(rule, [
  {
    name: 'finds callers that call another function now',
    trace,
    kernels: after,
    writtenFor: before,
    findings: [finding],
    effect: 'warning incomplete',
    evidence: [
      'expected: 6 call sites in 4 functions',
      'actual: 1 call site in 1 function, no longer in `__ia32_sys_close`, `__x64_sys_close` and `fanotify_read`',
      'elsewhere: int close_fd(unsigned int fd)',
    ],
    fix: ['Probe `file_close_fd` too, which they call now.'],
  },
  {
    name: 'finds a collapse among the targets where no kernel was named',
    trace,
    kernels: [before, after],
    findings: [`${finding} on 6.12`],
  },
  {
    name: 'is silent where no kernel was named and half of the callers are left',
    trace,
    kernels: [before, kernel('6.6', `${around} ${close} CALLERS(close_fd, __ia32_sys_close, __x64_sys_close);`)],
    findings: [],
  },
  {
    name: 'is silent where they come through a function that was put in between',
    trace,
    kernels: kernel(
      '6.12',
      `${around} ${close} void close_file(unsigned int fd); CALLERS(close_fd, close_file); CALLERS(close_file, ${all});`,
    ),
    writtenFor: before,
    findings: [],
  },
  {
    name: 'is silent where the callers are gone themselves',
    trace,
    kernels: kernel('6.12', `${close} long bpf_sys_close(unsigned int fd); CALLERS(close_fd, bpf_sys_close);`),
    writtenFor: before,
    findings: [],
  },
  {
    name: 'is silent where it may be called through a pointer',
    trace,
    kernels: kernel('6.12', `${around} ${close} CALLERS(close_fd, bpf_sys_close, &);`),
    writtenFor: before,
    findings: [],
  },
  {
    name: 'is silent about the function of a module, whose callers are not known',
    trace: 'p ext4_file_open',
    kernels: kernel('6.12', 'module(ext4) int ext4_file_open(struct inode *inode, struct file *filp);'),
    writtenFor: kernel(
      '6.1',
      'int ext4_file_open(struct inode *inode, struct file *filp); int do_dentry_open(struct file *f); CALLERS(ext4_file_open, do_dentry_open);',
    ),
    findings: [],
  },
  {
    name: 'does not know where the callers of the kernel were not read',
    trace,
    kernels: kernel('6.12', close, { complete: ['functions', 'prototypes', 'sections', 'types', 'config', 'modules'] }),
    writtenFor: before,
    findings: [],
    unchecked: ['who calls `close_fd` was not read from this kernel'],
  },
]);
