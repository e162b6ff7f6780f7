import type { Span } from '@tracefit/model';
import { itemsOf, type Located } from '../../data/located';
import type { EmbeddedDefinition } from '../../embedded/read-embedded';
import type { Machine, Place } from './machine';
import type { Node } from './syntax';

/** What a call starts or writes. */
export interface FoundInCall {
  readonly embedded: readonly EmbeddedDefinition[];
  readonly unreadable: readonly { readonly reason: string; readonly span: Span }[];
}

type Call = Extract<Node, { type: 'CallExpression' | 'TaggedTemplateExpression' }>;

const nothing: FoundInCall = { embedded: [], unreadable: [] };

/** Functions of node:child_process, and of libraries that do the same. */
const starts = /^(?:spawn|exec|execFile|execa|execaCommand|execaCommandSync|fork)(?:Sync|Async)?$/;
const writes = /^(?:write|append)File(?:Sync)?$/;
const tracefs = /(?:^|\/)(?:kprobe_events|dynamic_events)$/;
const inShell = /\bbpftrace\b|\b(?:kprobe_events|dynamic_events)\b/;

/** Finds the bpftrace program of `spawn('bpftrace', ['-e', ..])`, a command line for a shell, what is written into tracefs. */
export function findInCall(machine: Machine, node: Call, place: Place): FoundInCall {
  if (node.type === 'TaggedTemplateExpression') {
    const isShell = node.tag.type === 'Identifier' && (node.tag.name === '$' || node.tag.name === 'execa');
    return isShell ? shellLine(machine.data(node, place)) : nothing;
  }
  const name = calledName(node.callee);
  const args = node.arguments.map((arg) => (arg.type === 'SpreadElement' ? undefined : machine.data(arg, place)));
  const [first, second] = args;
  if (first?.kind !== 'scalar') return nothing;
  if (starts.test(name)) return second?.kind === 'list' ? commandLine([first, ...itemsOf(second)]) : shellLine(first);
  if (!writes.test(name) || !tracefs.test(first.text.text) || !second) return nothing;
  if (second.kind !== 'scalar') return { embedded: [], unreadable: [notKnown(second, 'what is written to tracefs')] };
  return { embedded: [{ lang: 'kprobe_events', text: second.text }], unreadable: [] };
}

function calledName(callee: Node): string {
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : '';
}

/** `bpftrace -e PROGRAM` by its words; `sudo` and the like may stand before it. */
function commandLine(words: readonly Located[]): FoundInCall {
  const texts = words.map((word) => (word.kind === 'scalar' ? word.text.text : ''));
  const program = texts.findIndex((text) => /(?:^|\/)bpftrace$/.test(text));
  const shell = texts.findIndex((text) => /(?:^|\/)(?:ba|da|z)?sh$/.test(text));
  if (program < 0) {
    const line = shell >= 0 && texts[shell + 1] === '-c' ? words[shell + 2] : undefined;
    return line ? shellLine(line) : nothing;
  }
  const option = texts.indexOf('-e', program);
  const script = option < 0 ? undefined : words[option + 1];
  if (!script) return nothing;
  if (script.kind !== 'scalar') return { embedded: [], unreadable: [notKnown(script, 'the program')] };
  return { embedded: [{ lang: 'bpftrace', text: script.text }], unreadable: [] };
}

function shellLine(line: Located): FoundInCall {
  if (line.kind !== 'scalar' || !inShell.test(line.text.text)) return nothing;
  return { embedded: [{ lang: 'shell', text: line.text }], unreadable: [] };
}

function notKnown(value: Located, what: string): { readonly reason: string; readonly span: Span } {
  return { reason: `${what} is not known${value.kind === 'unknown' ? `: ${value.reason}` : ''}`, span: value.span };
}
