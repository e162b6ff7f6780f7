import type { Condition, CType, Guard, Probe, Span } from '@tracefit/model';
import type { Chain, CodeCall, CodeUse, Pointer, Value } from './code';
import type { Layout } from './layout';
import type { OwnTypes } from './own-types';
import type { Expression, FunctionNode, Place, Statement, Unit } from './syntax';

/** What the first parameter of a program is. */
export type ContextKind =
  /** `struct pt_regs *` */
  | 'registers'
  /** The arguments of a tracepoint as they are: `struct bpf_raw_tracepoint_args *`, `u64 *`. */
  | 'raw'
  /** A trace event's record. */
  | 'record'
  /** A struct of the kernel that BTF describes: `struct trace_event_raw_sched_switch *`, `struct bpf_iter__task *`. */
  | 'typed'
  /** A struct of the program's own, which lies over the record of an event. */
  | 'own'
  /** Something the verifier knows, like a packet. */
  | 'other';

/** A walk through one function. */
export interface Walk {
  readonly unit: Unit;
  readonly types: OwnTypes;
  readonly node: FunctionNode;
  /** The text is compiled with the kernel's own headers, and knows their macros. */
  readonly headers: boolean;
  /** The name of what the program is called with, if it has one. */
  readonly context: { readonly name: string; readonly kind: ContextKind } | undefined;
  readonly scopes: Map<string, Variable>[];
  readonly uses: CodeUse[];
  readonly calls: CodeCall[];
  readonly unknowns: Probe['unknowns'][number][];
  guards: readonly Guard[];
  /** Nothing is noted: the expression is looked at, and does not run. */
  quiet: boolean;
  /** How deep a test is followed. */
  testDepth: number;
  /** How many nodes may still be lowered. */
  budget: number;
  readonly span: (place: Place) => Span;
  readonly rules: Rules;
}

export interface Variable {
  readonly type?: CType;
  /** A value of the kernel's that has its type, where only the kernel knows that. */
  readonly like?: Value;
  /** For a parameter, which argument of the probe it is. */
  readonly param?: number;
  /** It holds the answer of a test of the kernel. */
  condition?: Condition | undefined;
  /** Where the number came from that it holds. */
  origin?: Chain | undefined;
  /** Where it points to, if its type does not say. */
  pointer?: Pointer | undefined;
  /** It holds a sum of offsets and sizes of the kernel's types. */
  layout?: Layout | undefined;
  /** It is what the program is called with, under another name. */
  readonly isContext?: true;
  readonly place: Place;
}

/** What a value goes into: a variable, a member, a parameter of a function that is called. */
export interface Target {
  readonly type?: CType;
  /** What the text calls it, and where. */
  readonly name?: string;
  readonly place?: Place;
}

/** The rules that stand in a circle. */
export interface Rules {
  /** Gives what is assigned. */
  assign(walk: Walk, to: Target, from: Expression): Value;
  expression(walk: Walk, node: Expression): Value;
  /** Does what is done where a test came out that way. */
  underTest(walk: Walk, test: Expression, isTrue: boolean, run: () => void): void;
  statement(walk: Walk, node: Statement): void;
}

export function addUse(walk: Walk, use: CodeUse): void {
  if (!walk.quiet) walk.uses.push(walk.guards.length > 0 ? { ...use, guards: walk.guards } : use);
}

export function addUnknown(walk: Walk, reason: string, place: Place): void {
  if (walk.quiet || walk.unknowns.length >= 100) return;
  const span = walk.span(place);
  if (walk.unknowns.some((known) => known.span.start === span.start && known.reason === reason)) return;
  walk.unknowns.push({ reason, span });
}

export function findVariable(walk: Walk, name: string): Variable | undefined {
  for (let at = walk.scopes.length - 1; at >= 0; at--) {
    const found = walk.scopes[at]?.get(name);
    if (found) return found;
  }
  const type = walk.unit.globals.get(name);
  return type && { type, place: { start: 0, end: 0 } };
}

/** Notes what a chain reads, now that it goes no further. */
export function finish(walk: Walk, { chain }: Value, place: Place): void {
  if (!chain) return;
  const { base, baseSpan, path, expected } = chain;
  const span = walk.span(place);
  if (base.kind === 'param' && expected) {
    // What a parameter is taken for is said once, where it is declared; from there on its type is known.
    addUse(walk, { kind: 'value', base, baseSpan: expected.span, path: [], span: expected.span, expected });
    if (!expected.type || path.length === 0) return;
    addUse(walk, { kind: 'value', base: { kind: 'typed', type: expected.type }, baseSpan, path, span });
    return;
  }
  if (base.kind === 'typed' && path.length === 0) return;
  addUse(walk, { kind: 'value', base, baseSpan, path, span, ...(expected ? { expected } : {}) });
}

/** Whether an expression is what the program is called with. */
export function isContext(walk: Walk, node: Expression | undefined): boolean {
  if (node?.kind === 'cast') return isContext(walk, node.of);
  if (node?.kind !== 'name') return false;
  const variable = findVariable(walk, node.name);
  return (
    variable?.isContext === true ||
    (walk.context?.name === node.name && (!variable || isFirst(walk, node.name, variable)))
  );
}

/** Whether a name still stands for the parameter of that name. */
export function isFirst(walk: Walk, name: string, variable: Variable): boolean {
  return walk.scopes[0]?.get(name) === variable;
}

/** A pointer to a struct or union of the kernel. */
export function isKernelPointer(walk: Walk, type: CType): boolean {
  if (walk.types.resolve(type).kind !== 'ptr') return false;
  const target = pointed(walk.types, type);
  return (target.kind === 'struct' || target.kind === 'union') && !walk.types.isOwn(target);
}

/** An expression whose value goes nowhere that matters here. */
export function visit(walk: Walk, node: Expression): Value {
  const value = walk.rules.expression(walk, node);
  finish(walk, value, node);
  return value;
}

/** The type behind pointers and arrays. */
export function pointed(types: OwnTypes, type: CType): CType {
  let at = types.resolve(type);
  for (let depth = 0; depth < 64; depth++) {
    if (at.kind === 'ptr') at = types.resolve(at.to);
    else if (at.kind === 'array') at = types.resolve(at.of);
    else break;
  }
  return at;
}

/** A chain that starts at a value of that type. */
export function startChain(walk: Walk, type: CType, place: Place): Chain {
  return { base: { kind: 'typed', type }, baseSpan: walk.span(place), path: [] };
}
