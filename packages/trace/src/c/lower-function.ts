import type { CType, Span } from '@tracefit/model';
import type { Code, Value } from './code';
import { conditionOf, guardOf } from './condition-of';
import { assign, lowerExpression, remember, underTest } from './lower-expression';
import { layoutOf } from './layout';
import { typeMeant } from './meant-type';
import type { OwnTypes } from './own-types';
import type { Expression, FunctionNode, IfNode, Param, Place, Statement, Unit } from './syntax';
import { isContext, isKernelPointer, pointed, visit, type ContextKind, type Variable, type Walk } from './walk';

/** Lowers the functions of a text, each once, when it is first asked for. */
export function createLowering(
  unit: Unit,
  types: OwnTypes,
  headers: boolean,
  span: (place: Place) => Span,
): (name: string) => Code | undefined {
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
  const context = contextOf(types, node, given.headers);
  const walk: Walk = {
    ...given,
    context,
    scopes: [parameters(node, context !== undefined)],
    uses: [],
    calls: [],
    unknowns: [],
    guards: [],
    quiet: false,
    testDepth: 0,
    budget: 200_000,
    rules: { assign, expression: lowerExpression, underTest, statement: lowerStatement },
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
function contextOf(types: OwnTypes, node: FunctionNode, headers: boolean): Walk['context'] {
  switch (node.macro?.name) {
    case undefined: {
      const [first] = node.params;
      const kind = first && (headers ? contextKind(types, first) : libbpfContext(types, first, node.section));
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
    case 'BPF_PROG':
    case 'BPF_PROG2':
      return { name: 'ctx', kind: 'raw' };
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

/**
 * As libbpf's programs have them: one that is in a section has a context whatever its type, and the records of events are
 * types that BTF describes.
 */
function libbpfContext(types: OwnTypes, param: Param, section: FunctionNode['section']): ContextKind | undefined {
  const target = param.type && pointed(types, param.type);
  const isStruct = target?.kind === 'struct';
  if (isStruct && (target.name === 'pt_regs' || target.name === 'bpf_raw_tracepoint_args')) {
    return contextKind(types, param);
  }
  const isWords =
    target?.kind === 'int' ? target.size === 8 : target?.kind === 'typedef' && /^(?:__)?u64$/.test(target.name);
  // Functions that programs hand their context to call it by its name.
  if (!section) return isWords && param.name === 'ctx' ? 'raw' : undefined;
  if (isStruct && !types.isOwn(target) && !contexts.has(target.name)) return 'typed';
  if (isWords) return 'raw';
  return isStruct && types.isOwn(target) ? 'own' : 'other';
}

/** `undefined` where the function is no program: its first parameter is like any other. */
function contextKind(types: OwnTypes, { type }: Param): ContextKind | undefined {
  const target = type && pointed(types, type);
  if (target?.kind === 'void') return 'other';
  if (target?.kind === 'struct' && types.isOwn(target)) return 'own';
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
      for (const variable of node.variables) {
        const { name, value, start, end } = variable;
        const { type, like } = typeMeant(walk, variable);
        declare(walk, name, type, value, { start, end }, like);
        if (!value) continue;
        const given = assign(walk, { ...(type ? { type } : {}), name, place: { start, end } }, value);
        remember(walk, { kind: 'name', name, start, end }, given, value);
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
        const condition = guardOf(walk, statement.test, false);
        if (condition) walk.guards = [...walk.guards, { condition, span: walk.span(statement.test) }];
      }
      walk.scopes.pop();
      walk.guards = outer;
      return;
    }
    case 'hole':
      return;
  }
}

function declare(
  walk: Walk,
  name: string,
  type: CType | undefined,
  value: Expression | undefined,
  place: Place,
  like: Value | undefined,
): void {
  const condition = value && conditionOf(walk, value);
  const layout = value && layoutOf(walk, value);
  const isAlias = !(type && isKernelPointer(walk, type)) && isContext(walk, value);
  walk.scopes.at(-1)?.set(name, {
    ...(type ? { type } : {}),
    ...(like ? { like } : {}),
    ...(condition ? { condition } : {}),
    ...(layout ? { layout } : {}),
    ...(isAlias ? { isContext: true } : {}),
    place,
  });
}

function lowerIf(walk: Walk, { test, then, otherwise }: IfNode): void {
  visit(walk, test);
  const under = (statement: Statement, isTrue: boolean) => {
    underTest(walk, test, isTrue, () => {
      lowerStatement(walk, statement);
    });
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
