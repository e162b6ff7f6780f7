import { printType, type CType, type FuncProto, type Param, type ValueBase, type ValueUse } from '@tracefit/model';
import type { ArgExpectation, ArgFit } from '@tracefit/rules';
import { argumentSlots } from '../abi/argument-slots';
import { known, unknown, type Fact } from '../fact';
import type { NamedProto, Site } from '../hooks/site';
import { spellArgument } from '../spelling';
import { readsAsString, typeFits, withoutFlavour } from '../types/fit';
import { sameType } from '../types/same';
import { namedDefinitions, pointedStruct, resolveType, type Scope } from '../types/scope';

/** An argument that the script reads by its place. */
export interface ArgRead {
  readonly base: ValueBase;
  /** From 0. */
  readonly index: number;
  readonly expected?: ValueUse['expected'];
}

const fits = known<ArgFit>({ kind: 'fits' });

/** Whether the argument at that place is what the script takes it for, by what it says and by the kernel it was written for. */
export function argFit(site: Site, read: ArgRead, { name, proto }: NamedProto): Fact<ArgFit> {
  const slots = argumentSlots(site.scope, proto);
  const param = slots[read.index];
  if (!param) return fits;
  const said = saidOtherwise(site, read, slots, param);
  if (said) return known(said);
  return site.reference.writtenFor ? asWritten(site, read, name, slots, param) : fits;
}

/** What the script's own words say against the argument. */
function saidOtherwise(site: Site, read: ArgRead, slots: readonly Param[], param: Param): ArgFit | undefined {
  const { scope } = site;
  const { expected } = read;
  if (!expected) return undefined;
  const { by, type, name } = expected;
  if (by === 'string') {
    if (readsAsString(scope, param.type)) return undefined;
    const now = only(slots, (other) => isText(scope, other.type));
    return differs(site, read, { text: 'char *', by, on: [] }, slots, now);
  }
  // A cast to a number expects nothing, and that a type is not there is told by type-missing.
  const claims = type && (by === 'declaration' || resolveType(scope, type).kind === 'ptr') && isDefined(scope, type);
  if (claims && !typeFits(scope, type, param.type)) {
    const text = printType(type, name ?? '');
    return differs(site, read, { text, by, on: [] }, slots, findTyped(scope, type, name, slots));
  }
  if (name === undefined || name === '' || param.name === name) return undefined;
  const moved = slots.findIndex((other) => other.name === name && (!type || typeFits(scope, type, other.type)));
  if (moved < 0) return undefined;
  const text = type ? printType(type, name) : name;
  return differs(site, read, { text, by, on: [] }, slots, moved);
}

function isDefined(scope: Scope, type: CType): boolean {
  const struct = pointedStruct(scope, type);
  return !struct || namedDefinitions(scope, { ...struct, name: withoutFlavour(struct.name) }).length > 0;
}

/** The argument compared with the one at its place on the kernel the script was written for. */
function asWritten(site: Site, read: ArgRead, name: string, slots: readonly Param[], param: Param): Fact<ArgFit> {
  const written = site.reference.writtenFor;
  if (!written || written === site.kernel) return fits;
  const protos = written.func(name)?.protos ?? rawProto(site, name);
  const [proto] = protos;
  const claimed = read.expected !== undefined && read.expected.by !== 'name';
  if (!proto || protos.length > 1) {
    const reason = `the arguments of \`${name}\` on the kernel the script was written for are not known`;
    return claimed ? fits : unknown(reason);
  }
  const home: Scope = { kernel: written, declared: site.scope.declared };
  const original = argumentSlots(home, proto)[read.index];
  if (!original) return fits;
  const isIt = (other: Param) => sameType(home, original.type, site.scope, other.type);
  const named = (other: Param) => original.name !== '' && other.name === original.name && isIt(other);
  const movedTo = slots.findIndex(named);
  if (isIt(param) && (param.name === original.name || movedTo < 0)) return fits;
  const isSurely = (other: Param) => isIt(other) && pointsSomewhere(site.scope, other.type);
  const now = movedTo >= 0 ? movedTo : pointsSomewhere(home, original.type) ? only(slots, isSurely) : -1;
  const text = printType(original.type, original.name);
  return known(differs(site, read, { text, by: 'written_for', on: [written.identity.id] }, slots, now));
}

function rawProto(site: Site, name: string): readonly FuncProto[] {
  const raw = site.reference.writtenFor?.rawTracepoint(name);
  return raw ? [{ ret: { kind: 'void' }, params: raw.params }] : [];
}

function differs(site: Site, read: ArgRead, expected: ArgExpectation, slots: readonly Param[], now: number): ArgFit {
  const param = slots[now];
  if (!param || now === read.index) return { kind: 'differs', expected };
  const spelled = spellArgument(site.file.tool, read.base, now, site.kernel.identity.arch);
  return { kind: 'differs', expected, now: { spelled, name: param.name === '' ? printType(param.type) : param.name } };
}

/** Where a parameter of that type is: the one of that name, or the only one. */
function findTyped(scope: Scope, type: CType, name: string | undefined, slots: readonly Param[]): number {
  const isIt = (other: Param) => pointsSomewhere(scope, type) && sameType(scope, type, scope, other.type);
  const named = slots.findIndex((other) => name !== undefined && other.name === name && isIt(other));
  return named >= 0 ? named : only(slots, (other) => isIt(other) && pointsSomewhere(scope, other.type));
}

/** Whether a type says enough to be recognised among others: a pointer to a struct. */
function pointsSomewhere(scope: Scope, type: CType): boolean {
  const at = resolveType(scope, type);
  if (at.kind !== 'ptr') return false;
  const to = resolveType(scope, at.to);
  return to.kind === 'struct' || to.kind === 'union' || to.kind === 'ptr';
}

function isText(scope: Scope, type: CType): boolean {
  const at = resolveType(scope, type);
  return at.kind === 'ptr' && readsAsString(scope, type) && resolveType(scope, at.to).kind === 'int';
}

/** The index of the only one of its kind; -1 where there is none, or more than one. */
function only(slots: readonly Param[], isIt: (param: Param) => boolean): number {
  const first = slots.findIndex(isIt);
  return first >= 0 && slots.findLastIndex(isIt) === first ? first : -1;
}
