/** One reason to take a function for the successor of another: how much it says, and how far it holds, from 0 to 1. */
export interface SuccessorEvidence {
  readonly weight: number;
  readonly value: number;
}

/** The weighted mean, two digits. */
export function weigh(evidence: readonly SuccessorEvidence[]): number {
  const total = evidence.reduce((sum, { weight }) => sum + weight, 0);
  const sum = evidence.reduce((all, { weight, value }) => all + weight * value, 0);
  return total === 0 ? 0 : Number((sum / total).toFixed(2));
}
