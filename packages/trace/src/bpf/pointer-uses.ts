import type { CType, Span, Use, ValueUse } from '@tracefit/model';
import { readContext } from './context-reads';
import { guardKey, withGuards } from './guard-key';
import { handlerParameters } from './handler-parameters';
import type { BpfFunction } from './object';
import type { ObjectContext } from './object-context';
import { pointerRead } from './pointer-reads';
import { registerLayout } from './pt-regs';
import type { Reach } from './reach';
import type { SectionAttach } from './section-name';
import { placeOf } from './source-lines';

/**
 * Arguments that have no type where they are declared, with the one they are read as: `BPF_CORE_READ((struct dentry *)arg1, d_name.name)`;
 * those together that one instruction reads on different kernels.
 */
export function pointerUses(
  { object, core, relosAt }: ObjectContext,
  func: BpfFunction,
  attach: SectionAttach,
  reach: Reach,
): readonly (readonly ValueUse[])[] {
  const parameters = handlerParameters(object, func);
  const layout = registerLayout(core);
  return func.insns.map((insn, index) => {
    const own = relosAt.get(`${func.section.name} ${insn.at}`);
    const variants = reach.variants(index, (state) => {
      const read = pointerRead(insn, state, own);
      return read && read.offset * pairing + read.relo;
    });
    return variants.flatMap(({ value, condition }): ValueUse[] => {
      const offset = Math.floor(value / pairing);
      const type = core.relos[value % pairing]?.type;
      const read = readContext(attach, { ...insn, code: wholeLoad }, offset, 0, parameters, layout);
      if (!type || typeof read !== 'object' || read.base.kind !== 'arg' || !saysNothing(read.declared?.type)) return [];
      const span = placeOf(object, func, insn.at);
      const expected = { type: { kind: 'ptr', to: type } as const, by: 'cast' as const, span };
      const guards = condition ? [{ condition, span }] : [];
      return [{ kind: 'value', base: read.base, baseSpan: span, path: [], span, expected, ...withGuards(guards) }];
    });
  });
}

/**
 * What is read of the context takes on the type it is read as. Where it is read so on some kernels only, that is a use of its own, at the
 * same place.
 */
export function withPointerTypes(uses: readonly Use[], groups: readonly (readonly ValueUse[])[]): readonly Use[] {
  const found = [...uses];
  for (const group of groups) {
    const test = placeOfTest(uses, group);
    for (const pointer of group) {
      const ofBase = readsOf(found, pointer);
      const alike = ofBase.filter((use) => guardKey(use) === guardKey(pointer));
      if (alike.some((use) => isSame(use.expected?.type, pointer.expected?.type))) continue;
      const read = alike.find((use) => saysNothing(use.expected?.type));
      const typed = at((read ?? ofBase[0] ?? pointer).span, test, pointer);
      if (read) found[found.indexOf(read)] = typed;
      else found.push(typed);
    }
  }
  return found;
}

function readsOf(uses: readonly Use[], { base }: ValueUse): readonly ValueUse[] {
  return uses.filter((use): use is ValueUse => use.kind === 'value' && isSame(use.base, base));
}

/** Where the test is that chooses what one instruction reads: where the context is read, if it chooses there, else at the instruction. */
function placeOfTest(uses: readonly Use[], group: readonly ValueUse[]): Span | undefined {
  const places = group.map((pointer) => readsOf(uses, pointer)[0]?.guards?.[0]?.span);
  return places.every((place) => place !== undefined && isSame(place, places[0])) ? places[0] : undefined;
}

function at(span: Span, test: Span | undefined, pointer: ValueUse): ValueUse {
  const { expected, guards = [] } = pointer;
  return {
    ...pointer,
    span,
    baseSpan: span,
    ...(expected ? { expected: { ...expected, span } } : {}),
    ...withGuards(guards.map((guard) => ({ ...guard, span: test ?? guard.span }))),
  };
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Two numbers are handed on as one; an object has fewer relocations. */
const pairing = 2 ** 24;
/** `BPF_LDX | BPF_MEM | BPF_DW` */
const wholeLoad = 0x79;

function saysNothing(type: CType | undefined): boolean {
  if (type === undefined) return true;
  return type.kind === 'ptr' ? type.to.kind === 'void' : type.kind === 'int' || type.kind === 'typedef';
}
