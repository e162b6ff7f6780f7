import type { CType, PathStep } from '@tracefit/model';
import { maxSteps, own, type Value } from './code';
import { kernelMember } from './kernel-macros';
import type { Expression, IndexNode, MemberNode, Place } from './syntax';
import { noteOwnMember } from './pointer';
import { recordPart, recordStruct } from './record-struct';
import { addUnknown, finish, pointed, startChain, type Walk } from './walk';

/** `value.name` or `value->name` */
export function followMember(walk: Walk, value: Value, node: MemberNode): Value {
  const record = recordStruct(walk, node.of);
  if (record) return recordPart(walk, record, node);
  if (value.context === 'whole') return followContext(walk, node);
  return member(walk, value, node.name, node.namePlace, node.of);
}

/** One member further; `from` is the expression the value was. */
export function member(walk: Walk, value: Value, name: string, namePlace: Place, from: Place): Value {
  const meant = walk.headers || isOfAddress(name) ? (kernelMember(name) ?? [name]) : [name];
  const steps = meant.map((each): PathStep => ({ kind: 'member', name: each, span: walk.span(namePlace) }));
  if (!value.type) {
    if (value.chain) return steps.reduce((before, step) => further(walk, before, step), value);
    if (value.lost !== undefined) addUnknown(walk, value.lost, namePlace);
    return value.lost === undefined ? own : { lost: value.lost };
  }
  const target = pointed(walk.types, value.type);
  if (walk.types.isOwn(target)) {
    finish(walk, value, from);
    const def = walk.unit.structs.find(
      (each) => each.kind === 'struct' && 'name' in target && each.name === target.name,
    );
    if (def) noteOwnMember(walk, value.pointer, def, name, namePlace);
    const type = walk.types.member(target, name);
    return type ? { type } : own;
  }
  if (target.kind === 'struct' || target.kind === 'union' || target.kind === 'typedef') {
    const start = value.chain ? value : { chain: startChain(walk, value.type, from) };
    return steps.reduce((before, step) => further(walk, before, step), start);
  }
  finish(walk, value, from);
  addUnknown(walk, `\`${name}\` is read of a value that has no members as far as tracefit can see`, namePlace);
  return own;
}

/** `s6_addr32` and its like are macros in every header that has addresses of IPv6 (uapi/linux/in6.h, netinet/in.h). */
function isOfAddress(name: string): boolean {
  return name.startsWith('s6_addr');
}

function further(walk: Walk, { chain }: Value, step: PathStep): Value {
  if (!chain) return own;
  if (chain.path.length >= maxSteps) {
    addUnknown(walk, `more than ${maxSteps} members are followed from one value`, { start: 0, end: 0 });
    return own;
  }
  return { chain: { ...chain, path: [...chain.path, step] } };
}

/** `ctx->name`: a register, a field of the record, or the arguments of a raw tracepoint. */
function followContext(walk: Walk, node: MemberNode): Value {
  const baseSpan = walk.span(node);
  switch (walk.context?.kind) {
    case 'registers':
      return { chain: { base: { kind: 'register', name: node.name }, baseSpan, path: [] } };
    case 'record':
      return { chain: { base: { kind: 'event_field', name: node.name }, baseSpan, path: [] } };
    case 'raw':
      return node.name === 'args' ? { context: 'args' } : own;
    default:
      return own;
  }
}

/** `value[index]` */
export function followIndex(walk: Walk, value: Value, node: IndexNode): Value {
  const isRaw = value.context === 'args' || (value.context === 'whole' && walk.context?.kind === 'raw');
  if (isRaw) return argument(walk, node.index, node);
  return element(walk, value, { kind: 'index', span: walk.span({ start: node.of.end, end: node.end }) }, node.of);
}

/** `ctx->args[n]`, `ctx[n]` */
function argument(walk: Walk, index: Expression, place: Place): Value {
  const number = index.kind === 'literal' && /^\d{1,2}$/.test(index.text) ? Number(index.text) : undefined;
  if (number === undefined) {
    addUnknown(walk, 'which argument is read is not written out', place);
    return own;
  }
  return { chain: { base: { kind: 'arg', index: number }, baseSpan: walk.span(place), path: [] } };
}

/** What a pointer leads to, or an element of an array. */
export function element(walk: Walk, value: Value, step: PathStep, from: Place): Value {
  if (!value.type) return value.chain ? further(walk, value, step) : value;
  const type = walk.types.resolve(value.type);
  const inner: CType | undefined = type.kind === 'ptr' ? type.to : type.kind === 'array' ? type.of : undefined;
  finish(walk, value, from);
  return inner ? { type: inner } : own;
}
