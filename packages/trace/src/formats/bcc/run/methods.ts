import type { CallExpr } from '../python/syntax';
import { attach, isAttachMethod } from './attach-call';
import { addOption, parseArgs } from './command-line';
import { fileMethod } from './files';
import { maxItems, spend, type Machine } from './machine';
import { callProgram } from './program';
import { textMethod } from './text-methods';
import { keyOf, none, type Given, type PyValue } from './value';

/** A method of a value; `undefined` where it is none that is followed. */
export function callMethod(
  machine: Machine,
  node: CallExpr,
  of: PyValue,
  name: string,
  given: Given,
): PyValue | undefined {
  const { positional, named } = given;
  switch (of.kind) {
    case 'text': {
      const made = textMethod(of.value, name, positional, named, node);
      return made && spend(machine, made);
    }
    case 'list':
      return listMethod(of, name, positional);
    case 'dict':
      return dictMethod(of, name, positional);
    case 'file':
      return fileMethod(machine, of, name, positional, node);
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

function listMethod(
  list: PyValue & { readonly kind: 'list' },
  name: string,
  [first, second]: readonly PyValue[],
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
    case 'insert':
      if (first?.kind === 'number' && second) list.items.splice(first.value, 0, second);
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
