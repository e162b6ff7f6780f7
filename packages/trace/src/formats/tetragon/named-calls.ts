import { itemsOf, textOf, valueOf, type LocatedScalar } from '../../data/located';
import type { Policy } from './policy';

/** What a `call` names. */
export type Calls =
  | { readonly kind: 'named'; readonly calls: readonly LocatedScalar[]; readonly syscalls: boolean }
  /** Tetragon makes the list on the kernel at hand, from what is there. */
  | { readonly kind: 'generated'; readonly from: 'syscalls' | 'ftrace' };

/** The functions of a `call`, which may stand for one of the policy's lists: `list:NAME`. */
export function namedCalls(policy: Policy, call: LocatedScalar): Calls {
  const name = /^list:(.*)$/.exec(String(call.value))?.[1];
  if (name === undefined) return { kind: 'named', calls: [call], syscalls: false };
  const list = policy.list(name);
  if (!list) {
    policy.fail(`there is no list \`${name}\` in \`spec.lists\``, call.span);
    return { kind: 'named', calls: [], syscalls: false };
  }
  const type = textOf(valueOf(list, 'type'))?.value ?? '';
  if (type === 'generated_syscalls') return { kind: 'generated', from: 'syscalls' };
  if (type === 'generated_ftrace') return { kind: 'generated', from: 'ftrace' };
  if (type !== '' && type !== 'syscalls')
    policy.unsupported(`no kind of list is known by the name \`${String(type)}\``, call.span);
  const calls = itemsOf(valueOf(list, 'values')).flatMap((value) => textOf(value) ?? []);
  if (calls.length === 0) policy.fail(`the list \`${name}\` is empty`, call.span);
  return { kind: 'named', calls, syscalls: type === 'syscalls' };
}
