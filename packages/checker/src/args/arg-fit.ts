import {
  printType,
  type CType,
  type FuncProto,
  type Kernel,
  type Param,
  type ValueBase,
  type ValueUse,
} from '@tracefit/model';
import type { ArgExpectation, ArgFit } from '@tracefit/rules';
import { isSameKernel } from '../alike/asked-kernel';
import { known, unknown, type Fact } from '../fact';
import { hookOf } from '../hooks/hook';
import { siteOf, type NamedProto, type Site } from '../hooks/site';
import { spellArgument } from '../spelling';
import { readsAsString, typeFits, withoutFlavour } from '../types/fit';
import { readAlike } from '../types/read-alike';
import { sameType } from '../types/same';
import { isNamed, pointedStruct, resolveType, type Scope } from '../types/scope';
import { pointsSomewhere } from '../types/telling';
import { hasResultPlace, placesOf, resultPlace } from './arg-places';
import { followParameter, only } from './follow-parameter';

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
  const { slots } = placesOf(site, site.kernel, proto);
  const param = slots[read.index];
  if (!param) return fits;
  const said = saidOtherwise(site, read, slots, param);
  if (said) return known(said);
  return site.reference.writtenFor ? asWritten(site, read, name, proto) : fits;
}

/** Whether the script itself says what it takes the argument for, so that it can be held against every kernel. */
export function saysWhatItExpects(scope: Scope, { expected }: ArgRead, slots: readonly Param[]): boolean {
  if (!expected) return false;
  const { by, type, name } = expected;
  if (by === 'string') return true;
  if (type && resolveType(scope, type).kind === 'ptr') return true;
  return name !== undefined && slots.some((other) => other.name === name);
}

/** What the script's own words say against the argument. */
function saidOtherwise(site: Site, read: ArgRead, slots: readonly Param[], param: Param): ArgFit | undefined {
  const { scope } = site;
  const { expected } = read;
  if (!expected) return undefined;
  const { by, type } = expected;
  const name = resultName(site, expected.name);
  if (by === 'string') {
    if (readsAsString(scope, param.type)) return undefined;
    const now = only(slots, (other) => isText(scope, other.type));
    return differs(site, read, { text: 'char *', by, on: [] }, slots, now);
  }
  // A cast to a number expects nothing, and that a type is not there is told by type-missing.
  const claims = type && (by === 'declaration' || resolveType(scope, type).kind === 'ptr') && isTheKernels(site, type);
  if (claims && (!typeFits(scope, type, param.type) || isNumberInstead(site, read, type, param))) {
    const text = printType(type, name ?? '');
    return differs(site, read, { text, by, on: [] }, slots, findTyped(scope, type, name, slots));
  }
  if (name === undefined || name === '' || param.name === name) return undefined;
  const moved = slots.findIndex((other) => other.name === name && (!type || typeFits(scope, type, other.type)));
  if (moved < 0) return wasNamed(site, read, name, param);
  const text = type ? printType(type, name) : name;
  return differs(site, read, { text, by, on: [] }, slots, moved);
}

/** Another kernel has a parameter of that very name at the place, and what is there now cannot be read as that. */
function wasNamed(site: Site, read: ArgRead, name: string, param: Param): ArgFit | undefined {
  const { scope, reference, file, probe } = site;
  for (const kernel of reference.kernels) {
    const other = siteOf(file, probe, kernel, reference);
    const protos = other.protos();
    const [only, ...others] = protos.kind === 'known' ? protos.value : [];
    const there = only && others.length === 0 ? placesOf(other, kernel, only.proto).slots[read.index] : undefined;
    if (there?.name !== name || readAlike(other.scope, there.type, scope, param.type)) continue;
    const expected = { text: printType(there.type, name), by: 'name', on: [kernel.identity.id] } as const;
    return { kind: 'differs', expected };
  }
  return undefined;
}

/**
 * Whether a number stands where another kernel has the very pointer that is claimed. A number may hold a pointer, but here it has evidently
 * taken the pointer's place: `struct page *page` became `unsigned long pfn`.
 */
function isNumberInstead(site: Site, { index }: ArgRead, type: CType, param: Param): boolean {
  const { scope, reference, file, probe } = site;
  if (!pointsSomewhere(scope, type) || resolveType(scope, param.type).kind !== 'int') return false;
  return reference.kernels.some((kernel) => {
    const other = siteOf(file, probe, kernel, reference);
    const protos = other.protos();
    const [only, ...others] = protos.kind === 'known' ? protos.value : [];
    const there = only && others.length === 0 ? placesOf(other, kernel, only.proto).slots[index] : undefined;
    return (
      there !== undefined && pointsSomewhere(other.scope, there.type) && sameType(scope, type, other.scope, there.type)
    );
  });
}

/** What handlers call the result; where it has a place, that is its name. */
function resultName(site: Site, name: string | undefined): string | undefined {
  const isResult = name !== undefined && /^(?:ret|retval|rc|err|error|result|retcode|ret_?val(?:ue)?)$/.test(name);
  return isResult && hasResultPlace(site.probe.attach.kind) ? resultPlace : name;
}

/** A struct that only the script defines lies over one of the kernel's, and says nothing of which. */
function isTheKernels({ scope, reference, file }: Site, type: CType): boolean {
  const struct = pointedStruct(scope, type);
  if (!struct) return true;
  const name = withoutFlavour(struct.name);
  const has = (kernel: Kernel) => isNamed({ kernel, declared: [] }, { ...struct, name });
  if (has(scope.kernel)) return true;
  const isOwn = file.declared.some((def) => def.kind === struct.kind && withoutFlavour(def.name) === name);
  return isOwn && reference.remember(`some kernel has ${struct.kind} ${name}`, () => reference.kernels.some(has));
}

/** The argument compared with the one at its place on the kernel the script was written for. */
function asWritten(site: Site, read: ArgRead, name: string, proto: FuncProto): Fact<ArgFit> {
  const written = site.reference.writtenFor;
  if (!written || isSameKernel(site.kernel, written)) return fits;
  const protos = isRaw(site) ? rawProto(written, name) : (written.func(name)?.protos ?? []);
  const [before] = protos;
  if (!before || protos.length > 1) {
    const claimed = read.expected !== undefined && read.expected.by !== 'name';
    const reason = `the arguments of \`${name}\` on the kernel the script was written for are not known`;
    return claimed ? fits : unknown(reason);
  }
  const home = placesOf(site, written, before);
  const there = placesOf(site, site.kernel, proto);
  const original = home.slots[read.index];
  const followed = followParameter(home, read.index, there);
  if (!original || followed.kind === 'same') return fits;
  const text = printType(original.type, original.name);
  const now = followed.kind === 'moved' ? followed.to : -1;
  return known(differs(site, read, { text, by: 'written_for', on: [written.identity.id] }, there.slots, now));
}

function isRaw(site: Site): boolean {
  return hookOf(site.probe.attach.kind) === 'raw_tracepoint';
}

function rawProto(kernel: Kernel, name: string): readonly FuncProto[] {
  const raw = kernel.rawTracepoint(name);
  return raw ? [{ ret: { kind: 'void' }, params: raw.params }] : [];
}

function differs(site: Site, read: ArgRead, expected: ArgExpectation, slots: readonly Param[], now: number): ArgFit {
  const param = slots[now];
  if (!param || now === read.index) return { kind: 'differs', expected };
  const spelled = spellArgument(site.file.tool, read.base, now, site.kernel.identity.arch);
  const isResult = hasResultPlace(site.probe.attach.kind) && now === slots.length - 1 && param.name === resultPlace;
  const name = param.name === '' ? printType(param.type) : param.name;
  return { kind: 'differs', expected, now: { spelled, name, isResult } };
}

/** Where a parameter of that type is: the one of that name, or the only one. */
function findTyped(scope: Scope, type: CType, name: string | undefined, slots: readonly Param[]): number {
  const isIt = (other: Param) => sameType(scope, type, scope, other.type);
  const named = slots.findIndex((other) => name !== undefined && other.name === name && isIt(other));
  if (named >= 0 || !pointsSomewhere(scope, type)) return named;
  return only(slots, (other) => isIt(other) && pointsSomewhere(scope, other.type));
}

function isText(scope: Scope, type: CType): boolean {
  const at = resolveType(scope, type);
  return at.kind === 'ptr' && readsAsString(scope, type) && resolveType(scope, at.to).kind === 'int';
}
