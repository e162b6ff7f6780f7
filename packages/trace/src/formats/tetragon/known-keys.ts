import { nearestNames } from '@tracefit/model';
import type { Located } from '../../data/located';
import type { Policy } from './policy';

// The fields of pkg/k8s/apis/cilium.io/v1alpha1 (tracing_policy_types.go and types.go), Tetragon 1.6.

export const policyKeys: readonly string[] = [
  'kprobes',
  'tracepoints',
  'loader',
  'uprobes',
  'lsmhooks',
  'usdts',
  'fentries',
  'podSelector',
  'containerSelector',
  'hostSelector',
  'nodeSelector',
  'lists',
  'enforcers',
  'options',
  'selectorsMacros',
];

const commonKeys = ['message', 'tags', 'args', 'selectors'];

export const functionKeys: readonly string[] = [
  ...commonKeys,
  'call',
  'return',
  'syscall',
  'data',
  'returnArg',
  'returnArgAction',
  'ignore',
];

export const tracepointKeys: readonly string[] = [...commonKeys, 'subsystem', 'event', 'raw'];

export const lsmKeys: readonly string[] = [...commonKeys, 'hook'];

export const argumentKeys: readonly string[] = [
  'index',
  'type',
  'resolve',
  'sizeArgIndex',
  'returnCopy',
  'maxData',
  'label',
  'source',
  'btfType',
  'btfTypeModule',
];

/** Says which keys of a map are none that Tetragon has: it refuses a policy with such. */
export function checkKeys(policy: Policy, map: Located, known: readonly string[]): void {
  if (map.kind !== 'map') return;
  for (const { key, keySpan } of map.entries) {
    if (known.includes(key)) continue;
    const near = nearestNames(key, known);
    const hint = near.length > 0 ? `, did you mean ${near.map((name) => `\`${name}\``).join(' or ')}` : '';
    policy.unsupported(`no field of a policy is known by the name \`${key}\`${hint}`, keySpan);
  }
}
