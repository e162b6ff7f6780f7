import type { Span } from '@tracefit/model';
import type { FunctionNode } from '../../c/syntax';
import { modulePoint, unknownPoint, type AttachReading } from './attach-points';
import { hasUnknown, syscallPrefix, textValue } from './run/value';

/** The prefixes of system calls that BCC replaces by the running kernel's. */
const syscall =
  /^(?:sys_|__x64_sys_|__x32_compat_sys_|__ia32_compat_sys_|__arm64_sys_|__s390x_sys_|__s390_sys_|__riscv_sys_)/;

const wrapperByName =
  'a program on the wrapper of a system call is not looked up: its name depends on the architecture';

/** Where BCC attaches a function by its name alone (`_trace_autoload()` in src/python/bcc/__init__.py of BCC 0.31). */
export function automaticPoint(fn: FunctionNode, span: Span): AttachReading | undefined {
  const reading = namedPoint(fn, span);
  if (reading && fn.name.includes(syscallPrefix)) {
    // The wrapper of a system call by its name: each architecture has its own prefix.
    const { kind, name } = reading.attach;
    const call = name.replace(syscallPrefix, '');
    return { attach: { kind: 'always', name: `${kind} ${call}`, span }, unknown: wrapperByName };
  }
  if (!reading || !hasUnknown(fn.name)) return reading;
  return unknownPoint(reading.attach.kind, span, textValue(fn.name, span));
}

function namedPoint({ name }: FunctionNode, span: Span): AttachReading | undefined {
  const rest = (prefix: string) => name.slice(prefix.length);
  if (name.startsWith('kprobe__')) return kprobe(rest('kprobe__'), false, span);
  if (name.startsWith('kretprobe__')) return kprobe(rest('kretprobe__'), true, span);
  if (name.startsWith('tracepoint__')) {
    return { attach: { kind: 'tracepoint', name: rest('tracepoint__').replace('__', ':'), span } };
  }
  if (name.startsWith('raw_tracepoint__'))
    return { attach: { kind: 'raw_tracepoint', name: rest('raw_tracepoint__'), span } };
  if (name.startsWith('kfunc__')) return modulePoint('fentry', rest('kfunc__'), span);
  if (name.startsWith('kretfunc__')) return modulePoint('fexit', rest('kretfunc__'), span);
  if (name.startsWith('kmod_ret__')) return modulePoint('fmod_ret', rest('kmod_ret__'), span);
  if (name.startsWith('lsm__')) return { attach: { kind: 'lsm', name: rest('lsm__'), span } };
  if (name.startsWith('bpf_iter__')) return { attach: { kind: 'iter', name: rest('bpf_iter__'), span } };
  return undefined;
}

function kprobe(name: string, isReturn: boolean, span: Span): AttachReading {
  const call = syscall.exec(name)?.[0];
  if (call === undefined) return { attach: { kind: isReturn ? 'kretprobe' : 'kprobe', name, span } };
  return { attach: { kind: isReturn ? 'kretsyscall' : 'ksyscall', name: name.slice(call.length), span } };
}
