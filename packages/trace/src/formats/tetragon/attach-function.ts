import type { AttachPoint } from '@tracefit/model';
import type { LocatedScalar } from '../../data/located';
import type { Policy } from './policy';

/** Prefixes of the functions behind system calls that Tetragon knows (supportedArchPrefix in pkg/arch/arch.go). */
const syscallPrefix = /^(?:__x64_|__arm64_|__ia32_)?sys_/;

/**
 * Where a `call` attaches. With `syscall`, Tetragon puts the prefix of the machine before the name, so that `sys_lseek`
 * is `__x64_sys_lseek` there, and `vfs_llseek` nothing at all.
 */
export function attachFunction(
  policy: Policy,
  call: LocatedScalar,
  isSyscall: boolean,
  kind: 'kprobe' | 'fentry',
): AttachPoint | undefined {
  const { text } = call.text;
  if (!/^[A-Za-z_][\w.]*$/.test(text)) {
    policy.fail('a function is expected, by its name', call.span);
    return undefined;
  }
  if (!isSyscall) return { kind, name: text, span: call.text.span(0, text.length) };
  const prefix = syscallPrefix.exec(text)?.[0];
  if (prefix === undefined) {
    policy.fail(`\`${text}\` is no system call; where a function is meant, \`syscall: false\` says so`, call.span);
    return { kind: 'ksyscall', name: text, span: call.text.span(0, text.length) };
  }
  // The functions of 32-bit programs are reached by their full names only.
  if (prefix.startsWith('__ia32_')) return { kind, name: text, span: call.text.span(0, text.length) };
  return { kind: 'ksyscall', name: text.slice(prefix.length), span: call.text.span(prefix.length, text.length) };
}
