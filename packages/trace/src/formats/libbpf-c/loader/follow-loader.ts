import type { Condition } from '@tracefit/model';
import type { Expression, FunctionNode, Statement, Unit } from '../../../c/syntax';
import { createDecisions, type Decision, type Decisions } from './decisions';
import { isTarget, kernelTest, kernelTests } from './kernel-tests';
import { and, not, or, type Truth } from './truth';
import { joined, merge, onlyText, truthOf, unknownValue, unset, type Value } from './value';

interface Frame {
  readonly values: Map<string, Value>;
  returned: Value;
}

interface Run {
  readonly functions: ReadonlyMap<string, FunctionNode>;
  readonly globals: Map<string, Value>;
  readonly decisions: Decisions;
  /** For each function whether it, or one it calls, decides anything. */
  readonly relevant: ReadonlySet<string>;
  readonly text: string;
  depth: number;
  left: number;
  /** Where the program gives up, as far as the kernel decides it. */
  failed: Truth;
}

const maxDepth = 12;
const maxSteps = 100_000;
const calls = /^bpf_program__(?:set_autoload|set_attach_target|attach_\w+|attach)$/;
/**
 * Follows a program of user space from `main` on, on the way where nothing fails, and gathers what it decides of the BPF programs
 * by their names. `optional` are those that are not loaded unless it says so.
 */
export function followLoader(unit: Unit, text: string, optional: ReadonlySet<string>): ReadonlyMap<string, Decision> {
  const functions = new Map(unit.functions.map((fn) => [fn.name, fn]));
  const run: Run = {
    functions,
    globals: new Map(),
    decisions: createDecisions(optional),
    relevant: relevantFunctions(unit),
    text,
    depth: 0,
    left: maxSteps,
    failed: false,
  };
  const main = functions.get('main');
  const entries = main ? [main] : unit.functions.filter(({ name }) => run.relevant.has(name));
  for (const entry of entries) call(run, entry, [], true);
  // Where nothing of what it looks for is there, it gives up: its programs are judged there as if they were loaded.
  return run.decisions.where(run.failed);
}

/** Functions that decide something of a program, through others too. */
function relevantFunctions({ functions }: Unit): ReadonlySet<string> {
  const called = new Map(functions.map((fn) => [fn.name, namesCalled(fn.body)]));
  const relevant = new Set<string>();
  for (let before = -1; before < relevant.size;) {
    before = relevant.size;
    for (const [name, names] of called)
      if ([...names].some((each) => calls.test(each) || relevant.has(each))) relevant.add(name);
  }
  return relevant;
}

function namesCalled(node: unknown, found = new Set<string>(), depth = 0): Set<string> {
  if (depth > 1000 || node === null || typeof node !== 'object') return found;
  if (Array.isArray(node)) for (const each of node) namesCalled(each, found, depth + 1);
  else {
    const { kind, of } = node as { kind?: string; of?: { kind?: string; name?: string } };
    if (kind === 'call' && of?.kind === 'name' && of.name !== undefined) found.add(of.name);
    for (const each of Object.values(node)) namesCalled(each, found, depth + 1);
  }
  return found;
}

function call(run: Run, fn: FunctionNode, args: readonly Value[], path: Truth): Value {
  if (run.depth >= maxDepth) return unknownValue;
  const frame: Frame = {
    values: new Map(fn.params.map(({ name }, at) => [name, args[at] ?? unknownValue])),
    returned: unset,
  };
  run.depth++;
  execute(run, frame, fn.body, path);
  run.depth--;
  return frame.returned;
}

/** Runs a statement where `path` holds; what holds where its end is reached. */
function execute(run: Run, frame: Frame, statement: Statement, path: Truth): Truth {
  if (path === false || --run.left < 0) return path;
  switch (statement.kind) {
    case 'block': {
      let at: Truth = path;
      for (const each of statement.statements) at = execute(run, frame, each, at);
      return at;
    }
    case 'declaration':
      for (const { name, value } of statement.variables)
        frame.values.set(name, value ? evaluate(run, frame, value, path) : unset);
      return path;
    case 'expression':
      evaluate(run, frame, statement.value, path);
      return path;
    case 'if':
      return executeIf(run, frame, statement, path);
    case 'loop':
      for (const head of statement.head) execute(run, frame, head, path);
      execute(run, frame, statement.body, path);
      return path;
    case 'jump': {
      if (isGivenUp(statement)) giveUp(run, path);
      if (statement.word !== 'return') return statement.word === 'goto' ? false : path;
      const value = statement.value ? evaluate(run, frame, statement.value, path) : unknownValue;
      frame.returned = merge(path, value, frame.returned);
      return false;
    }
    case 'hole':
      return path;
  }
}

function executeIf(run: Run, frame: Frame, node: Statement & { readonly kind: 'if' }, path: Truth): Truth {
  const { test, then, otherwise } = node;
  const value = truthOf(evaluate(run, frame, test, path));
  if (value === undefined && fails(then) && !otherwise && !decides(run, then)) {
    // Where something failed, nothing is loaded.
    return path;
  }
  if (value !== undefined && run.depth === 1 && fails(then) && !otherwise && !decides(run, then)) {
    giveUp(run, and(path, value));
    return path;
  }
  const truth = value ?? undecided(run, test);
  const yes = execute(run, frame, then, and(path, truth));
  const no = and(path, not(truth));
  return or(yes, otherwise ? execute(run, frame, otherwise, no) : no);
}

/** `goto cleanup` and `return 1` say by themselves that something failed; `return err` at the end does not. */
function isGivenUp({ word, value }: Statement & { readonly kind: 'jump' }): boolean {
  if (word === 'goto') return true;
  const number = value?.kind === 'unary' && value.op === '-' ? value.of : value;
  return word === 'return' && number?.kind === 'literal' && /^[1-9]/.test(number.text);
}

/** Notes that the program ends without having loaded anything, where `path` holds. */
function giveUp(run: Run, path: Truth): void {
  if (run.depth === 1 && path !== true) run.failed = or(run.failed, path);
}

function decides(run: Run, node: Statement): boolean {
  return [...namesCalled(node)].some((name) => calls.test(name) || run.relevant.has(name));
}

/** Whether a branch ends what is done: `goto cleanup`, `return err`, and not `return false`, which answers something. */
function fails(statement: Statement): boolean {
  if (statement.kind === 'jump') {
    const { word, value } = statement;
    if (word === 'goto') return true;
    if (word !== 'return' || !value) return false;
    return (
      !(value.kind === 'name' && /^(?:true|false)$/.test(value.name)) &&
      !(value.kind === 'literal' && value.text === '0')
    );
  }
  const last = statement.kind === 'block' ? statement.statements.at(-1) : undefined;
  return last !== undefined && fails(last);
}

/** A test that no kernel decides, or one that is not known here, since it calls something. */
function undecided(run: Run, test: Expression): Condition {
  const text = run.text.slice(test.start, test.end).replace(/\s+/g, ' ').slice(0, 100);
  return { kind: namesCalled(test).size > 0 ? 'not_followed' : 'opaque', text };
}

function evaluate(run: Run, frame: Frame, node: Expression, path: Truth): Value {
  if (--run.left < 0) return unknownValue;
  const inner = (each: Expression) => evaluate(run, frame, each, path);
  switch (node.kind) {
    case 'name':
      if (node.name === 'true' || node.name === 'false') return { truth: node.name === 'true' };
      if (node.name === 'NULL') return { truth: false };
      return frame.values.get(node.name) ?? run.globals.get(node.name) ?? unknownValue;
    case 'literal': {
      const text = /^"([^"\\]*)"$/.exec(node.text)?.[1];
      if (text !== undefined) return { choices: [{ text, when: true }] };
      return /^\d+$/.test(node.text) ? { truth: Number(node.text) !== 0, number: Number(node.text) } : unknownValue;
    }
    case 'member':
      if (node.of.kind === 'member' && node.of.name === 'progs') {
        return { choices: [{ program: node.name, when: true }] };
      }
      return unknownValue;
    case 'unary': {
      const value = inner(node.of);
      if (node.op !== '!') return node.op === '-' ? value : unknownValue;
      const truth = truthOf(value);
      return truth === undefined ? unknownValue : { truth: not(truth) };
    }
    case 'binary':
      return evaluateBinary(run, frame, node, path);
    case 'ternary': {
      const value = inner(node.test);
      const truth = truthOf(value) ?? undecided(run, node.test);
      const yes = node.then ? evaluate(run, frame, node.then, and(path, truth)) : value;
      return merge(truth, yes, evaluate(run, frame, node.otherwise, and(path, not(truth))));
    }
    case 'assign': {
      const value = inner(node.right);
      if (node.left.kind === 'name') {
        const { name } = node.left;
        const values = frame.values.has(name) ? frame.values : run.globals;
        values.set(name, node.op === '=' ? merge(path, value, values.get(name) ?? unknownValue) : unknownValue);
      }
      return value;
    }
    case 'cast':
      return inner(node.of);
    case 'call':
      return evaluateCall(run, frame, node, path);
    default:
      return unknownValue;
  }
}

function evaluateBinary(run: Run, frame: Frame, node: Expression & { readonly kind: 'binary' }, path: Truth): Value {
  const left = evaluate(run, frame, node.left, path);
  const truth = truthOf(left);
  if (node.op === '&&' || node.op === '||') {
    const isAnd = node.op === '&&';
    const mine = truth ?? undecided(run, node.left);
    const right = truthOf(evaluate(run, frame, node.right, and(path, isAnd ? mine : not(mine))));
    if (truth === undefined && right === undefined) return unknownValue;
    const other = right ?? undecided(run, node.right);
    return { truth: isAnd ? and(mine, other) : or(mine, other) };
  }
  const right = evaluate(run, frame, node.right, path);
  if (left.number !== undefined && right.number !== undefined && /^[!=]=$/.test(node.op)) {
    return { truth: (left.number === right.number) === (node.op === '==') };
  }
  const zero = truthOf(right) === false;
  if (truth === undefined || !zero) return unknownValue;
  // `== 0` and `< 0` of what is 0 where all is well.
  return node.op === '==' ? { truth: not(truth) } : node.op === '!=' || node.op === '<' ? { truth } : unknownValue;
}

function evaluateCall(run: Run, frame: Frame, node: Expression & { readonly kind: 'call' }, path: Truth): Value {
  const args = node.args.map((arg) => evaluate(run, frame, arg, path));
  if (node.of.kind !== 'name') return unknownValue;
  const { name } = node.of;
  const [program, second, third] = args;
  const at = { start: node.start, end: node.end };
  switch (name) {
    case 'bpf_object__find_program_by_name': {
      const choices = second?.choices?.flatMap(({ text, when }) =>
        text === undefined ? [] : [{ program: text, when }],
      );
      return choices ? { choices } : unknownValue;
    }
    case 'bpf_program__set_autoload':
      run.decisions.setLoaded(program, truthOf(second ?? unknownValue) ?? argumentTruth(run, node.args[1]), path);
      return { truth: false };
    case 'bpf_program__set_attach_target': {
      run.decisions.setTarget(program, third, path, at);
      const names = third?.choices?.flatMap(({ text }) => (text === undefined ? [] : [text])) ?? [];
      const [only] = names;
      return names.length === 1 && only !== undefined ? { truth: not(isTarget(only)) } : unknownValue;
    }
    case 'bpf_program__attach_kprobe':
    case 'bpf_program__attach_kprobe_opts':
      run.decisions.setTarget(program, name.endsWith('opts') ? second : third, path, at);
      return unknownValue;
    case 'bpf_program__attach_ksyscall':
    case 'bpf_program__attach_raw_tracepoint':
    case 'bpf_program__attach_kprobe_multi_opts':
      run.decisions.setTarget(program, second, path, at);
      return unknownValue;
    case 'bpf_program__attach_tracepoint':
      run.decisions.setTarget(program, joined(second, third), path, at);
      return unknownValue;
  }
  const test = kernelTests.has(name) ? kernelTest(name, args.map(onlyText)) : undefined;
  if (test !== undefined) return { truth: test };
  if (kernelTests.has(name)) return { truth: undecided(run, node) };
  const fn = run.functions.get(name);
  return fn ? call(run, fn, args, path) : unknownValue;
}

function argumentTruth(run: Run, node: Expression | undefined): Truth {
  return node ? undecided(run, node) : true;
}
