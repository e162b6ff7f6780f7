import type { Argument, CallExpr, Param } from '../python/syntax';
import { attach, isAttachMethod } from './attach-call';
import { maxDepth, type Machine } from './machine';
import { callMethod } from './methods';
import { callNative } from './native';
import { attachesIn } from './relevance';
import { wordsOf } from './truth';
import { createScope, isGiven, none, type Given, type PyValue, type Scope } from './value';

export function call(machine: Machine, scope: Scope, node: CallExpr): PyValue {
  const of = machine.rules.evaluate(machine, scope, node.of);
  const given = argumentsOf(machine, scope, node.args);
  const lost = (): PyValue => {
    const parts = of.kind === 'method' ? [of.of, ...given.all] : given.all;
    return { kind: 'unknown', text: wordsOf(machine, node), ...(parts.some(isGiven) ? { given: true } : {}) };
  };
  switch (of.kind) {
    case 'native':
      callBack(machine, given);
      return callNative(machine, node, of.name, given) ?? lost();
    case 'method':
      return callMethod(machine, node, of.of, of.name, given) ?? lost();
    case 'function':
      return callFunction(machine, of, given) ?? lost();
    case 'class':
      return createObject(machine, of, given);
    case 'unknown':
      callBack(machine, given);
      if (node.of.kind === 'member' && isAttachMethod(node.of.name))
        attach(machine, node, node.of.name, undefined, given.all);
      return lost();
    default:
      return lost();
  }
}

/** A function that attaches and is handed to someone else will be called: `curses.wrapper(main, args)`. */
function callBack(machine: Machine, { positional, named }: Given): void {
  const at = positional.findIndex((value) => value.kind === 'function' && value.def.kind === 'def');
  const target = positional[at] ?? named.get('target');
  if (target?.kind !== 'function' || target.def.kind !== 'def' || !attachesIn(target.def.body)) return;
  const unknown: PyValue = { kind: 'unknown', text: 'an argument' };
  const rest = positional.slice(at + 1);
  const before = Math.max(0, target.def.params.length - rest.length);
  const all = [...new Array<PyValue>(before).fill(unknown), ...rest];
  callFunction(machine, target, { all, positional: all, named: new Map() });
}

function argumentsOf(machine: Machine, scope: Scope, args: readonly Argument[]): Given {
  const all = args.map((argument) => machine.rules.evaluate(machine, scope, argument.value));
  const positional: PyValue[] = [];
  const named = new Map<string, PyValue>();
  for (const [at, { name }] of args.entries()) {
    const value = all[at];
    if (!value) continue;
    if (name === undefined) positional.push(value);
    else if (name === '*')
      positional.push(...(value.kind === 'list' ? value.items : [{ kind: 'unknown', text: 'arguments' } as const]));
    else if (name !== '**') named.set(name, value);
    else if (value.kind === 'dict')
      for (const { key, value: item } of value.entries.values())
        if (key.kind === 'text') named.set(key.value.text, item);
  }
  return { all, positional, named };
}

/** What a function gives for some values; `undefined` where it is not followed. */
export function apply(
  machine: Machine,
  node: CallExpr,
  fn: PyValue,
  positional: readonly PyValue[],
): PyValue | undefined {
  const given = { all: positional, positional, named: new Map<string, PyValue>() };
  if (fn.kind === 'function') return callFunction(machine, fn, given);
  if (fn.kind === 'class') return createObject(machine, fn, given);
  return fn.kind === 'native' ? callNative(machine, node, fn.name, given) : undefined;
}

/** A function of the script: its body is run with its parameters bound. */
export function callFunction(
  machine: Machine,
  fn: PyValue & { readonly kind: 'function' },
  given: Given,
): PyValue | undefined {
  const { def, scope } = fn;
  if (machine.depth > maxDepth * 6) return undefined;
  const inside = createScope(scope);
  const self = fn.self ? [fn.self] : [];
  bind(machine, inside, def.params, [...self, ...given.positional], given.named);
  if (def.kind === 'lambda') return machine.rules.evaluate(machine, inside, def.body);
  machine.depth += 8;
  const signal = machine.rules.execute(machine, inside, def.body);
  machine.depth -= 8;
  return signal.kind === 'return' ? signal.value : none;
}

function bind(
  machine: Machine,
  scope: Scope,
  params: readonly Param[],
  positional: readonly PyValue[],
  named: ReadonlyMap<string, PyValue>,
): void {
  let next = 0;
  for (const { name, star, value } of params) {
    if (star === '*') scope.names.set(name, { kind: 'list', items: positional.slice(next) });
    else if (star === '**') scope.names.set(name, { kind: 'dict', entries: new Map() });
    else {
      const given = next < positional.length ? positional[next++] : named.get(name);
      scope.names.set(
        name,
        given ?? (value ? machine.rules.evaluate(machine, scope, value) : { kind: 'unknown', text: name }),
      );
    }
  }
}

/** An instance: the functions of its class are bound to it, and `__init__` is run. */
function createObject(machine: Machine, of: PyValue & { readonly kind: 'class' }, given: Given): PyValue {
  const fields = new Map<string, PyValue>();
  const self: PyValue = { kind: 'object', fields };
  for (const [name, value] of of.fields) fields.set(name, value.kind === 'function' ? { ...value, self } : value);
  const init = fields.get('__init__');
  if (init?.kind === 'function') callFunction(machine, init, given);
  else {
    // A data class takes its fields in the order they are declared.
    const declared = [...of.fields].filter(([, value]) => value.kind !== 'function').map(([name]) => name);
    for (const [at, value] of given.positional.entries()) {
      const name = declared[at];
      if (name !== undefined) fields.set(name, value);
    }
    for (const [name, value] of given.named) fields.set(name, value);
  }
  return self;
}
