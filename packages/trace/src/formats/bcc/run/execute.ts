import { negate } from '../../../explore';
import type { Condition } from '@tracefit/model';
import type { Expr, Stmt } from '../python/syntax';
import { attachMethod } from './attach-call';
import { assign } from './assign';
import { evaluate, operate } from './evaluate';
import { iterate } from './items';
import { attachesIn } from './relevance';
import { maxSteps, spend, type Machine, type Signal } from './machine';
import { isOpaque, testOf, wordsOf } from './truth';
import { createScope, none, setName, type PyValue, type Scope } from './value';

const next: Signal = { kind: 'next' };

/** The most times a loop goes round. */
const maxRounds = 1000;

export function execute(machine: Machine, scope: Scope, body: readonly Stmt[]): Signal {
  for (const statement of body) {
    const signal = executeOne(machine, scope, statement);
    if (machine.ended || signal.kind !== 'next') return signal;
  }
  return next;
}

function executeOne(machine: Machine, scope: Scope, node: Stmt): Signal {
  if (++machine.steps > maxSteps) machine.ended = true;
  switch (node.kind) {
    case 'expression':
      evaluate(machine, scope, node.value);
      return next;
    case 'assign': {
      const value = evaluate(machine, scope, node.value);
      for (const target of node.targets) assign(machine, scope, target, value);
      return next;
    }
    case 'update': {
      const before = evaluate(machine, scope, node.target);
      const value = operate(node.op, before, evaluate(machine, scope, node.value), node.value);
      assign(
        machine,
        scope,
        node.target,
        value ? spend(machine, value) : { kind: 'unknown', text: wordsOf(machine, node.target) },
      );
      return next;
    }
    case 'if':
      return executeIf(machine, scope, node);
    case 'for':
      return executeFor(machine, scope, node);
    case 'while':
      // What a program does until it is stopped is output, unless it attaches there.
      return machine.makes(node.body) ? loopSignal(execute(machine, scope, node.body)) : next;
    case 'try':
      return executeTry(machine, scope, node);
    case 'def':
      setName(scope, node.name, { kind: 'function', def: node, scope });
      return next;
    case 'class':
      return executeClass(machine, scope, node);
    case 'jump':
      if (node.word === 'return')
        return { kind: 'return', value: node.value ? evaluate(machine, scope, node.value) : none };
      return { kind: node.word };
    case 'import':
      for (const { name, as } of node.names) setName(scope, as, imported(node.module, name));
      return next;
    case 'with':
      for (const { value, target } of node.items) {
        const entered = evaluate(machine, scope, value);
        if (target) assign(machine, scope, target, entered);
      }
      return execute(machine, scope, node.body);
    case 'global':
      for (const name of node.names) scope.globals.add(name);
      return next;
    case 'pass':
      return next;
  }
}

/** A class's functions see the names around it, not those in it. */
function executeClass(machine: Machine, scope: Scope, node: Stmt & { readonly kind: 'class' }): Signal {
  const inside = createScope(scope);
  execute(machine, inside, node.body);
  const functions = [...inside.names].map(([name, value]): [string, PyValue] => [
    name,
    value.kind === 'function' ? { ...value, scope } : value,
  ]);
  setName(scope, node.name, { kind: 'class', name: node.name, fields: new Map(functions) });
  return next;
}

/** Names of BCC and of Python's own modules keep their full name; `from bcc import BPF` is `BPF`. */
function imported(module: string, name: string): PyValue {
  if (module === 'bcc' || module === '') return { kind: 'native', name };
  return { kind: 'native', name: `${module}.${name}` };
}

function loopSignal(signal: Signal): Signal {
  return signal.kind === 'break' || signal.kind === 'continue' ? next : signal;
}

/**
 * What the kernel decides is tried both ways, each in a run of its own; where the branches do nothing but attach, both
 * are followed at once and what they attach is guarded.
 */
function executeIf(machine: Machine, scope: Scope, node: Stmt & { readonly kind: 'if' }): Signal {
  const outer = machine.guards;
  const leave = (signal: Signal): Signal => {
    machine.guards = outer;
    return signal;
  };
  for (const [at, { test, body }] of node.branches.entries()) {
    const holds = testOf(machine, scope, test);
    if (holds === true) return leave(execute(machine, scope, body));
    if (holds === false) continue;
    const rest = [body, ...node.branches.slice(at + 1).map((branch) => branch.body), node.otherwise];
    if (isOpaque(holds)) {
      if (!rest.some((each) => machine.matters(each))) return leave(next);
      // Nothing is traced where the script gives up, and where it goes on it did not.
      if (givesUp(body)) continue;
      if (at === node.branches.length - 1 && givesUp(node.otherwise)) return leave(execute(machine, scope, body));
    }
    if (!rest.every(onlyAttaches)) {
      if (machine.oracle.decide(holds, machine.span(test))) return leave(execute(machine, scope, body));
      continue;
    }
    const before = machine.guards;
    machine.guards = guarded(machine, before, holds, test);
    execute(machine, scope, body);
    machine.guards = guarded(machine, before, negate(holds), test);
  }
  return leave(execute(machine, scope, node.otherwise));
}

function guarded(machine: Machine, before: Machine['guards'], condition: Condition, test: Expr): Machine['guards'] {
  return [...before, { condition, span: machine.span(test) }];
}

/** Whether statements change nothing that the script could look at later. */
function onlyAttaches(body: readonly Stmt[]): boolean {
  return body.every((statement) => {
    switch (statement.kind) {
      case 'pass':
        return true;
      case 'expression': {
        const { value } = statement;
        if (value.kind !== 'call') return value.kind === 'text';
        return attachMethod(value) !== undefined || (value.of.kind === 'name' && value.of.name === 'print');
      }
      case 'if':
        return [...statement.branches.map((branch) => branch.body), statement.otherwise].every(onlyAttaches);
      default:
        return false;
    }
  });
}

function executeFor(machine: Machine, scope: Scope, node: Stmt & { readonly kind: 'for' }): Signal {
  const over = evaluate(machine, scope, node.over);
  const items =
    iterate(over) ??
    (machine.matters(node.body)
      ? [{ ...(over.kind === 'unknown' ? over : { kind: 'unknown' }), text: wordsOf(machine, node.over) } as const]
      : []);
  for (const item of items.slice(0, maxRounds)) {
    assign(machine, scope, node.target, item);
    const signal = execute(machine, scope, node.body);
    if (machine.ended || signal.kind === 'return' || signal.kind === 'raise') return signal;
    if (signal.kind === 'break') return next;
  }
  return execute(machine, scope, node.otherwise);
}

/** What is attached in a `try` may fail, unless all the handlers do is to give up; what they attach is an alternative. */
function executeTry(machine: Machine, scope: Scope, node: Stmt & { readonly kind: 'try' }): Signal {
  const { caught, group } = machine;
  const survives = node.handlers.some((handler) => !givesUp(handler));
  const alternatives = node.handlers.filter((handler) => machine.matters(handler) && !givesUp(handler));
  machine.caught = caught || survives;
  if (alternatives.length > 0) machine.group ??= `${node.start}`;
  let signal = execute(machine, scope, node.body);
  machine.caught = caught;
  if (!machine.ended) {
    if (signal.kind === 'raise' && node.handlers[0]) signal = execute(machine, scope, node.handlers[0]);
    else if (signal.kind === 'next') {
      const ended = machine.ended;
      for (const handler of alternatives) execute(machine, createScope(scope), handler);
      machine.ended = ended;
      signal = execute(machine, scope, node.otherwise);
    }
  }
  machine.group = group;
  if (machine.ended || signal.kind !== 'next') return signal;
  return execute(machine, scope, node.last);
}

/** Whether statements end the script, and attach nothing before. */
function givesUp(body: readonly Stmt[]): boolean {
  if (attachesIn(body)) return false;
  return body.some((statement) => {
    if (statement.kind === 'jump') return statement.word === 'raise';
    if (statement.kind !== 'expression' || statement.value.kind !== 'call') return false;
    const { of } = statement.value;
    return (
      (of.kind === 'name' && /^(?:exit|quit|die|usage|bail|fail)$/.test(of.name)) ||
      (of.kind === 'member' && /^_?(?:exit|bail|error)$/.test(of.name))
    );
  });
}
