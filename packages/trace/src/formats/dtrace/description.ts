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

/**
 * Reads `PROVIDER:MODULE:FUNCTION:NAME`, parts left out in front; without a name it is several probes. None: another provider,
 * with places of its own.
 */
export function readDescription(text: string): readonly Description[] {
  if (/^(?:dtrace:::)?(?:BEGIN|END|ERROR)$/.test(text)) {
    return [{ probe: text.endsWith('BEGIN') ? 'BEGIN' : 'END', mode: 'other', renamed: true }];
  }
  const [, kind, count, unit = 'hz'] =
    /^(?:profile:::)?(tick|profile)-(\d{1,9})(ns|nsec|us|usec|ms|msec|s|sec|m|min|h|hour|d|day|hz)?$/.exec(text) ?? [];
  if (kind !== undefined && count !== undefined) {
    const often = /^(?:m|min|h|hour|d|day)$/.test(unit) ? 's' : unit.replace(/ec$/, '');
    return [{ probe: `profile:${often}:${count}`, mode: 'other', renamed: true }];
  }
  const parts = text.split(':');
  const [provider = '', module = '', func = '', name = ''] = parts.length === 2 ? ['fbt', '', ...parts] : parts;
  if (parts.length > 4 || parts.length < 2 || provider === '') return [];
  // Probes of a process: `pid$target:libc:malloc:entry`, and of its own providers.
  if (/(?:\$\w+|\d)$/.test(provider))
    return [{ probe: `uprobe:${module || '*'}:${func || '*'}`, mode: 'other', renamed: true }];
  if (/[^\w*?.[\]-]/.test(provider + module + func + name)) return [];
  const names = name === '' || name === '*' ? ['entry', 'return'] : [name];
  if (provider === 'fbt' || provider === 'rawfbt') {
    const scope = kernel.has(module) ? '' : `${module}:`;
    return names.flatMap((each): Description[] =>
      each === 'entry' || each === 'return'
        ? [{ probe: `${each === 'entry' ? 'kprobe' : 'kretprobe'}:${scope}${func || '*'}`, mode: each }]
        : [],
    );
  }
  if (provider === 'syscall') {
    return names.flatMap((each): Description[] =>
      each === 'entry' || each === 'return'
        ? [
            {
              probe: `tracepoint:syscalls:sys_${each === 'entry' ? 'enter' : 'exit'}_${func || '*'}`,
              mode: 'syscall',
              renamed: true,
            },
          ]
        : [],
    );
  }
  if (provider === 'sdt' && module !== '' && name !== '')
    return [{ probe: `tracepoint:${module}:${name}`, mode: 'syscall' }];
  if (provider === 'rawtp' && module !== '' && name !== '') return [{ probe: `rawtracepoint:${name}`, mode: 'raw' }];
  return [];
}
