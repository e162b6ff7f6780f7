import type { Condition, Guard } from '@tracefit/model';
import { castTo, plain } from './follow';
import { lowerKeys, mapName } from './map-keys';
import { slotOf } from './scope';
import type { AssignNode, Block, Expression, ForNode, IfNode, LetNode, Statement } from './syntax-tree';
import { eitherOf, own, shift, tupleOf, type Value } from './value';
import { addUnsupported, type Walk } from './walk';

/** The statements of a block in their order; its value is that of the expression at its end. */
export function lowerBlock(walk: Walk, node: Block): Value {
  for (const statement of node.statements) lowerStatement(walk, statement);
  return node.result ? walk.rules.expression(walk, node.result) : own;
}

function lowerStatement(walk: Walk, node: Statement): void {
  const { rules, journal, scope } = walk;
  switch (node.kind) {
    case 'let':
      lowerLet(walk, node);
      return;
    case 'assign':
      lowerAssign(walk, node);
      return;
    case 'expression':
      rules.expression(walk, node.value);
      return;
    case 'loop':
      rules.expression(walk, node.test);
      journal.branch([() => rules.block(walk, node.body)], false);
      return;
    case 'for':
      lowerFor(walk, node);
      return;
    case 'jump':
      if (node.value) scope.returned = eitherOf(scope.returned, rules.expression(walk, node.value));
      return;
    case 'import':
      addUnsupported(walk, `the import "${node.path}" is not read`, node.span);
  }
}

/** `let $x : type = value` */
function lowerLet(walk: Walk, { variable, type, value }: LetNode): void {
  const given = value && walk.rules.expression(walk, value);
  const slot = slotOf(walk.scope, variable.name);
  const declared = type?.type && given ? castTo(walk.run, given, type.type, type.span, 'declaration') : given;
  walk.journal.assign(slot, declared ?? own);
}

function lowerAssign(walk: Walk, { target, op, value }: AssignNode): void {
  const given = walk.rules.expression(walk, value);
  if (target?.kind === 'variable') {
    const slot = slotOf(walk.scope, target.name);
    walk.journal.assign(slot, op === '=' ? given : shift(slot.value ?? own));
  } else if (target?.kind === 'map') {
    const keys = lowerKeys(walk, target);
    walk.program.stored.store(mapName(walk, target), op === '=' ? given : own, keys);
  }
}

/** `for ($x : @map)` gives keys and values, `for ($i : 0..n)` numbers. */
function lowerFor(walk: Walk, { variable, over, to, body }: ForNode): void {
  const { rules, journal, program, run } = walk;
  let value: Value = own;
  if (over.kind === 'map' && !to) {
    const reader = { run, span: plain(over.span), runs: program.runs };
    const name = mapName(walk, over);
    value = tupleOf([program.known.loadKey(name, reader), program.known.load(name, reader)]);
  } else {
    rules.expression(walk, over);
    if (to) rules.expression(walk, to);
  }
  const slot = slotOf(walk.scope, variable.name);
  journal.branch(
    [
      () => {
        journal.assign(slot, value);
        rules.block(walk, body);
      },
    ],
    false,
  );
}

/** `if` with its branches; the value is that of any of them. */
export function lowerIf(walk: Walk, node: IfNode): Value {
  const { rules, journal, run } = walk;
  const outer = run.guards;
  let value: Value | undefined;
  const under = (guards: readonly Guard[], body: Block) => () => {
    run.guards = guards;
    value = eitherOf(value, rules.block(walk, body));
    run.guards = outer;
  };
  const branches: (() => void)[] = [];
  const before: Guard[] = [];
  for (const { test, body } of node.branches) {
    rules.expression(walk, test);
    const condition = conditionOf(test);
    const span = plain(test.span);
    branches.push(under([...outer, ...before, ...(condition ? [{ condition, span }] : [])], body));
    if (condition) before.push({ condition: { kind: 'not', of: condition }, span });
  }
  if (node.otherwise) branches.push(under([...outer, ...before], node.otherwise));
  journal.branch(branches, node.otherwise !== undefined);
  return value ?? own;
}

/** What a test asks of the kernel, where it asks that alone: `kfunc_exist("name")`. */
function conditionOf(test: Expression): Condition | undefined {
  if (test.kind === 'unary' && (test.op === 'comptime' || test.op === '!')) {
    const of = conditionOf(test.of);
    return of && test.op === '!' ? { kind: 'not', of } : of;
  }
  if (test.kind !== 'call' || test.name !== 'kfunc_exist') return undefined;
  const [name] = test.args;
  return name?.kind === 'string' ? { kind: 'function_exists', name: name.value } : undefined;
}
