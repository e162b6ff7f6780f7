import type { Span } from '@tracefit/model';
import type { Located } from '../../data/located';
import type { MappedText } from '../../embedded/mapped-text';
import type { EmbeddedDefinition } from '../../embedded/read-embedded';
import { isBccText, isBpftraceText } from './embedded-text';
import { findInCall } from './find-in-call';
import type { Machine, Place } from './machine';
import type { ProgramModule } from './program-module';
import { childrenOf, type Node } from './syntax';
import { noFrame } from './value';

/** What a program defines or starts. */
export interface Found {
  /** What `defineTrace` is called with, and objects that say they are a definition. */
  readonly definitions: readonly Located[];
  readonly embedded: readonly EmbeddedDefinition[];
  readonly unreadable: readonly { readonly reason: string; readonly span: Span }[];
}

/** Finds the definitions of a program in the order of its text. */
export function findDefinitions(machine: Machine, module: ProgramModule): Found {
  const definitions: Located[] = [];
  const embedded = new Map<string, EmbeddedDefinition>();
  const unreadable: { reason: string; span: Span }[] = [];
  const place: Place = { module, frame: noFrame };
  const add = (lang: string, text: MappedText, target?: EmbeddedDefinition['target']): void => {
    const { start, end } = text.span(0, text.text.length);
    // A text with a name is found where it stands, and again where it is used.
    const key = `${start} ${end} ${text.text.length}`;
    if (!embedded.has(key)) embedded.set(key, { lang, text, ...(target ? { target } : {}) });
  };
  const waiting: Node[] = [module.program];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (isDefinition(machine, node, place)) {
      definitions.push(machine.data(node, place));
      continue;
    }
    if (node.type === 'CallExpression' || node.type === 'TaggedTemplateExpression') {
      const found = findInCall(machine, node, place);
      for (const { lang, text, target } of found.embedded) add(lang, text, target);
      unreadable.push(...found.unreadable);
      if (found.embedded.length > 0) continue;
    }
    if (isText(node)) {
      const value = machine.evaluate(node, place);
      const text = value.kind === 'scalar' && typeof value.value === 'string' ? value.text : undefined;
      if (text && isBpftraceText(text.text)) add('bpftrace', text);
      else if (text && isBccText(text.text)) {
        unreadable.push({
          reason: 'C text for BCC is not read in programs of this language',
          span: module.spanOf(node),
        });
      }
      if (text) continue;
    }
    waiting.push(...[...childrenOf(node)].reverse());
  }
  return { definitions, embedded: [...embedded.values()], unreadable };
}

function isDefinition(machine: Machine, node: Node, place: Place): boolean {
  if (node.type === 'ObjectExpression') {
    return node.properties.some(
      (each) => each.type === 'Property' && each.key.type === 'Identifier' && each.key.name === 'traceDefinition',
    );
  }
  if (node.type !== 'CallExpression') return false;
  const { callee } = node;
  if (callee.type !== 'Identifier' && callee.type !== 'MemberExpression') return false;
  if (!/\bdefineTrace$/.test(place.module.sourceOf(callee)) && !importsOwn(place.module)) return false;
  const func = machine.evaluate(callee, place);
  return func.kind === 'own' && func.name === 'defineTrace';
}

function importsOwn({ file }: ProgramModule): boolean {
  return file.text.includes('@tracefit/define');
}

/** Whether a node makes text by itself. */
function isText(node: Node): boolean {
  if (node.type === 'Literal') return typeof node.value === 'string';
  return node.type === 'TemplateLiteral' || (node.type === 'BinaryExpression' && node.operator === '+');
}
