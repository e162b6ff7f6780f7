import type { CallExpr } from '../python/syntax';
import { fileFunction } from './files';
import { textOf } from './format-text';
import { iterate } from './items';
import type { Machine } from './machine';
import { callProgram, createProgram } from './program';
import { textMethod } from './text-methods';
import { truthOf, wordsOf } from './truth';
import { none, textValue, type Given, type PyValue } from './value';

/** Functions of Python and BCC by their full name. */
export function callNative(machine: Machine, node: CallExpr, name: string, given: Given): PyValue | undefined {
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
      return first && { kind: 'text', value: textOf(first, node) };
    case 'str.join':
      return first?.kind === 'text'
        ? textMethod(first.value, 'join', given.positional.slice(1), given.named, node)
        : undefined;
    case 'map': {
      const items = second && iterate(second);
      if (!first || !items) return undefined;
      const lost: PyValue = { kind: 'unknown', text: wordsOf(machine, node) };
      return { kind: 'list', items: items.map((item) => machine.rules.apply(machine, node, first, [item]) ?? lost) };
    }
    case 'bool': {
      const truth = first && truthOf(first, () => wordsOf(machine, node));
      return typeof truth === 'boolean' ? { kind: 'constant', value: truth } : undefined;
    }
    case 'list':
    case 'tuple':
    case 'set':
    case 'sorted':
      return first ? itemsOf(first) : { kind: 'list', items: [] };
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
    case 'textwrap.dedent':
    case 'string.Template':
      // How far lines are indented means nothing in C, and what a template has to put in is asked of its text.
      return first?.kind === 'text' ? first : undefined;
    case 'getattr':
      return first && second?.kind === 'text' ? { kind: 'method', of: first, name: second.value.text } : undefined;
    case 'bcc.containers.filter_by_containers':
      return textValue(containerFilter, node);
    default:
      return fileFunction(name, given.positional, node);
  }
}

function itemsOf(value: PyValue): PyValue | undefined {
  const items = value.kind === 'functions' ? undefined : iterate(value);
  return items && { kind: 'list', items: [...items] };
}

/** What `bcc.containers` adds without its options: a function that filters nothing. */
const containerFilter = 'static inline int container_should_be_filtered() { return 0; }\n';

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
