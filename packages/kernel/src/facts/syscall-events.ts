import type { EventField, KernelTracepoint } from '@tracefit/model';
import type { ImageTypes } from './image-types';
import { byteOffsetOf } from './struct-layout';
import type { SyscallMetadata } from './syscall-metadata';
import { copiesBytes } from './syscall-user-data';

/**
 * The events `syscalls:sys_enter_NAME` and `sys_exit_NAME` of every system call that this machine's table has, with the
 * fields the kernel defines for them (syscall_enter_define_fields(), kernel/trace/trace_syscalls.c). Without the layout
 * of their records they come without fields.
 */
export function readSyscallEvents(
  syscalls: readonly SyscallMetadata[],
  types: ImageTypes,
  common: readonly EventField[] | undefined,
): KernelTracepoint[] {
  const enter = readRecord(types, 'syscall_trace_enter', 'args', common);
  const exit = readRecord(types, 'syscall_trace_exit', 'ret', common);
  return syscalls
    .filter((syscall) => syscall.mapped)
    .flatMap((syscall) => {
      const name = syscall.name.replace(/^sys_/, '');
      return [
        { ...event(`sys_enter_${name}`, enter && enterFields(enter, syscall)), ...enterFormat(syscall, enter) },
        { ...event(`sys_exit_${name}`, exit && exitFields(exit)), print: '"0x%lx", REC->ret' },
      ];
    });
}

function event(name: string, fields: readonly EventField[] | undefined): KernelTracepoint {
  return { system: 'syscalls', name, ...(fields ? { fields } : {}) };
}

/** What both records begin with, and where the values of the call begin; `word` is the size of an unsigned long. */
interface SyscallRecord {
  readonly head: readonly EventField[];
  readonly values: number;
  readonly word: number;
}

function readRecord(
  types: ImageTypes,
  name: string,
  valueMember: string,
  common: readonly EventField[] | undefined,
): SyscallRecord | undefined {
  const struct = types.struct(name);
  const number = struct && byteOffsetOf(struct, 'nr');
  const values = struct && byteOffsetOf(struct, valueMember);
  if (!common || number === undefined || values === undefined) return undefined;
  const head = [...common, { name: '__syscall_nr', type: 'int', offset: number, size: 4, signed: true }];
  return { head, values, word: 8 };
}

function enterFields(record: SyscallRecord, syscall: SyscallMetadata): EventField[] {
  const { head, values, word } = record;
  const params = syscall.params.map(({ name, type }, index) => ({
    name,
    type,
    offset: values + index * word,
    size: word,
    signed: false,
  }));
  const afterParams = values + params.length * word;
  const copied = syscall.copied.map((position, index) => ({
    name: copyOf(syscall.params[position]?.name ?? ''),
    type: '__data_loc char[]',
    offset: afterParams + index * 4,
    size: 4,
    signed: false,
  }));
  return [...head, ...params, ...copied];
}

function copyOf(param: string): string {
  return `__${param}_val`;
}

function exitFields({ head, values, word }: SyscallRecord): EventField[] {
  return [...head, { name: 'ret', type: 'long', offset: values, size: word, signed: true }];
}

/** As __set_enter_print_fmt() writes it; where it copies user memory, it writes openat's flags in a way of their own. */
function enterFormat(syscall: SyscallMetadata, record: SyscallRecord | undefined): { readonly print?: string } {
  if (syscall.name === 'sys_openat' && syscall.copied.length > 0) return {};
  const digits = String(record?.word ?? 8).padStart(2, '0');
  const bytes = copiesBytes(syscall.name.replace(/^sys_/, ''));
  const shown: string[] = [];
  let values = '';
  for (const [position, { name }] of syscall.params.entries()) {
    const isCopied = syscall.copied.includes(position);
    shown.push(`${name}: 0x%${digits}lx${isCopied ? (bytes ? ' (%s)' : ' \\"%s\\"') : ''}`);
    values += `, ((unsigned long)(REC->${name}))`;
    if (isCopied) values += bytes ? `, __print_dynamic_array(${copyOf(name)}, 1)` : `, __get_str(${copyOf(name)})`;
  }
  return { print: `"${shown.join(', ')}"${values}` };
}
