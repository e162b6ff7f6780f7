import type { Guard, Use } from '@tracefit/model';

/** The conditions a use stands under, as text that is the same for the same ones. */
export function guardKey(use: Use): string {
  return (use.guards ?? []).map(({ condition }) => conditionKey(condition)).join();
}

/** Conditions hold whole objects: their own words are enough to tell them apart. */
function conditionKey(condition: Guard['condition']): string {
  return JSON.stringify(condition, (key, value: unknown) => (key === 'object' ? undefined : value));
}

export function withGuards(guards: readonly Guard[]): { readonly guards?: readonly Guard[] } {
  return guards.length > 0 ? { guards } : {};
}
