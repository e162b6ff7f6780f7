import type { Probe } from '@tracefit/model';
import { itemsOf, textOf, valueOf, type Located } from '../../data/located';
import { attachFunction } from './attach-function';
import { namedCalls } from './named-calls';
import type { Policy } from './policy';

/** `enforcers`: the functions that are stopped; Tetragon attaches to each. */
export function lowerEnforcers(policy: Policy, enforcer: Located): readonly Probe[] {
  return itemsOf(valueOf(enforcer, 'calls')).flatMap((entry) => {
    const call = textOf(entry);
    if (!call) {
      policy.fail('a function is expected, by its name', entry.span);
      return [];
    }
    const named = namedCalls(policy, call);
    if (named.kind === 'generated') return [];
    return named.calls.flatMap((name): Probe[] => {
      const isSecurity = name.text.text.startsWith('security_');
      const attach = attachFunction(policy, name, !isSecurity, 'kprobe');
      // Of `security_` functions a program changes the result by fmod_ret alone (createEnforcerSensor in enforcer.go).
      const kind = attach?.kind === 'kprobe' && isSecurity ? 'fmod_ret' : attach?.kind;
      return attach && kind
        ? [{ attach: { ...attach, kind }, uses: [], guards: [], unknowns: [], span: enforcer.span }]
        : [];
    });
  });
}
