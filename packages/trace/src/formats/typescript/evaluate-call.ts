import type { Span } from '@tracefit/model';
import type { Located } from '../../data/located';
import { callOwn } from './own-functions';
import { unknown, type Machine, type Place } from './machine';
import type { Node } from './syntax';
import { dataOf, moveTo, scalarOf, textAt, type Value } from './value';

type Call = Extract<Node, { type: 'CallExpression' }>;

/** What a call gives: of our own functions, of simple ones of the program, and of some that every program has. */
export function evaluateCall(machine: Machine, node: Call, place: Place): Value {
  const { module } = place;
  const span = module.spanOf(node);
  const { callee } = node;
  if (callee.type === 'Identifier' && callee.name === 'require') return requireModule(machine, node, place);
  if (callee.type === 'MemberExpression') {
    const known = callMethod(machine, node, callee, place);
    if (known) return known;
  }
  const func = machine.evaluate(callee, place);
  const args = node.arguments.map((arg) => (arg.type === 'SpreadElement' ? undefined : machine.evaluate(arg, place)));
  if (args.includes(undefined)) return unknown(module, node);
  const given = args.flatMap((arg) => arg ?? []);
  if (func.kind === 'own') return callOwn(func.name, given, span) ?? unknown(module, node);
  if (func.kind !== 'function') return unknown(module, node);
  const result = machine.call(func, given, span);
  return func.module === module ? result : moveTo(result, span);
}

function requireModule(machine: Machine, node: Call, place: Place): Value {
  const [path] = node.arguments;
  if (path?.type !== 'Literal' || typeof path.value !== 'string') return unknown(place.module, node);
  return machine.load(place.module, path.value, place.module.spanOf(node));
}

/** Methods that make a value of another without a change to it. */
function callMethod(
  machine: Machine,
  node: Call,
  callee: Extract<Node, { type: 'MemberExpression' }>,
  place: Place,
): Value | undefined {
  const { object, property } = callee;
  if (property.type !== 'Identifier' || callee.computed) return undefined;
  const span = place.module.spanOf(node);
  const [first] = node.arguments;
  if (object.type === 'Identifier' && object.name === 'Object' && property.name === 'freeze') {
    return first ? machine.evaluate(first, place) : undefined;
  }
  const methods = ['map', 'flatMap', 'concat', 'join', 'trim'];
  if (!methods.includes(property.name)) return undefined;
  const value = machine.evaluate(object, place);
  if (value.kind === 'scalar' && property.name === 'trim') return value;
  if (value.kind !== 'list') return undefined;
  switch (property.name) {
    case 'map':
    case 'flatMap':
      return mapList(machine, value.items, first, property.name, place, span);
    case 'concat':
      return {
        kind: 'list',
        items: [...value.items, ...node.arguments.flatMap((arg) => spread(machine.data(arg, place)))],
        span,
      };
    case 'join':
      return joinList(machine, value.items, first ? machine.evaluate(first, place) : undefined, span);
    default:
      return undefined;
  }
}

function spread(value: Located): readonly Located[] {
  return value.kind === 'list' ? value.items : [value];
}

function mapList(
  machine: Machine,
  items: readonly Located[],
  callback: Node | undefined,
  method: 'map' | 'flatMap',
  place: Place,
  span: Span,
): Value | undefined {
  const func = callback && machine.evaluate(callback, place);
  if (func?.kind !== 'function') return undefined;
  const made = items.map((item) => (item.kind === 'unknown' ? item : dataOf(machine.call(func, [item], span), span)));
  return { kind: 'list', items: method === 'map' ? made : made.flatMap(spread), span };
}

function joinList(
  machine: Machine,
  items: readonly Located[],
  separator: Value | undefined,
  span: Span,
): Value | undefined {
  const between = separator === undefined ? ',' : separator.kind === 'scalar' ? String(separator.value) : undefined;
  if (between === undefined) return undefined;
  const comma = textAt(between, span);
  const parts = items.flatMap((item, index) => [
    ...(index > 0 ? [comma] : []),
    ...(item.kind === 'scalar' ? [item.text] : []),
  ]);
  if (items.some((item) => item.kind !== 'scalar')) return undefined;
  const text = machine.join(parts);
  return text && scalarOf(text.text, text, span);
}
