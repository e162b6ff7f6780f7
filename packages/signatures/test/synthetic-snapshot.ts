import type {
  CType,
  DataSymbol,
  EnumDef,
  EnumValue,
  FuncProto,
  FunctionCallers,
  FunctionSymbol,
  KernelFunction,
  KernelSnapshot,
  KernelTracepoint,
  Member,
  StructDef,
  TextRange,
  Topic,
} from '@tracefit/model';
import type { Random } from '@tracefit/testing';

/** Names as kernels have them, and some that no kernel should have. */
const stems = [
  'vfs_read',
  'vfs_unlink',
  'tcp_sendmsg',
  'blk_account_io_start',
  'finish_task_switch',
  'folio_mark_accessed',
  'vfs_read.isra.0',
  'vfs_read.cold',
  '__x64_sys_openat',
  'ext4_file_write_iter',
];
const hostile = ['', ' ', '.', 'é', '😀', '\ud7ff', '__proto__', 'constructor', 'a:b', 'x'.repeat(700), 'ÿ'];
const topics: readonly Topic[] = ['functions', 'prototypes', 'sections', 'types', 'tracepoints', 'data', 'config'];
const ranges: readonly TextRange[] = ['text', 'init', 'noinstr', 'other'];

const many = <T>(random: Random, most: number, make: () => T): T[] => Array.from({ length: random(most + 1) }, make);
const pick = <T>(random: Random, values: readonly T[]): T => {
  const value = values[random(values.length)];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
};
const maybe = <K extends string, T>(random: Random, key: K, make: () => T): Partial<Record<K, T>> =>
  random(2) === 0 ? {} : ({ [key]: make() } as Record<K, T>);

function name(random: Random): string {
  if (random(20) === 0) return pick(random, hostile);
  return random(3) === 0 ? pick(random, stems) : `${pick(random, stems)}_${random(40)}`;
}

function constant(random: Random): EnumValue {
  const values = ['0', '1', String(random(1e9)), `-${random(1e9) + 1}`, '18446744073709551615', '-9223372036854775808'];
  return { name: name(random), value: pick(random, [...values, '9007199254740993', '-0', '007', '', 'x', '1e3']) };
}

function member(random: Random, depth: number): Member {
  const bitOffset = pick(random, [0, 8 * random(4096), random(2 ** 31), 2 ** 35 - 1]);
  const bits = maybe(random, 'bitSize', () => random(65));
  return { name: name(random), type: ctype(random, depth), bitOffset, ...bits };
}

function proto(random: Random, depth: number): FuncProto {
  return {
    ret: ctype(random, depth),
    params: many(random, 4, () => ({ name: name(random), type: ctype(random, depth) })),
    ...maybe(random, 'variadic', () => random(2) === 0),
  };
}

function ctype(random: Random, depth: number): CType {
  const inner = () => ctype(random, depth - 1);
  switch (random(depth <= 0 ? 4 : 12)) {
    case 0:
      return { kind: 'void' };
    case 1:
      return { kind: 'int', name: pick(random, ['int', 'char', '_Bool']), size: random(17), signed: random(2) === 0 };
    case 2:
      return { kind: 'float', name: 'double', size: 8 };
    case 3:
      return { kind: pick(random, ['struct', 'union', 'enum', 'typedef'] as const), name: name(random) };
    case 4:
      return { kind: 'array', of: inner(), count: pick(random, [0, random(100), 2 ** 32 - 1]) };
    case 5:
      return { kind: pick(random, ['const', 'volatile', 'restrict'] as const), of: inner() };
    case 6:
      return {
        kind: pick(random, ['inline_struct', 'inline_union'] as const),
        size: random(1e6),
        members: many(random, 4, () => member(random, depth - 1)),
      };
    case 7:
      return {
        kind: 'inline_enum',
        size: 8,
        signed: random(2) === 0,
        values: many(random, 4, () => constant(random)),
      };
    case 8:
      return { kind: 'func_proto', proto: proto(random, depth - 1) };
    default:
      return { kind: 'ptr', to: inner() };
  }
}

function symbol(random: Random): FunctionSymbol {
  return {
    letter: pick(random, ['t', 'T', 'W']),
    ...maybe(random, 'module', () => name(random)),
    ...maybe(random, 'range', () => pick(random, ranges)),
    ...maybe(random, 'ftrace', () => random(2) === 0),
    ...maybe(random, 'blacklisted', () => random(2) === 0),
    ...maybe(random, 'alias', () => name(random)),
  };
}

function kernelFunction(random: Random): KernelFunction {
  return {
    name: name(random),
    ...maybe(random, 'protos', () => many(random, 3, () => proto(random, 3))),
    ...maybe(random, 'symbols', () => many(random, 3, () => symbol(random))),
  };
}

function functionCallers(random: Random, callee: string): FunctionCallers {
  const callers = many(random, 6, () => ({ name: name(random), sites: random(9) + 1 }));
  return { name: callee, callers, addressTaken: random(2) === 0 };
}

function struct(random: Random): StructDef {
  const kind = pick(random, ['struct', 'union'] as const);
  return { kind, name: name(random), size: random(1e5), members: many(random, 12, () => member(random, 6)) };
}

function enumDef(random: Random): EnumDef {
  return {
    name: name(random),
    size: pick(random, [1, 4, 8]),
    signed: random(2) === 0,
    values: many(random, 9, () => constant(random)),
  };
}

function tracepoint(random: Random): KernelTracepoint {
  return {
    system: name(random),
    name: name(random),
    ...maybe(random, 'fields', () =>
      many(random, 5, () => ({
        name: name(random),
        type: '__data_loc char[]',
        offset: random(99),
        size: random(99),
        signed: random(2) === 0,
      })),
    ),
    ...maybe(random, 'module', () => name(random)),
    ...maybe(random, 'print', () => `"dev %d,%d", ${name(random)}`),
  };
}

function dataSymbol(random: Random): DataSymbol {
  return {
    name: name(random),
    ...maybe(random, 'letter', () => pick(random, ['d', 'B', 'r'])),
    ...maybe(random, 'type', () => ctype(random, 3)),
    ...maybe(random, 'module', () => name(random)),
  };
}

/** A made-up kernel with something of everything, the same for the same numbers. */
export function syntheticSnapshot(random: Random, id: string): KernelSnapshot {
  return {
    identity: {
      id,
      release: `6.${random(20)}.${random(300)}-amd64`,
      version: `6.${random(20)}.${random(300)}`,
      arch: pick(random, ['x86_64', 'arm64']),
      ...maybe(random, 'distro', () => 'debian'),
      ...maybe(random, 'flavour', () => 'cloud-amd64'),
      ...maybe(random, 'buildId', () => '0badc0de'),
      ...maybe(random, 'compiler', () => 'gcc 14.2.0'),
      ...maybe(random, 'banner', () => 'Linux version 6.1.0-56-amd64 (debian-kernel@lists.debian.org)'),
    },
    complete: [...topics.filter(() => random(2) === 0), 'callers'],
    notes: many(random, 3, () => `no BTF in module ${name(random)}`),
    functions: many(random, 200, () => kernelFunction(random)),
    structs: many(random, 60, () => struct(random)),
    forwards: many(random, 9, () => ({ kind: pick(random, ['struct', 'union'] as const), name: name(random) })),
    enums: many(random, 20, () => enumDef(random)),
    typedefs: many(random, 40, () => ({ name: name(random), type: ctype(random, 4) })),
    tracepoints: many(random, 20, () => tracepoint(random)),
    rawTracepoints: many(random, 20, () => ({
      name: name(random),
      params: proto(random, 3).params,
      ...maybe(random, 'module', () => name(random)),
    })),
    syscalls: many(random, 20, () => ({
      name: name(random),
      ...maybe(random, 'wrapper', () => `__x64_sys_${name(random)}`),
      params: many(random, 6, () => ({ name: name(random), type: 'const char *' })),
    })),
    data: many(random, 50, () => dataSymbol(random)),
    config: Object.fromEntries(many(random, 50, () => [`CONFIG_${name(random)}`, pick(random, ['y', 'm', '"é"'])])),
    modules: [...new Set(many(random, 9, () => name(random)))],
    callers: [...new Set(many(random, 80, () => name(random)))].map((callee) => functionCallers(random, callee)),
  };
}
