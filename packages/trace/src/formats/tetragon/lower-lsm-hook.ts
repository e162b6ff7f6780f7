import type { Probe } from '@tracefit/model';
import type { Located } from '../../data/located';
import { checkKeys, lsmKeys } from './known-keys';
import { checkReach, checkSelectors, lowerArguments } from './lower-arguments';
import { requiredText, type Policy } from './policy';

/** An entry of `lsmhooks`; `hook` is the name without `bpf_lsm_`. */
export function lowerLsmHook(policy: Policy, entry: Located): readonly Probe[] {
  checkKeys(policy, entry, lsmKeys);
  const hook = requiredText(policy, entry, 'hook');
  if (!hook) return [];
  const { text } = hook.text;
  if (!/^[a-z]\w*$/.test(text)) {
    policy.fail('an LSM hook is expected, by its name', hook.span);
    return [];
  }
  checkReach(policy, entry);
  checkSelectors(policy, entry);
  const body = lowerArguments(policy, entry, ({ index }) => ({ kind: 'arg', index }));
  const attach = { kind: 'lsm', name: text, span: hook.text.span(0, text.length) } as const;
  return [{ attach, ...body, guards: [], span: entry.span }];
}
