import type { CoreObject, EventPartUse } from '@tracefit/model';
import { accessSize, type Insn } from './insn';
import type { BpfFunction, BpfObject } from './object';

/** The part of a trace event's record that an instruction reads, as the struct has it that the program declares its context as. */
export function recordPart(
  object: BpfObject,
  core: CoreObject,
  func: BpfFunction,
  insn: Insn,
  offset: number,
): Pick<EventPartUse, 'offset' | 'size' | 'name'> {
  const size = accessSize(insn);
  const members = core.structs.find(
    ({ kind, name }) => kind === 'struct' && name === contextStruct(object, func),
  )?.members;
  const member = members?.findLast(({ bitOffset }) => bitOffset <= 8 * offset);
  if (!member || member.name === '') return { offset, size };
  const isPart = member.type.kind === 'array';
  if (!isPart && member.bitOffset !== 8 * offset) return { offset, size };
  // What `__data_loc char[] name` describes is called that, or with the word in front.
  return { offset: member.bitOffset / 8, size, name: member.name.replace(/^_*data_loc_/, '') };
}

/** The struct a program declares its context as: `int on_wakeup(struct woken *ctx)`. */
function contextStruct({ btf }: BpfObject, func: BpfFunction): string | undefined {
  const declared = btf?.find(func.name, 'func');
  const proto = declared && btf?.type(declared.type);
  const [first] = proto?.kind === 'func_proto' ? proto.params : [];
  const pointer = first && btf?.type(first.type);
  const to = pointer?.kind === 'ptr' ? btf?.type(pointer.type) : undefined;
  return to?.kind === 'struct' ? to.name : undefined;
}
