import type { Span } from '@tracefit/model';
import type { LocatedEntry, Located } from '../../data/located';
import { concatTexts, standIn, type MappedText } from '../../embedded/mapped-text';
import { evaluateCall } from './evaluate-call';
import { evaluateName, memberOf } from './evaluate-name';
import { unknown, type Machine, type Place } from './machine';
import { createLoader } from './load-module';
import type { ProgramModule } from './program-module';
import type { Node } from './syntax';
import { dataOf, scalarOf, textAt, type Frame, type Value } from './value';
import { writtenText } from './written-text';

/** How many expressions one program may have worked out, and how deep they may call each other. */
const maxSteps = 200_000;
const maxDepth = 150;
/** Characters of all texts that are put together: a text of a text of a text doubles each time. */
const maxText = 20_000_000;

/** Works out what expressions of a program are, as far as that can be told without running it. */
export function createMachine(): Machine {
  let steps = 0;
  let depth = 0;
  let written = 0;
  const loader = createLoader((node, place) => machine.evaluate(node, place));
  const machine: Machine = {
    evaluate: (node, place) => {
      if (++steps > maxSteps || depth >= maxDepth) return unknown(place.module, node, 'it takes too long to work out');
      depth++;
      try {
        return evaluate(machine, node, place);
      } finally {
        depth--;
      }
    },
    data: (node, place) => dataOf(machine.evaluate(node, place), place.module.spanOf(node)),
    join: (parts) => {
      written += parts.reduce((sum, { text }) => sum + text.length, 0);
      return written > maxText ? undefined : concatTexts(parts.map((value) => ({ value })));
    },
    load: loader.load,
    exportOf: loader.exportOf,
    call: (value, args, span) => callFunction(machine, value, args, span),
  };
  return machine;
}

function evaluate(machine: Machine, node: Node, place: Place): Value {
  const { module } = place;
  switch (node.type) {
    case 'Literal': {
      const { value } = node;
      const plain =
        typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null;
      return plain && !('regex' in node)
        ? scalarOf(value, literalText(module, node, String(value)), module.spanOf(node))
        : unknown(module, node);
    }
    case 'TemplateLiteral':
      return evaluateTemplate(machine, node, place);
    case 'TaggedTemplateExpression':
      // A tag for looks, or `String.raw`: the text is the same but for its escapes.
      return machine.evaluate(node.quasi, place);
    case 'Identifier':
      return evaluateName(machine, node, place);
    case 'ObjectExpression':
      return { kind: 'map', entries: evaluateEntries(machine, node.properties, place), span: module.spanOf(node) };
    case 'ArrayExpression':
      return {
        kind: 'list',
        items: node.elements.flatMap((item) => (item ? evaluateItem(machine, item, place) : [])),
        span: module.spanOf(node),
      };
    case 'MemberExpression':
      return memberOf(machine, node, place);
    case 'CallExpression':
      return evaluateCall(machine, node, place);
    case 'BinaryExpression':
      return node.operator === '+' ? evaluateSum(machine, node, place) : unknown(module, node);
    case 'UnaryExpression':
      return evaluateUnary(machine, node, place);
    case 'ConditionalExpression': {
      const test = machine.evaluate(node.test, place);
      if (test.kind !== 'scalar') return unknown(module, node);
      return machine.evaluate(test.value ? node.consequent : node.alternate, place);
    }
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'ChainExpression':
      return machine.evaluate(node.expression, place);
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return { kind: 'function', node, module, frame: place.frame };
    default:
      return unknown(module, node);
  }
}

function literalText(module: ProgramModule, node: Node, content: string): MappedText {
  const source = module.sourceOf(node);
  const quote = /^["'`]/.test(source) ? 1 : 0;
  return writtenText(module, content, source.slice(quote, source.length - quote), node.range[0] + quote);
}

function evaluateTemplate(machine: Machine, node: Extract<Node, { type: 'TemplateLiteral' }>, place: Place): Value {
  const { module } = place;
  const parts: MappedText[] = [];
  let before = '';
  const add = (part: MappedText): void => {
    parts.push(part);
    before = (before + part.text.slice(-8)).slice(-8);
  };
  for (const [index, quasi] of node.quasis.entries()) {
    add(quasiText(module, quasi));
    const expression = node.expressions[index];
    if (!expression) continue;
    const value = machine.evaluate(expression, place);
    add(value.kind === 'scalar' ? value.text : unknownText(module, expression, standIn(before)));
  }
  return joined(machine, parts, module, node);
}

function joined(machine: Machine, parts: readonly MappedText[], module: ProgramModule, node: Node): Value {
  const [only] = parts;
  const text = only && parts.length === 1 ? only : machine.join(parts);
  return text ? scalarOf(text.text, text, module.spanOf(node)) : unknown(module, node, 'it is too long to work out');
}

/** A piece of a template: its range begins with the quote or brace before it, and ends with what is behind it. */
function quasiText(module: ProgramModule, quasi: Extract<Node, { type: 'TemplateElement' }>): MappedText {
  const { cooked, raw } = quasi.value;
  const start = quasi.range[0] + 1;
  const end = quasi.range[1] - (quasi.tail ? 1 : 2);
  return writtenText(module, cooked ?? raw, module.file.text.slice(start, end), start);
}

function unknownText(module: ProgramModule, node: Node, text: string): MappedText {
  const span = module.spanOf(node);
  return { text, span: () => span, unknownIn: () => [{ name: module.sourceOf(node), span }] };
}

function evaluateEntries(
  machine: Machine,
  properties: Extract<Node, { type: 'ObjectExpression' }>['properties'],
  place: Place,
): readonly LocatedEntry[] {
  const { module } = place;
  const entries = new Map<string, LocatedEntry>();
  const add = (entry: LocatedEntry): void => {
    // What comes last is what counts.
    entries.delete(entry.key);
    entries.set(entry.key, entry);
  };
  for (const property of properties) {
    if (property.type === 'SpreadElement') {
      const value = machine.evaluate(property.argument, place);
      if (value.kind === 'map') for (const entry of value.entries) add(entry);
      else if (value.kind !== 'undefined') {
        const span = module.spanOf(property.argument);
        add({ key: '...', keySpan: span, value: unknownOf(module, property.argument, value) });
      }
      continue;
    }
    const key = keyOf(machine, property, place);
    const keySpan = module.spanOf(property.key);
    if (key === undefined) {
      add({ key: '...', keySpan, value: unknownOf(module, property.key, undefined) });
      continue;
    }
    const value = machine.evaluate(property.value, place);
    if (value.kind !== 'undefined') add({ key, keySpan, value: dataOf(value, module.spanOf(property.value)) });
  }
  return [...entries.values()];
}

function keyOf(machine: Machine, property: Extract<Node, { type: 'Property' }>, place: Place): string | undefined {
  const { key, computed } = property;
  if (!computed && key.type === 'Identifier') return key.name;
  const value = machine.evaluate(key, place);
  return value.kind === 'scalar' ? String(value.value) : undefined;
}

function evaluateItem(machine: Machine, item: Node, place: Place): readonly Located[] {
  if (item.type !== 'SpreadElement') return [machine.data(item, place)];
  const value = machine.evaluate(item.argument, place);
  return value.kind === 'list' ? value.items : [unknownOf(place.module, item.argument, value)];
}

function unknownOf(module: ProgramModule, node: Node, value: Value | undefined): Located {
  return value?.kind === 'unknown' ? value : dataOf(unknown(module, node), module.spanOf(node));
}

/** Numbers are added; from the first text on, all is put together. */
function evaluateSum(machine: Machine, node: Extract<Node, { type: 'BinaryExpression' }>, place: Place): Value {
  const { module } = place;
  const operands: Node[] = [];
  let first: Node = node;
  for (; first.type === 'BinaryExpression' && first.operator === '+'; first = first.left) operands.unshift(first.right);
  operands.unshift(first);
  const values = operands.map((operand) => machine.evaluate(operand, place));
  const numbers = values.flatMap((value) =>
    value.kind === 'scalar' && typeof value.value === 'number' ? [value.value] : [],
  );
  if (numbers.length === values.length) {
    const sum = numbers.reduce((left, right) => left + right, 0);
    const span = module.spanOf(node);
    return scalarOf(sum, textAt(String(sum), span), span);
  }
  if (!values.some((value) => value.kind === 'scalar' && typeof value.value === 'string')) return unknown(module, node);
  let before = '';
  const parts = values.map((value, index) => {
    const part = value.kind === 'scalar' ? value.text : unknownText(module, operands[index] ?? node, standIn(before));
    before = part.text.slice(-8);
    return part;
  });
  return joined(machine, parts, module, node);
}

function evaluateUnary(machine: Machine, node: Extract<Node, { type: 'UnaryExpression' }>, place: Place): Value {
  const { module } = place;
  const value = machine.evaluate(node.argument, place);
  const span = module.spanOf(node);
  if (value.kind !== 'scalar') return unknown(module, node);
  if (node.operator === '!') return scalarOf(!value.value, textAt(String(!value.value), span), span);
  if (node.operator !== '-' || typeof value.value !== 'number') return unknown(module, node);
  return scalarOf(-value.value, textAt(String(-value.value), span), span);
}

/** The value of a function that only declares constants and returns. */
function callFunction(
  machine: Machine,
  value: Extract<Value, { kind: 'function' }>,
  args: readonly Value[],
  span: Span,
): Value {
  const { node, module } = value;
  const params = new Map<string, Value>();
  for (const [index, param] of node.params.entries()) {
    const name = param.type === 'AssignmentPattern' ? param.left : param;
    if (name.type !== 'Identifier') return { kind: 'unknown', reason: 'the function takes its arguments apart', span };
    const given = args[index] ?? { kind: 'undefined', span };
    const fallback = param.type === 'AssignmentPattern' && given.kind === 'undefined' ? param.right : undefined;
    params.set(name.name, fallback ? machine.evaluate(fallback, { module, frame: value.frame }) : given);
  }
  const frame: Frame = { node, params, outer: value.frame };
  const result = returnedOf(node);
  if (!result) return { kind: 'unknown', reason: 'the function does more than return a value', span };
  return machine.evaluate(result, { module, frame });
}

function returnedOf(node: Extract<Value, { kind: 'function' }>['node']): Node | undefined {
  if (node.async || node.generator) return undefined;
  if (node.body.type !== 'BlockStatement') return node.body;
  const statements = node.body.body;
  const last = statements.at(-1);
  const plain = statements.slice(0, -1).every((each) => each.type === 'VariableDeclaration' && each.kind === 'const');
  return plain && last?.type === 'ReturnStatement' ? (last.argument ?? undefined) : undefined;
}
