import type { CType, ValueBase } from '@tracefit/model';
import { plain } from './follow';
import { argumentWords, isBuiltin } from './names';
import { parseExpressionAt } from './parse-script';
import { callMacro } from './lower-routine';
import { addUnknown, addUse } from './run';
import type { WordNode } from './syntax-tree';
import { createLink, kernelValue, own, type Value } from './value';
import type { Walk } from './walk';

/** A bare word: a parameter or macro, a builtin, or a constant of the kernel's. */
export function lowerWord(walk: Walk, node: WordNode): Value {
  const { name } = node;
  const { program, scope, rules } = walk;
  const parameter = scope.words.get(name);
  if (parameter) {
    const { expression, ...around } = parameter;
    return rules.expression({ ...walk, ...around }, expression);
  }
  if (program.macros.has(name)) return callMacro(walk, name, [], node.span);
  const constant = program.c.constants.get(name);
  if (constant !== undefined) {
    addUse(walk.run, { kind: 'enumval', name, value: String(constant), span: plain(node.span) });
    return own;
  }
  if (program.c.macros.has(name)) return lowerDefined(walk, name);
  if (isBuiltin(name)) return lowerBuiltin(walk, node);
  if (argumentWords.has(name)) return own;
  // A header may define the word, and then its value is fixed before the kernel is asked.
  if (!program.c.includes) addUse(walk.run, { kind: 'enumval', name, span: plain(node.span) });
  return own;
}

/** The body of a `#define`, in place of its name. */
function lowerDefined(walk: Walk, name: string): Value {
  const { program, inside, rules } = walk;
  const body = program.c.macros.get(name);
  if (!body || inside.has(`#${name}`)) return own;
  let defined = program.defined.get(name);
  if (!defined) {
    defined = { expression: parseExpressionAt(program.text, body.from, body.end) };
    program.defined.set(name, defined);
  }
  if (!defined.expression) return own;
  return rules.expression({ ...walk, inside: new Set([...inside, `#${name}`]) }, defined.expression);
}

const userSpaceProviders = new Set(['uprobe', 'uretprobe', 'usdt']);

function lowerBuiltin(walk: Walk, node: WordNode): Value {
  const { run } = walk;
  const { name } = node;
  const [, stack, index] = /^(s?)arg(\d{1,4})$/.exec(name) ?? [];
  if (index !== undefined) {
    if (userSpaceProviders.has(run.provider)) return own;
    if (run.provider !== 'kprobe' && run.provider !== 'rawtracepoint') return refuseIn(walk, node);
    if (stack !== '') return based(walk, node, { kind: 'register', name });
    return based(walk, node, { kind: 'arg', index: Number(index) });
  }
  switch (name) {
    case 'args':
      if (['tracepoint', 'rawtracepoint', 'fentry', 'fexit'].includes(run.provider)) return { kind: 'args' };
      return userSpaceProviders.has(run.provider) ? own : refuseIn(walk, node);
    case 'retval':
    case '__builtin_retval':
      if (run.provider === 'kretprobe' || run.provider === 'fexit') return based(walk, node, { kind: 'retval' });
      return userSpaceProviders.has(run.provider) ? own : refuseIn(walk, node);
    case 'curtask':
    case '__builtin_curtask':
      return based(walk, node, { kind: 'curtask' }, true);
    case 'ctx': {
      const type = contextType(walk);
      return type ? based(walk, node, { kind: 'typed', type }, true) : own;
    }
    default:
      return own;
  }
}

/** What `ctx` points to ("iterator" in docs/language.md; the program types of linux/bpf.h). */
function contextType({ run }: Walk): CType | undefined {
  const pointer = (name: string): CType => ({ kind: 'ptr', to: { kind: 'struct', name } });
  switch (run.provider) {
    case 'iter':
      return pointer(`bpf_iter__${run.iterator}`);
    case 'kprobe':
    case 'kretprobe':
      return pointer('pt_regs');
    default:
      return undefined;
  }
}

function based({ run }: Walk, node: WordNode, base: ValueBase, quiet = false): Value {
  const span = plain(node.span);
  return kernelValue(createLink({ run, base, baseSpan: span, span, ...(quiet ? { quiet } : {}) }));
}

function refuseIn(walk: Walk, node: WordNode): Value {
  return refuse(walk, node, `\`${node.name}\` means nothing in a probe of the type ${walk.run.provider}`);
}

function refuse(walk: Walk, node: WordNode, reason: string): Value {
  addUnknown(walk.run, reason, node.span);
  return own;
}
