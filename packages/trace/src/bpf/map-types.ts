import type { Btf } from '@tracefit/btf';
import type { Requirement, Span } from '@tracefit/model';

/** Types of maps that came after BTF did, by their number of `enum bpf_map_type` (include/uapi/linux/bpf.h, Linux 7.2). */
const later: ReadonlyMap<number, string> = new Map([
  [25, 'DEVMAP_HASH'],
  [26, 'STRUCT_OPS'],
  [27, 'RINGBUF'],
  [28, 'INODE_STORAGE'],
  [29, 'TASK_STORAGE'],
  [30, 'BLOOM_FILTER'],
  [31, 'USER_RINGBUF'],
  [32, 'CGRP_STORAGE'],
  [33, 'ARENA'],
  [34, 'INSN_ARRAY'],
]);

const names: ReadonlySet<string> = new Set(later.values());

/** What a program needs that has a map of that type, by its number or its name in capitals; nothing for types that all kernels with BTF have. */
export function mapRequirement(type: number | string, span: Span): Requirement | undefined {
  const name = typeof type === 'number' ? later.get(type) : names.has(type) ? type : undefined;
  if (name === undefined) return undefined;
  const what = `maps of the type ${name.toLowerCase()}`;
  return { what, condition: { kind: 'enumval_exists', name: `BPF_MAP_TYPE_${name}` }, span };
}

/** The types of the maps that an object declares in `.maps`, where `__uint(type, ..)` is an array of so many elements. */
export function mapTypes(btf: Btf): readonly number[] {
  const section = btf.find('.maps', 'datasec');
  const vars = section?.kind === 'datasec' ? section.vars : [];
  const found = vars.flatMap(({ type: id }) => {
    const variable = btf.type(id);
    const struct = variable.kind === 'var' ? btf.type(variable.type) : undefined;
    const member = struct?.kind === 'struct' ? struct.members.find(({ name }) => name === 'type') : undefined;
    const pointer = member && btf.type(member.type);
    const array = pointer?.kind === 'ptr' ? btf.type(pointer.type) : undefined;
    return array?.kind === 'array' ? [array.count] : [];
  });
  return [...new Set(found)];
}
