import type { Evidence } from '@tracefit/model';

/** Puts together the kernels that show the same, in the order in which they first come. */
export function gatherEvidence(
  kind: Evidence['kind'],
  shown: readonly { readonly target: string; readonly text: string }[],
): readonly Evidence[] {
  const byText = new Map<string, string[]>();
  for (const { target, text } of shown) {
    const targets = byText.get(text) ?? [];
    targets.push(target);
    byText.set(text, targets);
  }
  return [...byText].map(([text, targets]) => ({ kind, text, targets }));
}
