import { parseCDecls, type StructDef } from '@tracefit/model';
import { own, type Value } from './code';
import type { Expression, MemberNode } from './syntax';
import { addUnknown, addUse, findVariable, isContext, pointed, type Walk } from './walk';

/** Of types that need no declaration. */
const { sizeOf } = parseCDecls('');

/** The struct of the text's own that lies over what the program is called with, where an expression is that. */
export function recordStruct(walk: Walk, node: Expression): StructDef | undefined {
  const kind = walk.context?.kind;
  if (kind === undefined || kind === 'registers' || kind === 'raw' || !isContext(walk, node)) return undefined;
  const type =
    node.kind === 'cast' ? node.type.type : node.kind === 'name' ? findVariable(walk, node.name)?.type : undefined;
  const target = type && pointed(walk.types, type);
  if (target?.kind !== 'struct' || !walk.types.isOwn(target)) return undefined;
  return walk.unit.structs.find((def) => def.kind === 'struct' && def.name === target.name);
}

/** What is read there is where the struct says, whatever the event has in that place. */
export function recordPart(walk: Walk, { members, size }: StructDef, { name, namePlace, ...place }: MemberNode): Value {
  const at = members.findIndex((member) => member.name === name);
  const member = members[at];
  if (!member) return own;
  // Where a type is not known by its size, nothing has a place.
  if (size === 0 || member.bitOffset % 8 !== 0) {
    addUnknown(
      walk,
      "the record is read with a struct of the program's own, and where its members lie is not known",
      namePlace,
    );
    return { type: member.type };
  }
  const end = members[at + 1]?.bitOffset ?? size * 8;
  addUse(walk, {
    kind: 'event_part',
    offset: member.bitOffset / 8,
    size: sizeOf(member.type)?.size ?? sizeOf(walk.types.resolve(member.type))?.size ?? (end - member.bitOffset) / 8,
    // What `__data_loc char[] name` describes is called that, or with the word in front.
    name: name.replace(/^_*data_loc_/, ''),
    span: walk.span(place),
  });
  return { type: member.type };
}
