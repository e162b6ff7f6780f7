import type { Span } from '@tracefit/model';
import type { Code } from './code';
import { conditionOf } from './condition-of';
import { negate } from '../explore';
import { assign, lowerExpression } from './lower-expression';
import { createOwnTypes, type OwnTypes } from './own-types';
import type { FunctionNode, IfNode, Param, Place, Statement, Unit } from './syntax';
import { pointed, visit, type ContextKind, type Variable, type Walk } from './walk';

/** Lowers the functions of a text, each once, when it is first asked for. */
export function createLowering(
  unit: Unit,
  headers: boolean,
  span: (place: Place) => Span,
): (name: string) => Code | undefined {
  const types = createOwnTypes(unit);
  const known = new Map<string, Code | undefined>();
  const byName = new Map(unit.functions.map((node) => [node.name, node]));
  return (name) => {
    if (!known.has(name)) {
      const node = byName.get(name);
      known.set(name, node && lowerFunction({ unit, types, node, headers, span }));
    }
    return known.get(name);
  };
}

function lowerFunction(given: Pick<Walk, 'unit' | 'types' | 'node' | 'headers' | 'span'>): Code {
  const { types, node, span } = given;
  const context = contextOf(types, node);
  const walk: Walk = {
    ...given,
    context,
    scopes: [parameters(node, context !== undefined)],
    uses: [],
    calls: [],
    unknowns: [],
    guards: [],
    quiet: false,
    budget: 200_000,
    rules: { expression: lowerExpression, statement: lowerStatement },
  };
  lowerStatement(walk, node.body);
  const holes = node.holes.map((hole) => ({ reason: 'a part of the function could not be read', span: span(hole) }));
  const spent =
    walk.budget < 0
      ? [{ reason: 'the function is too long to be followed to its end', span: span(node.namePlace) }]
      : [];
  return { uses: walk.uses, calls: walk.calls, unknowns: [...holes, ...spent, ...walk.unknowns] };
}

/** What the program is called with: by the macro of its head, or the type of its first parameter. */
function contextOf(types: OwnTypes, node: FunctionNode): Walk['context'] {
  switch (node.macro?.name) {
    case undefined: {
      const [first] = node.params;
      const kind = first && contextKind(types, first);
      return kind && { name: first.name, kind };
    }
    case 'TRACEPOINT_PROBE':
      return { name: 'args', kind: 'record' };
    case 'RAW_TRACEPOINT_PROBE':
      return { name: 'ctx', kind: 'raw' };
    case 'BPF_KPROBE':
    case 'BPF_KRETPROBE':
    case 'BPF_KSYSCALL':
    case 'BPF_KPROBE_SYSCALL':
      return { name: 'ctx', kind: 'registers' };
    default:
      return { name: 'ctx', kind: 'other' };
  }
}

/** Types of the user-space interface that programs are called with (include/uapi/linux/bpf.h of Linux 7.2). */
const contexts: ReadonlySet<string> = new Set([
  'bpf_perf_event_data',
  'bpf_sock_addr',
  'bpf_sock_ops',
  'sk_msg_md',
  '__sk_buff',
  'xdp_md',
]);

/** `undefined` where the function is no program: its first parameter is like any other. */
function contextKind(types: OwnTypes, { type }: Param): ContextKind | undefined {
  const target = type && pointed(types, type);
  if (target?.kind === 'void') return 'other';
  if (target?.kind !== 'struct') return undefined;
  if (target.name === 'pt_regs') return 'registers';
  if (target.name === 'bpf_raw_tracepoint_args') return 'raw';
  if (/^tracepoint__|^trace_event_raw_|^syscall_trace_(?:enter|exit)$/.test(target.name)) return 'record';
  return contexts.has(target.name) ? 'other' : undefined;
}

/** Parameters behind the context are arguments of the probe; macros have no context among them. */
function parameters(node: FunctionNode, hasContext: boolean): Map<string, Variable> {
  const skip = node.macro || !hasContext ? 0 : 1;
  return new Map(
    node.params.map(({ name, type, start, end }, at): [string, Variable] => [
      name,
      { ...(type ? { type } : {}), ...(at >= skip ? { param: at - skip } : {}), place: { start, end } },
    ]),
  );
}

function lowerStatement(walk: Walk, node: Statement): void {
  switch (node.kind) {
    case 'declaration':
      for (const { name, type, value, start, end } of node.variables) {
        walk.scopes.at(-1)?.set(name, { ...(type ? { type } : {}), place: { start, end } });
        if (value) assign(walk, type, name, value);
      }
      return;
    case 'expression':
      visit(walk, node.value);
      return;
    case 'if':
      lowerIf(walk, node);
      return;
    case 'loop':
      walk.scopes.push(new Map());
      for (const head of node.head) lowerStatement(walk, head);
      lowerStatement(walk, node.body);
      walk.scopes.pop();
      return;
    case 'jump':
      if (node.value && node.word !== 'goto') visit(walk, node.value);
      return;
    case 'block': {
      const outer = walk.guards;
      walk.scopes.push(new Map());
      for (const statement of node.statements) {
        lowerStatement(walk, statement);
        // Behind `if (!exists) return` it exists.
        if (statement.kind !== 'if' || statement.otherwise || !leaves(statement.then)) continue;
        const condition = conditionOf(walk, statement.test);
        if (condition)
          walk.guards = [...walk.guards, { condition: negate(condition), span: walk.span(statement.test) }];
      }
      walk.scopes.pop();
      walk.guards = outer;
      return;
    }
    case 'hole':
      return;
  }
}

function lowerIf(walk: Walk, { test, then, otherwise }: IfNode): void {
  visit(walk, test);
  const condition = conditionOf(walk, test);
  const outer = walk.guards;
  const under = (statement: Statement, isTrue: boolean) => {
    if (condition)
      walk.guards = [...outer, { condition: isTrue ? condition : negate(condition), span: walk.span(test) }];
    lowerStatement(walk, statement);
    walk.guards = outer;
  };
  under(then, true);
  if (otherwise) under(otherwise, false);
}

/** Whether a statement never comes to its end. */
function leaves(statement: Statement): boolean {
  if (statement.kind === 'jump') return true;
  if (statement.kind !== 'block') return false;
  const last = statement.statements.at(-1);
  return last !== undefined && leaves(last);
}
