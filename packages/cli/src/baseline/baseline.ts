import type { Finding } from '@tracefit/model';

/** Findings that are known: `schemas/baseline.schema.json`. */
export interface Baseline {
  readonly version: 1;
  readonly findings: readonly KnownFinding[];
}

export interface KnownFinding {
  readonly rule: string;
  /** The definition, from the place of the baseline. */
  readonly file: string;
  /** For people; the fingerprint tells. */
  readonly message: string;
  /** 12 hex digits that stay the same when lines move. */
  readonly fingerprint: string;
  /** The ids of the kernels it is known on. */
  readonly kernels: readonly string[];
}

export const baselineName = 'tracefit.baseline.yaml';

export function knownFinding({ rule, message, fingerprint, targets }: Finding, file: string): KnownFinding {
  return { rule, file, message, fingerprint, kernels: targets };
}
