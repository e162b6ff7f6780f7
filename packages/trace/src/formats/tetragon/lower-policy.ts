import type { ParseProblem, Probe } from '@tracefit/model';
import { itemsOf, unknownIn, valueOf, type Located, type LocatedEntry } from '../../data/located';
import { checkKeys, policyKeys } from './known-keys';
import { lowerEnforcers } from './lower-enforcers';
import { lowerFunctionHook } from './lower-function-hook';
import { lowerLsmHook } from './lower-lsm-hook';
import { lowerTracepoint } from './lower-tracepoint';
import { lowerUserProbe } from './lower-user-probe';
import { createPolicy, type Policy } from './policy';

export interface LoweredPolicy {
  readonly probes: readonly Probe[];
  readonly problems: readonly ParseProblem[];
}

/** What reads the entries of one list of a policy. */
type LowerHook = (policy: Policy, hook: Located) => readonly Probe[];

const hooks: Readonly<Record<string, LowerHook>> = {
  kprobes: (policy, hook) => lowerFunctionHook(policy, hook, 'kprobe'),
  fentries: (policy, hook) => lowerFunctionHook(policy, hook, 'fentry'),
  tracepoints: lowerTracepoint,
  lsmhooks: lowerLsmHook,
  uprobes: (policy, hook) => lowerUserProbe(policy, hook, 'uprobe'),
  usdts: (policy, hook) => lowerUserProbe(policy, hook, 'usdt'),
  enforcers: lowerEnforcers,
};

/** Turns a `TracingPolicy` object into probes, one for each function, event or hook it names. */
export function lowerPolicy(object: Located): LoweredPolicy {
  const spec = valueOf(object, 'spec');
  if (spec?.kind !== 'map') {
    return { probes: [], problems: [{ kind: 'syntax', message: 'the policy has no `spec`', span: object.span }] };
  }
  const policy = createPolicy(itemsOf(valueOf(spec, 'lists')));
  checkKeys(policy, spec, policyKeys);
  const probes = spec.entries.flatMap((entry) => lowerEntry(policy, entry));
  return { probes, problems: policy.problems };
}

function lowerEntry(policy: Policy, { key, keySpan, value }: LocatedEntry): readonly Probe[] {
  const lower = Object.hasOwn(hooks, key) ? hooks[key] : undefined;
  if (!lower) return [];
  if (value.kind === 'scalar' && value.value === null) return [];
  if (value.kind !== 'list') {
    policy.fail(`\`${key}\` must be a list`, keySpan);
    return [];
  }
  return value.items.flatMap((hook) => {
    if (hook.kind === 'map') return lower(policy, hook);
    policy.fail(unknownIn(hook)[0]?.reason ?? `each of \`${key}\` must be a map`, hook.span);
    return [];
  });
}
