import type { Expr, Stmt } from '../python/syntax';
import { isAttachMethod } from './attach-call';

/** Tells statements that matter to what is attached from all others: output, files, main loops. */
export function createRelevance(body: readonly Stmt[]): (statements: readonly Stmt[]) => boolean {
  const names = new Set<string>();
  const known = new Map<Stmt, boolean>();
  for (let before = -1; before !== names.size;) {
    before = names.size;
    for (const statement of body) collect(statement, names);
  }
  return (statements) =>
    statements.some((statement) => {
      let answer = known.get(statement);
      if (answer === undefined) known.set(statement, (answer = touches(statement, names)));
      return answer;
    });
}

/** The statements of a file up to the last that attaches or makes a program; what comes behind is output. */
export function untilAttached(body: readonly Stmt[]): readonly Stmt[] {
  const makers = makersIn(body, methodsIn(body));
  const last = body.findLastIndex(
    (statement) => statement.kind !== 'def' && statement.kind !== 'class' && makes(statement, makers),
  );
  return body.slice(0, last + 1);
}

/** Tells statements that make a program or attach one, or call a function or method of the script that does. */
export function createMaking(body: readonly Stmt[]): (statements: readonly Stmt[]) => boolean {
  const makers = makersIn(body, methodsIn(body));
  return (statements) => statements.some((statement) => makes(statement, makers));
}

function methodsIn(body: readonly Stmt[]): readonly Stmt[] {
  return body.flatMap((statement) => (statement.kind === 'class' ? statement.body : []));
}

/** The names of functions and classes that make a program or attach one. */
function makersIn(body: readonly Stmt[], methods: readonly Stmt[]): ReadonlySet<string> {
  const makers = new Set(['BPF']);
  for (let before = -1; before !== makers.size;) {
    before = makers.size;
    for (const statement of [...body, ...methods]) {
      const isNamed = statement.kind === 'def' || statement.kind === 'class';
      if (isNamed && !makers.has(statement.name) && makes(statement, makers)) makers.add(statement.name);
    }
  }
  return makers;
}

/** Whether statements make a program or attach one themselves. */
export function attachesIn(body: readonly Stmt[]): boolean {
  return body.some((statement) => makes(statement, new Set(['BPF'])));
}

function makes(statement: Stmt, makers: ReadonlySet<string>): boolean {
  return (
    expressionsOf(statement).some((expression) => someExpression(expression, (node) => isMaker(node, makers))) ||
    bodiesOf(statement).some((inner) => inner.some((each) => makes(each, makers)))
  );
}

function isMaker(node: Expr, makers: ReadonlySet<string>): boolean {
  if (node.kind !== 'call') return false;
  const { of } = node;
  if (of.kind === 'name' && makers.has(of.name)) return true;
  if (of.kind === 'member' && (isAttachMethod(of.name) || makers.has(of.name))) return true;
  // A function that is handed over is called by someone else: `curses.wrapper(main)`.
  return node.args.some(({ value }) => value.kind === 'name' && makers.has(value.name));
}

/** Adds the names that a statement's outcome depends on, where it matters. */
function collect(statement: Stmt, names: Set<string>): void {
  const isCalled = statement.kind === 'def' && names.has(statement.name);
  if (!isCalled && !touches(statement, names)) return;
  if (statement.kind === 'def' || statement.kind === 'class') {
    names.add(statement.name);
    for (const value of returnedBy(statement.body)) addNames(value, names);
  } else if (statement.kind !== 'while' && statement.kind !== 'try') {
    for (const expression of expressionsOf(statement)) addNames(expression, names);
  }
  for (const inner of bodiesOf(statement)) for (const each of inner) collect(each, names);
}

function returnedBy(body: readonly Stmt[]): readonly Expr[] {
  return body.flatMap((statement) => {
    if (statement.kind === 'jump' && statement.word === 'return') return statement.value ? [statement.value] : [];
    return bodiesOf(statement).flatMap(returnedBy);
  });
}

function touches(statement: Stmt, names: ReadonlySet<string>): boolean {
  const isNamed = (target: Expr) => rootOf(target).some((name) => names.has(name));
  if (statement.kind === 'assign' && statement.targets.some(isNamed)) return true;
  if (statement.kind === 'update' && isNamed(statement.target)) return true;
  if (statement.kind === 'jump' && statement.word === 'return' && statement.value) return true;
  if (expressionsOf(statement).some((expression) => attaches(expression, names))) return true;
  if (statement.kind === 'def') return statement.body.some((each) => each.kind !== 'jump' && touches(each, names));
  return bodiesOf(statement).some((inner) => inner.some((each) => touches(each, names)));
}

/** A call that attaches, makes a program, calls a function that matters, or changes a list that does. */
function attaches(expression: Expr, names: ReadonlySet<string>): boolean {
  return someExpression(expression, (node) => {
    if (node.kind !== 'call') return false;
    const { of } = node;
    if (of.kind === 'name') return of.name === 'BPF' || names.has(of.name);
    if (of.kind !== 'member') return false;
    if (isAttachMethod(of.name) || /^(?:BPF|add_argument|add_option|load_func)$/.test(of.name)) return true;
    const changes = /^(?:append|extend|update|insert|add)$/.test(of.name);
    return changes && rootOf(of.of).some((name) => names.has(name));
  });
}

/** The variables that an assignment changes; a member of `self` by its name with a dot before it. */
function rootOf(target: Expr): readonly string[] {
  if (target.kind === 'name') return [target.name];
  if (target.kind === 'member') {
    return target.of.kind === 'name' && target.of.name === 'self' ? [`.${target.name}`] : rootOf(target.of);
  }
  if (target.kind === 'index' || target.kind === 'slice') return rootOf(target.of);
  return target.kind === 'list' ? target.items.flatMap(rootOf) : [];
}

function addNames(expression: Expr, names: Set<string>): void {
  walkExpression(expression, (node) => {
    if (node.kind === 'name' && node.name !== 'self') names.add(node.name);
    if (node.kind === 'member' && node.of.kind === 'name' && node.of.name === 'self') {
      names.add(`.${node.name}`);
      names.add(node.name);
    }
  });
}

/** The expressions a statement holds itself. */
export function expressionsOf(statement: Stmt): readonly Expr[] {
  switch (statement.kind) {
    case 'expression':
      return [statement.value];
    case 'assign':
      return [...statement.targets, statement.value];
    case 'update':
      return [statement.target, statement.value];
    case 'if':
      return statement.branches.map(({ test }) => test);
    case 'for':
      return [statement.target, statement.over];
    case 'while':
      return [statement.test];
    case 'jump':
      return statement.value ? [statement.value] : [];
    case 'with':
      return statement.items.map(({ value }) => value);
    case 'def':
      return statement.params.flatMap(({ value }) => value ?? []);
    default:
      return [];
  }
}

/** The blocks a statement holds. */
export function bodiesOf(statement: Stmt): readonly (readonly Stmt[])[] {
  switch (statement.kind) {
    case 'if':
      return [...statement.branches.map(({ body }) => body), statement.otherwise];
    case 'for':
      return [statement.body, statement.otherwise];
    case 'try':
      return [statement.body, ...statement.handlers, statement.otherwise, statement.last];
    case 'while':
    case 'def':
    case 'class':
    case 'with':
      return [statement.body];
    default:
      return [];
  }
}

/** Visits an expression and all inside of it. */
export function walkExpression(expression: Expr, visit: (node: Expr) => void): void {
  visit(expression);
  for (const part of partsOf(expression)) walkExpression(part, visit);
}

/** Whether an expression or one inside of it is so. */
function someExpression(expression: Expr, is: (node: Expr) => boolean): boolean {
  return is(expression) || partsOf(expression).some((part) => someExpression(part, is));
}

function partsOf(node: Expr): readonly Expr[] {
  switch (node.kind) {
    case 'join':
    case 'other':
      return node.parts;
    case 'list':
      return node.items;
    case 'dict':
      return node.entries.flatMap(({ key, value }) => [key, value]);
    case 'call':
      return [node.of, ...node.args.map(({ value }) => value)];
    case 'member':
    case 'unary':
      return [node.of];
    case 'index':
      return [node.of, node.index];
    case 'slice':
      return [node.of, ...(node.from ? [node.from] : []), ...(node.to ? [node.to] : [])];
    case 'binary':
      return [node.left, node.right];
    case 'conditional':
      return [node.test, node.then, node.otherwise];
    case 'lambda':
      return [node.body];
    case 'comprehension':
      return [node.item, node.target, node.over, ...(node.test ? [node.test] : [])];
    default:
      return [];
  }
}
