import { joinTexts, replaceText, valueText, type SourceText } from '../../../c/source-text';
import type { Argument, CallExpr, Expr, Param } from '../python/syntax';
import { attach, isAttachMethod } from './attach-call';
import { addOption, parseArgs } from './command-line';
import { textOf } from './format-text';
import { kernelTest } from './kernel-tests';
import { maxDepth, maxItems, spend, type Machine } from './machine';
import { attachesIn } from './relevance';
import { textMethod } from './text-methods';
import { truthOf, wordsOf } from './truth';
import { createScope, keyOf, none, syscallPrefix, type ProgramRecord, type PyValue, type Scope } from './value';

/** A call's arguments, evaluated: all in order, and those with a name. */
interface Given {
  readonly all: readonly PyValue[];
  readonly positional: readonly PyValue[];
  readonly named: ReadonlyMap<string, PyValue>;
}

export function call(machine: Machine, scope: Scope, node: CallExpr): PyValue {
  const of = machine.rules.evaluate(machine, scope, node.of);
  const given = argumentsOf(machine, scope, node.args);
  const lost = (): PyValue => ({ kind: 'unknown', text: wordsOf(machine, node) });
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

/** Functions of Python and BCC by their full name. */
function callNative(machine: Machine, node: CallExpr, name: string, given: Given): PyValue | undefined {
  const [first, second] = given.positional;
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (last === 'BPF') return createProgram(machine, node, given);
  if (name.startsWith('BPF.') || name.includes('.BPF.')) return callProgram(machine, node, undefined, last, given);
  const number = (value: number): PyValue => ({ kind: 'number', value });
  switch (name) {
    case 'argparse.ArgumentParser':
    case 'ArgumentParser':
      return { kind: 'parser', options: [], isOptparse: false };
    case 'optparse.OptionParser':
    case 'OptionParser':
      return { kind: 'parser', options: [], isOptparse: true };
    case 'exit':
    case 'quit':
    case 'sys.exit':
    case 'os._exit':
      machine.ended = true;
      return none;
    case 'print':
      return none;
    case 'os.geteuid':
    case 'os.getuid':
      // Nobody else may trace.
      return number(0);
    case 'len':
      return lengthOf(first);
    case 'int':
      if (first?.kind === 'number') return number(Math.trunc(first.value));
      return first?.kind === 'text' && /^\s*-?\d+\s*$/.test(first.value.text)
        ? number(Number(first.value.text))
        : undefined;
    case 'float':
      return first?.kind === 'number' ? first : undefined;
    case 'str':
    case 'bytes':
      return first && first.kind !== 'unknown' ? { kind: 'text', value: textOf(first, node) } : undefined;
    case 'bool': {
      const truth = first && truthOf(first, () => wordsOf(machine, node));
      return typeof truth === 'boolean' ? { kind: 'constant', value: truth } : undefined;
    }
    case 'list':
    case 'tuple':
    case 'set':
    case 'sorted':
      if (!first) return { kind: 'list', items: [] };
      return first.kind === 'list' ? { kind: 'list', items: [...first.items] } : undefined;
    case 'dict':
      return first
        ? undefined
        : {
            kind: 'dict',
            entries: new Map([...given.named].map(([key, value]) => [`"${key}`, { key: textValue(key, node), value }])),
          };
    case 'enumerate':
      return first?.kind === 'list'
        ? { kind: 'list', items: first.items.map((item, at) => ({ kind: 'list', items: [number(at), item] })) }
        : undefined;
    case 'zip':
      if (first?.kind !== 'list' || second?.kind !== 'list') return undefined;
      return {
        kind: 'list',
        items: first.items
          .slice(0, second.items.length)
          .map((item, at) => ({ kind: 'list', items: [item, second.items[at] ?? none] })),
      };
    case 'range': {
      const from = second && first?.kind === 'number' ? first.value : 0;
      const to = second ?? first;
      if (to?.kind !== 'number' || to.value - from > 1000) return undefined;
      return {
        kind: 'list',
        items: Array.from({ length: Math.max(0, to.value - from) }, (_, at) => number(from + at)),
      };
    }
    case 'bcc.containers.filter_by_containers':
      return textValue(containerFilter, node);
    default:
      return undefined;
  }
}

/** What `bcc.containers` adds without its options: a function that filters nothing. */
const containerFilter = 'static inline int container_should_be_filtered() { return 0; }\n';

function textValue(text: string, { start, end }: Expr): PyValue {
  return { kind: 'text', value: valueText(text, start, end) };
}

function lengthOf(value: PyValue | undefined): PyValue | undefined {
  switch (value?.kind) {
    case 'text':
      return { kind: 'number', value: value.value.text.length };
    case 'list':
      return { kind: 'number', value: value.items.length };
    case 'dict':
      return { kind: 'number', value: value.entries.size };
    case 'functions':
      return {
        kind: 'test',
        outcomes: [
          { value: 1, condition: value.condition },
          { value: 0, condition: { kind: 'not', of: value.condition } },
        ],
      };
    default:
      return undefined;
  }
}

/** `BPF(text=.., src_file=.., cflags=..)` */
function createProgram(machine: Machine, node: CallExpr, { positional, named }: Given): PyValue {
  const text = named.get('text') ?? positional[2];
  const file = named.get('src_file') ?? positional[0];
  const flags = named.get('cflags') ?? positional[4];
  const defines =
    flags?.kind === 'list'
      ? flags.items.flatMap((flag) =>
          flag.kind === 'text' && flag.value.text.startsWith('-D')
            ? [flag.value.text.slice(2).replace(/^\s+/, '')]
            : [],
        )
      : [];
  const place = { start: node.start, end: node.end };
  const program: ProgramRecord = { defines, place, ...programText(text, file) };
  machine.programs.push(program);
  machine.visited.add(node.start);
  return { kind: 'program', program };
}

function programText(
  text: PyValue | undefined,
  file: PyValue | undefined,
): { readonly text: SourceText } | { readonly unknown: string } {
  if (text?.kind === 'text') return { text: text.value };
  if (file?.kind === 'text' && file.value.text !== '')
    return { unknown: `the C text is in another file, which is not read: ${file.value.text}` };
  return { unknown: 'how the script puts its C text together is not understood' };
}

function callMethod(machine: Machine, node: CallExpr, of: PyValue, name: string, given: Given): PyValue | undefined {
  const { positional, named } = given;
  const [first] = positional;
  switch (of.kind) {
    case 'text': {
      const made = textMethod(of.value, name, positional, named, node);
      return made && spend(machine, made);
    }
    case 'list':
      return listMethod(of, name, first);
    case 'dict':
      return dictMethod(of, name, positional);
    case 'program':
      return callProgram(machine, node, of.program, name, given);
    case 'parser':
      if (name === 'add_argument' || name === 'add_option') addOption(of.options, positional, named, node);
      if (name === 'parse_args' || name === 'parse_known_args')
        return parseArgs(machine, of.options, of.isOptparse || name === 'parse_known_args');
      if (name === 'error' || name === 'exit') machine.ended = true;
      return /^add_(?!argument$|option$)/.test(name) ? of : none;
    case 'object':
      if (isAttachMethod(name)) attach(machine, node, name, undefined, given.all);
      return undefined;
    default:
      if (isAttachMethod(name)) attach(machine, node, name, undefined, given.all);
      return undefined;
  }
}

/** Methods of `BPF`, of the class and of what it made. */
function callProgram(
  machine: Machine,
  node: CallExpr,
  program: ProgramRecord | undefined,
  name: string,
  { positional, named, all }: Given,
): PyValue | undefined {
  if (isAttachMethod(name)) {
    attach(machine, node, name, program, all);
    return none;
  }
  const [first] = positional;
  switch (name) {
    case 'get_syscall_prefix':
      return textValue(syscallPrefix, node);
    case 'get_syscall_fnname':
      return first?.kind === 'text'
        ? { kind: 'text', value: joinTexts([valueText(syscallPrefix, node.start, node.end), first.value]) }
        : undefined;
    case 'fix_syscall_fnname': {
      const prefix =
        first?.kind === 'text'
          ? /^(?:sys_|__(?:x64|arm64|s390x|ia32_compat)_sys_)/.exec(first.value.text)?.[0]
          : undefined;
      if (prefix === undefined || first?.kind !== 'text') return first;
      return {
        kind: 'text',
        value: replaceText(first.value, prefix, valueText(syscallPrefix, node.start, node.end), 1),
      };
    }
    case 'load_func': {
      const fn = first ?? named.get('func_name');
      const of = program ?? machine.programs.at(-1);
      return fn && of ? { kind: 'handler', program: of, name: fn } : undefined;
    }
    default:
      return kernelTest(name, [...positional, ...named.values()]);
  }
}

function listMethod(
  list: PyValue & { readonly kind: 'list' },
  name: string,
  first: PyValue | undefined,
): PyValue | undefined {
  if (list.items.length + (first?.kind === 'list' ? first.items.length : 0) > maxItems) return undefined;
  switch (name) {
    case 'append':
    case 'add':
      if (first) list.items.push(first);
      return none;
    case 'extend':
    case 'update':
      if (first?.kind === 'list') list.items.push(...first.items);
      return none;
    case 'pop':
      return list.items.pop();
    default:
      return undefined;
  }
}

function dictMethod(
  dict: PyValue & { readonly kind: 'dict' },
  name: string,
  args: readonly PyValue[],
): PyValue | undefined {
  const [first, second] = args;
  switch (name) {
    case 'get':
      return first && (dict.entries.get(keyOf(first))?.value ?? second ?? none);
    case 'keys':
      return { kind: 'list', items: [...dict.entries.values()].map(({ key }) => key) };
    case 'values':
      return { kind: 'list', items: [...dict.entries.values()].map(({ value }) => value) };
    case 'items':
      return {
        kind: 'list',
        items: [...dict.entries.values()].map(({ key, value }) => ({ kind: 'list', items: [key, value] })),
      };
    case 'update':
      if (first?.kind === 'dict') for (const [key, entry] of first.entries) dict.entries.set(key, entry);
      return none;
    default:
      return undefined;
  }
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
  return self;
}
