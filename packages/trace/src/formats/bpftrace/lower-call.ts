import type { Span } from '@tracefit/model';
import { plain, readString } from './follow';
import { isBuiltin, plainFunctions } from './names';
import { callFunction, callMacro } from './lower-routine';
import { addUnknown, addUse } from './run';
import type { CallNode, Expression, StringNode } from './syntax-tree';
import { resolveType } from './lower-type';
import { createLink, kernelValue, own, type Value } from './value';
import { addUnsupported, type Walk } from './walk';

/** A call: of the script's own macros and functions first, then of the language's. */
export function lowerCall(walk: Walk, node: CallNode): Value {
  const { program, rules } = walk;
  const { name, args, span } = node;
  if (program.macros.has(name)) return callMacro(walk, name, args, node.nameSpan);
  if (program.functions.has(name)) return callFunction(walk, name, args, node.nameSpan);
  switch (name) {
    case 'kaddr':
    case 'ksymaddr':
    case 'percpu_kaddr':
      return lowerSymbol(walk, node);
    case 'reg':
      return lowerRegister(walk, node);
    case 'container_of':
      return lowerContainer(walk, node);
  }
  const values = args.map((arg) => rules.expression(walk, arg));
  switch (name) {
    case 'str':
    case 'kstr':
      readString(values[0] ?? own, span);
      return own;
    case 'kptr':
    case 'uptr':
      return values[0] ?? own;
    default:
      if (!plainFunctions.has(name) && !isBuiltin(name) && !/^__|^kfunc_exist$/.test(name))
        refuseUnknown(walk, name, node.nameSpan);
      return own;
  }
}

function refuseUnknown(walk: Walk, name: string, span: Span): void {
  addUnsupported(walk, `the function \`${name}\` is not known`, span);
  addUnknown(walk.run, `what the function \`${name}\` does is not known`, span);
}

/** The text of an argument that is written out. */
function literal(node: Expression | undefined): StringNode | undefined {
  return node?.kind === 'string' ? node : undefined;
}

/** `kaddr("name")`: the address of a variable or function of the kernel. */
function lowerSymbol(walk: Walk, node: CallNode): Value {
  for (const arg of node.args.slice(1)) walk.rules.expression(walk, arg);
  const symbol = literal(node.args[0]);
  if (!symbol) {
    addUnknown(walk.run, `the symbol of \`${node.name}\` is not written out`, node.span);
    return own;
  }
  const span = plain(node.span);
  addUse(walk.run, { kind: 'symbol', name: symbol.value, span: plain(symbol.span) });
  const base = { kind: 'symbol', name: symbol.value } as const;
  return kernelValue(createLink({ run: walk.run, base, baseSpan: span, span, quiet: true }));
}

/** `reg("di")`: at the entry of a kernel function that is an argument. */
function lowerRegister({ run }: Walk, node: CallNode): Value {
  const register = literal(node.args[0]);
  if (run.provider !== 'kprobe' && run.provider !== 'kretprobe') return own;
  if (!register) {
    addUnknown(run, 'the register is not written out', node.span);
    return own;
  }
  const span = plain(node.span);
  return kernelValue(createLink({ run, base: { kind: 'register', name: register.value }, baseSpan: span, span }));
}

/** `container_of(pointer, typeof(type), member)` */
function lowerContainer(walk: Walk, node: CallNode): Value {
  const [pointer, type, member] = node.args;
  if (pointer) walk.rules.expression(walk, pointer);
  const resolved = type && resolveType(walk, type);
  if (!resolved || member?.kind !== 'word') {
    addUnknown(walk.run, 'the type or member of `container_of` is not written out', node.span);
    return own;
  }
  const span = plain(node.span);
  addUse(walk.run, { kind: 'type', type: resolved, path: [member.name], span });
  const base = { kind: 'typed', type: { kind: 'ptr', to: resolved } } as const;
  return kernelValue(createLink({ run: walk.run, base, baseSpan: span, span, quiet: true }));
}
