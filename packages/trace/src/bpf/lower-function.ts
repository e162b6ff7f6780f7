import type { Guard, Span, Use } from '@tracefit/model';
import { nameRelo } from './core-object';
import { contextOffset, readContext } from './context-reads';
import { guardKey, withGuards } from './guard-key';
import { handlerParameters } from './handler-parameters';
import { isWideLoad, type Insn } from './insn';
import { jumpOf, jumps } from './jump';
import type { Meaning, State, Value } from './machine';
import { isExtern, isWeak, type BpfFunction, type BpfObject } from './object';
import type { ObjectContext } from './object-context';
import { pointerUses, withPointerTypes } from './pointer-uses';
import { registerLayout } from './pt-regs';
import { followReach, type Reach } from './reach';
import { sayAtom } from './say-atom';
import { recordPart } from './record-member';
import type { SectionAttach } from './section-name';
import { placeOf } from './source-lines';

/** What one function relies on, without what it calls. */
export interface LoweredFunction {
  readonly uses: readonly Use[];
  readonly unknowns: readonly { readonly reason: string; readonly span: Span }[];
  /** Functions of the object that it calls, or hands on to be called, with what must hold there. */
  readonly calls: readonly Call[];
}

export interface Call {
  /** Where the callee begins. */
  readonly section: number;
  readonly at: number;
  readonly guards: readonly Guard[];
  /** The callee is given the context as its first argument. */
  readonly withContext: boolean;
}

/** @param attach what the context the function is given belongs to; absent for functions that are given none */
export function lowerFunction(
  context: ObjectContext,
  func: BpfFunction,
  attach: SectionAttach | undefined,
): LoweredFunction {
  const { object, core, budget } = context;
  const entry: State = new Map<number, Value>([[10, { kind: 'stack', offset: 0 }]]);
  if (attach) entry.set(1, { kind: 'context', offset: 0 });
  const reach = followReach(func.insns, entry, meaningOf(context, func), (atom) => sayAtom(atom, core), budget);
  const span = placeOf(object, func, func.start);
  if (!reach)
    return { uses: [], calls: [], unknowns: [{ reason: `\`${func.name}\` is too long to be followed`, span }] };
  const uses: Use[] = [];
  const calls: Call[] = [];
  for (const [index, insn] of func.insns.entries()) {
    const state = reach.flow.states[index];
    if (!state) continue;
    const place = placeOf(object, func, insn.at);
    const guards = guardsAt(reach, index, place);
    uses.push(...reloUse(context, func, insn, place, guards), ...ksymUse(context, func, insn, place, guards));
    uses.push(...helperUse(context, func, insn, place, guards));
    const call = callOf(object, func, insn);
    const first = state.get(1);
    if (call) calls.push({ ...call, guards, withContext: first?.kind === 'context' && first.offset === 0 });
  }
  const read = attach ? contextUses(context, func, attach, reach) : { uses: [], unknowns: [] };
  const known = attach ? withPointerTypes(read.uses, pointerUses(context, func, attach, reach)) : read.uses;
  return { uses: onceEach([...known, ...uses]), calls, unknowns: read.unknowns };
}

function guardsAt(reach: Reach, index: number, span: Span): readonly Guard[] {
  const condition = reach.condition(index);
  return condition ? [{ condition, span }] : [];
}

const address: Value = { kind: 'address' };

function meaningOf({ object, alike, relosAt, config }: ObjectContext, func: BpfFunction): Meaning {
  return {
    loads(insn) {
      const relo = relosAt.get(`${func.section.name} ${insn.at}`);
      if (relo !== undefined) return { kind: 'unknown', of: { kind: 'relo', index: alike[relo] ?? relo } };
      if (!isWideLoad(insn)) return undefined;
      const symbol = object.linked(func.section, insn.at);
      // What is linked is an address, whatever stands in the instruction.
      if (!symbol) return insn.src === 0 ? undefined : address;
      if (!isExtern(symbol)) return address;
      if (config.has(symbol.name)) return { kind: 'config', name: symbol.name };
      return isWeak(symbol) ? { kind: 'unknown', of: { kind: 'symbol', name: symbol.name } } : address;
    },
  };
}

function reloUse(
  context: ObjectContext,
  func: BpfFunction,
  insn: Insn,
  span: Span,
  guards: readonly Guard[],
): readonly Use[] {
  const { core, relosAt, alike } = context;
  const index = relosAt.get(`${func.section.name} ${insn.at}`);
  const relo = index === undefined ? undefined : core.relos[index];
  if (index === undefined || !relo || relo.kind === 'type_id_local') return [];
  // Only what is the same in all ways may share an answer: a load has a size to keep.
  const shared = relo.direct ? index : (alike[index] ?? index);
  const name = nameRelo(relo, core);
  return [{ kind: 'core_relo', relo: { object: core, index: shared }, name, span, ...withGuards(guards) }];
}

/** Instructions that call functions of the kernel, `BPF_PSEUDO_KFUNC_CALL`, before and after linking. */
function ksymUse(
  context: ObjectContext,
  func: BpfFunction,
  insn: Insn,
  span: Span,
  guards: readonly Guard[],
): readonly Use[] {
  const symbol = context.object.linked(func.section, insn.at);
  if (!symbol || !isExtern(symbol) || context.config.has(symbol.name)) return [];
  const call = jumpOf(insn) === jumps.call;
  // The address of a weak symbol is 0 where it is missing; a call of one cannot be.
  if (isWeak(symbol) && !call) return [];
  return [
    { kind: 'ksym', name: symbol.name, call, typed: context.typed.has(symbol.name), span, ...withGuards(guards) },
  ];
}

/** A call of a helper of the kernel, by its number. */
function helperUse(
  { object }: ObjectContext,
  func: BpfFunction,
  insn: Insn,
  span: Span,
  guards: readonly Guard[],
): readonly Use[] {
  if (jumpOf(insn) !== jumps.call || insn.src !== 0 || object.linked(func.section, insn.at)) return [];
  return [{ kind: 'helper', id: insn.imm, span, ...withGuards(guards) }];
}

const pseudo = { call: 1, func: 4 } as const;

/** Where a call goes inside of the object, or a function that is handed on. */
function callOf(object: BpfObject, func: BpfFunction, insn: Insn): { section: number; at: number } | undefined {
  const isCall = jumpOf(insn) === jumps.call && insn.src === pseudo.call;
  const symbol = object.linked(func.section, insn.at);
  if (isCall) {
    if (!symbol) return { section: func.section.index, at: insn.at + 8 * (insn.imm + 1) };
    return isExtern(symbol) ? undefined : { section: symbol.section, at: Number(symbol.value) + 8 * (insn.imm + 1) };
  }
  if (!isWideLoad(insn) || !symbol || isExtern(symbol)) return undefined;
  const section = object.sectionOf(symbol);
  const isCode = insn.src === pseudo.func || section?.name === '.text';
  return isCode
    ? { section: symbol.section, at: Number(symbol.value) + (insn.src === pseudo.func ? 8 * (insn.imm + 1) : insn.imm) }
    : undefined;
}

function contextUses(
  { object, core, relosAt }: ObjectContext,
  func: BpfFunction,
  attach: SectionAttach,
  reach: Reach,
): Pick<LoweredFunction, 'uses' | 'unknowns'> {
  const reads = func.insns.flatMap((insn, index) =>
    reach
      .variants(index, (state) => contextOffset(insn, state))
      .map(({ value, condition }) => ({ insn, offset: value, condition })),
  );
  const last = Math.max(0, ...reads.map(({ offset }) => Math.floor(offset / 8)));
  const parameters = handlerParameters(object, func);
  const layout = registerLayout(core);
  const uses: Use[] = [];
  const unknowns: LoweredFunction['unknowns'][number][] = [];
  for (const { insn, offset, condition } of reads) {
    const span = placeOf(object, func, insn.at);
    const read = readContext(attach, insn, offset, last, parameters, layout);
    if (typeof read === 'string') unknowns.push({ reason: read, span });
    else if (read) {
      const { base, declared } = read;
      const expected = declared && base.kind === 'arg' ? { ...declared, by: 'declaration' as const, span } : undefined;
      const guards = condition ? [{ condition, span }] : [];
      uses.push({
        kind: 'value',
        base,
        baseSpan: span,
        path: [],
        span,
        ...(expected ? { expected } : {}),
        ...withGuards(guards),
      });
    } else if (attach.kind === 'tracepoint' && offset >= 8 && !relosAt.has(`${func.section.name} ${insn.at}`)) {
      const guards = condition ? [{ condition, span }] : [];
      uses.push({ kind: 'event_part', ...recordPart(object, core, func, insn, offset), span, ...withGuards(guards) });
    }
  }
  return { uses, unknowns };
}

/** The same read again on the same line, under the same conditions, is said once. */
function onceEach(uses: readonly Use[]): readonly Use[] {
  const seen = new Set<string>();
  return uses.filter((use) => {
    const what = whatIsRead(use);
    const conditions = guardKey(use);
    // A helper is there or not, wherever it is called.
    const place = use.kind === 'helper' ? [] : [use.span.line, use.span.column, use.span.source?.file];
    const key = [use.kind, what, ...place, conditions].join('\n');
    return !seen.has(key) && seen.add(key);
  });
}

function whatIsRead(use: Use): string {
  switch (use.kind) {
    case 'core_relo':
      return `${use.relo.index}`;
    case 'value':
      return JSON.stringify([use.base, use.expected?.type]);
    case 'helper':
      return `${use.id}`;
    case 'event_part':
      return `${use.offset} ${use.size}`;
    default:
      return 'name' in use ? use.name : '';
  }
}
