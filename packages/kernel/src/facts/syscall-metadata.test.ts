import { newImageBuilder, typesOf } from '../../test/build-image';
import type { ImageBuilder } from '../../test/build-image';
import { TRACE_STRUCTS } from '../../test/trace-structs';
import { commonFields } from './event-fields';
import { mapSymbols } from './symbol-map';
import { readSyscallEvents } from './syscall-events';
import { readSyscallMetadata } from './syscall-metadata';

const TYPES = typesOf(TRACE_STRUCTS);

/** As the kernel has them since 6.19, with what it copies from user memory. */
const COPYING_TYPES = typesOf(
  TRACE_STRUCTS.replace(
    'int nb_args;',
    'unsigned char nb_args : 7; unsigned char user_arg_is_str : 1; signed char user_arg_size; short user_mask;',
  ),
);

function addSyscall(builder: ImageBuilder, name: string, params: readonly (readonly [type: string, name: string])[]) {
  const types = builder.pointers(params.map(([type]) => builder.text(type)));
  const args = builder.pointers(params.map(([, arg]) => builder.text(arg)));
  return builder.struct(
    32,
    new Map<number, { readonly pointer: number } | { readonly number: number }>([
      [0, { pointer: builder.text(name) }],
      [12, { number: params.length }],
      [16, { pointer: types }],
      [24, { pointer: args }],
    ]),
  );
}

function build() {
  const builder = newImageBuilder();
  builder.symbol('__x64_sys_openat', 0x100, 'T');
  builder.symbol('__x64_sys_write', 0x180, 'T');
  builder.symbol('__x64_sys_ni_syscall', 0x200, 'T');
  builder.symbol('sys_call_table', builder.pointers([0x100, 0x180, 0x200]), 'D');
  builder.symbol('after', builder.pointers([undefined]), 'D');
  const openat = [
    ['int', 'dfd'],
    ['const char *', 'filename'],
    ['int', 'flags'],
  ] as const;
  const write = [
    ['unsigned int', 'fd'],
    ['const char *', 'buf'],
    ['size_t', 'count'],
  ] as const;
  const calls = [addSyscall(builder, 'sys_openat', openat), addSyscall(builder, 'sys_write', write)];
  const old = addSyscall(builder, 'sys_socketcall', []);
  const damaged = addSyscall(builder, 'sys_damaged', Array(9).fill(['int', 'x'] as const));
  builder.table('__start_syscalls_metadata', '__stop_syscalls_metadata', [...calls, old, damaged, undefined]);
  return builder.build();
}

describe('readSyscallMetadata', () => {
  it('reads names, types and arguments, and which calls the machine has', () => {
    const image = build();
    expect(readSyscallMetadata(image, TYPES, mapSymbols(image))).toEqual([
      {
        name: 'sys_openat',
        params: [
          { name: 'dfd', type: 'int' },
          { name: 'filename', type: 'const char *' },
          { name: 'flags', type: 'int' },
        ],
        copied: [],
        mapped: true,
      },
      {
        name: 'sys_write',
        params: [
          { name: 'fd', type: 'unsigned int' },
          { name: 'buf', type: 'const char *' },
          { name: 'count', type: 'size_t' },
        ],
        copied: [],
        mapped: true,
      },
      { name: 'sys_socketcall', params: [], copied: [], mapped: false },
    ]);
  });

  it('reads nothing without the types of the kernel', () => {
    const image = build();
    expect(readSyscallMetadata(image, typesOf(''), mapSymbols(image))).toBeUndefined();
  });
});

describe('readSyscallEvents', () => {
  it('gives the fields of entry and exit, of mapped calls only', () => {
    const image = build();
    const metadata = readSyscallMetadata(image, TYPES, mapSymbols(image)) ?? [];
    const events = readSyscallEvents(metadata, TYPES, commonFields(TYPES));
    expect(events.map((event) => event.name)).toEqual([
      'sys_enter_openat',
      'sys_exit_openat',
      'sys_enter_write',
      'sys_exit_write',
    ]);
    expect(events[0]?.fields?.slice(4)).toEqual([
      { name: '__syscall_nr', type: 'int', offset: 8, size: 4, signed: true },
      { name: 'dfd', type: 'int', offset: 16, size: 8, signed: false },
      { name: 'filename', type: 'const char *', offset: 24, size: 8, signed: false },
      { name: 'flags', type: 'int', offset: 32, size: 8, signed: false },
    ]);
    expect(events[0]?.print).toBe(
      '"dfd: 0x%08lx, filename: 0x%08lx, flags: 0x%08lx", ((unsigned long)(REC->dfd)), ((unsigned long)(REC->filename)), ((unsigned long)(REC->flags))',
    );
    expect(events[1]?.fields?.at(-1)).toEqual({ name: 'ret', type: 'long', offset: 16, size: 8, signed: true });
  });

  it('adds what is copied from user memory since 6.19', () => {
    const image = build();
    const metadata = readSyscallMetadata(image, COPYING_TYPES, mapSymbols(image)) ?? [];
    const [openat, , write] = readSyscallEvents(metadata, COPYING_TYPES, commonFields(COPYING_TYPES));
    const copied = { type: '__data_loc char[]', offset: 40, size: 4, signed: false };
    expect(openat?.fields?.at(-1)).toEqual({ name: '__filename_val', ...copied });
    expect(openat).not.toHaveProperty('print');
    expect(write?.fields?.at(-1)).toEqual({ name: '__buf_val', ...copied });
    expect(write?.print).toContain('buf: 0x%08lx (%s)');
  });

  it('comes without fields where the records are not known', () => {
    const image = build();
    const metadata = readSyscallMetadata(image, TYPES, mapSymbols(image)) ?? [];
    const [event] = readSyscallEvents(metadata, typesOf(''), undefined);
    expect(event).not.toHaveProperty('fields');
  });
});
