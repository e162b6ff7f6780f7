/** How a clause gets at its arguments. */
export type Mode = 'entry' | 'return' | 'syscall' | 'raw' | 'other';

/** A probe description as bpftrace has it. */
export interface Description {
  readonly probe: string;
  readonly mode: Mode;
  /** The kernel's names are not those that stand there. */
  readonly renamed?: true;
}

/** Modules that are the kernel itself. */
const kernel: ReadonlySet<string> = new Set(['', 'vmlinux', 'kernel', '*']);

/** Reads `PROVIDER:MODULE:FUNCTION:NAME`, parts left out in front; `undefined`: another provider, with places of its own. */
export function readDescription(text: string): Description | undefined {
  if (/^(?:dtrace:::)?(?:BEGIN|END|ERROR)$/.test(text)) {
    return { probe: text.endsWith('BEGIN') ? 'BEGIN' : 'END', mode: 'other', renamed: true };
  }
  const [, kind, count, unit = 'hz'] =
    /^(?:profile:::)?(tick|profile)-(\d{1,9})(s|sec|ms|msec|us|usec|hz)?$/.exec(text) ?? [];
  if (kind !== undefined && count !== undefined) {
    return { probe: `profile:${unit.replace(/ec$/, '')}:${count}`, mode: 'other', renamed: true };
  }
  const parts = text.split(':');
  const [provider = '', module = '', func = '', name = ''] = parts.length === 2 ? ['fbt', '', ...parts] : parts;
  if (parts.length > 4 || parts.length < 2 || /[^\w*?.[\]-]/.test(provider + module + func + name)) return undefined;
  if (provider === 'fbt' || provider === 'rawfbt') {
    if (name !== 'entry' && name !== 'return') return undefined;
    const scope = kernel.has(module) ? '' : `${module}:`;
    return { probe: `${name === 'entry' ? 'kprobe' : 'kretprobe'}:${scope}${func || '*'}`, mode: name };
  }
  if (provider === 'syscall' && (name === 'entry' || name === 'return')) {
    const probe = `tracepoint:syscalls:sys_${name === 'entry' ? 'enter' : 'exit'}_${func || '*'}`;
    return { probe, mode: 'syscall', renamed: true };
  }
  if (provider === 'sdt' && module !== '' && name !== '')
    return { probe: `tracepoint:${module}:${name}`, mode: 'syscall' };
  if (provider === 'rawtp' && module !== '' && name !== '') return { probe: `rawtracepoint:${name}`, mode: 'raw' };
  return undefined;
}
