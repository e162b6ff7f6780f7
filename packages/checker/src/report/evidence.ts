import type { Evidence } from '@tracefit/model';

/** What was seen, the kernels that show the same put together in the order in which they first come. */
export function gatherEvidence(kind: Evidence['kind'], shown: readonly Shown[]): readonly Evidence[] {
  return gatherByText(shown).map((each) => ({ kind, ...each }));
}

/** What one kernel shows. */
export interface Shown {
  readonly target: string;
  readonly text: string;
}

/** Each text once, with the kernels that show it. */
export function gatherByText(shown: readonly Shown[]): readonly Omit<Evidence, 'kind'>[] {
  const byText = new Map<string, string[]>();
  for (const { target, text } of shown) {
    const targets = byText.get(text) ?? [];
    targets.push(target);
    byText.set(text, targets);
  }
  return [...byText].map(([text, targets]) => ({ text, targets }));
}
