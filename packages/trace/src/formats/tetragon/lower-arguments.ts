import type { Span, Use, ValueBase } from '@tracefit/model';
import { countOf, itemsOf, textOf, valueOf, type Located } from '../../data/located';
import type { Policy } from './policy';
import { lowerArgument, readArgument, type Argument } from './read-argument';

/** What the body of a hook reads. */
export interface Body {
  readonly uses: readonly Use[];
  readonly unknowns: readonly { readonly reason: string; readonly span: Span }[];
}

/** The most entries of `args` and `data` (EventConfigMaxArgs in pkg/api/tracingapi), and the last argument that can be read. */
const maxArguments = 5;

/**
 * Reads `args`, and checks that the selectors are about them.
 *
 * @param baseOf what a place means: the argument of a function, the field of a record
 */
export function lowerArguments(policy: Policy, hook: Located, baseOf: (argument: Argument) => ValueBase): Body {
  const args = itemsOf(valueOf(hook, 'args')).flatMap((entry) => readArgument(policy, entry) ?? []);
  const data = itemsOf(valueOf(hook, 'data')).flatMap((entry) => readArgument(policy, entry) ?? []);
  const [extra] = [...args, ...data].slice(maxArguments);
  if (extra) policy.fail(`at most ${maxArguments} arguments can be read`, extra.span);
  const unknowns: { reason: string; span: Span }[] = [];
  const uses = args.map((argument) => lowerArgument(argument, baseOf(argument)));
  for (const argument of args) {
    if (argument.type === undefined)
      unknowns.push({ reason: 'what is read here is not known', span: argument.typeSpan });
  }
  const sourced = data.flatMap((argument): Use[] => {
    const use = lowerData(policy, argument);
    if (use === undefined) return [];
    if ('kind' in use) return [use];
    unknowns.push(use);
    return [];
  });
  return { uses: [...uses, ...sourced], unknowns };
}

/** An entry of `data`: a member of the current task, or a register as it is when the function is called. */
function lowerData(policy: Policy, argument: Argument): Use | { reason: string; span: Span } | undefined {
  const { source, resolve, span } = argument;
  if (!resolve || resolve.value === '') {
    policy.fail('an entry of `data` needs `resolve`', span);
    return undefined;
  }
  switch (source?.value) {
    case 'current_task':
      return lowerArgument({ ...argument, indexSpan: source.span }, { kind: 'curtask' });
    case 'pt_regs':
      return { reason: 'what a register holds here is not checked', span: resolve.span };
    default:
      policy.fail('the `source` of `data` is `current_task` or `pt_regs`', source?.span ?? span);
      return undefined;
  }
}

/** Says where an index cannot be read at all: Tetragon takes the first five arguments (addArg in generickprobe.go). */
export function checkReach(policy: Policy, hook: Located): void {
  for (const entry of itemsOf(valueOf(hook, 'args'))) {
    const index = valueOf(entry, 'index');
    const number = countOf(index);
    if (index && number !== undefined && number >= maxArguments) {
      policy.fail(`only the arguments 0 to ${maxArguments - 1} can be read, so the policy is refused`, index.span);
    }
  }
}

/** Says which selectors are about an argument that is not read (argIndexType in pkg/selectors/kernel.go). */
export function checkSelectors(policy: Policy, hook: Located): void {
  const read = itemsOf(valueOf(hook, 'args')).map((entry) => countOf(valueOf(entry, 'index')) ?? 0);
  for (const selector of itemsOf(valueOf(hook, 'selectors'))) {
    for (const match of itemsOf(valueOf(selector, 'matchArgs'))) {
      const index = valueOf(match, 'index');
      const byOrder =
        itemsOf(valueOf(match, 'args')).length > 0 || textOf(valueOf(match, 'operator'))?.value === 'CelExpr';
      const number = index === undefined ? 0 : countOf(index);
      if (byOrder || (number !== undefined && read.includes(number))) continue;
      policy.fail('`matchArgs` is about an argument that is not among `args`', index?.span ?? match.span);
    }
  }
}
