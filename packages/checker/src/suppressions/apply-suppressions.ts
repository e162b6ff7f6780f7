import type {
  Finding,
  Report,
  Severity,
  StaleSuppression,
  SuppressedFinding,
  Suppression,
  TraceFile,
} from '@tracefit/model';
import { rules } from '@tracefit/rules';

/** A suppression of a configuration or a baseline, its patterns and queries already answered. */
export interface ConfiguredSuppression {
  /** A baseline's does nothing in silence: what is mended, or not checked this time, is no mistake. */
  readonly by: 'config' | 'baseline';
  readonly rule: string;
  readonly reason: string;
  /** Of the one finding it is for; absent: for all of the rule. */
  readonly fingerprint?: string;
  /** Whether it is for a trace definition, by the path it has in the report; absent: for every one. */
  readonly isFor?: (path: string) => boolean;
  /** The ids of the kernels it is for; absent: all. */
  readonly targets?: ReadonlySet<string>;
  /** The last day it holds on, `YYYY-MM-DD`; absent: for ever. */
  readonly expires?: string;
  /** Where it stands. */
  readonly file: string;
  readonly line: number;
}

export interface SuppressionOptions {
  readonly configured?: readonly ConfiguredSuppression[];
  /** `YYYY-MM-DD`; what expires is held against it. */
  readonly today?: string;
}

/** A suppression of either origin. */
interface Applied {
  readonly rule: string;
  readonly suppression: Suppression;
  readonly isExpired: boolean;
  readonly isFor: (finding: Finding) => boolean;
  readonly targets?: ReadonlySet<string>;
}

/**
 * Moves what is allowed, by comments of the definitions and by configuration, from the findings to the suppressed. A finding
 * that is allowed on some of its kernels stays with the others.
 */
export function applySuppressions(
  report: Report,
  traces: readonly TraceFile[],
  options: SuppressionOptions = {},
): Report {
  const { configured = [], today } = options;
  const all = [...traces.flatMap(fromComments), ...configured.map((each) => fromConfig(each, today))];
  if (all.length === 0) return report;
  const findings: Finding[] = [];
  const suppressed: SuppressedFinding[] = [...report.suppressed];
  const used = new Set<Applied>();
  for (const finding of report.findings) {
    let left: Finding | undefined = finding;
    for (const each of all) {
      if (!left || each.isExpired || each.rule !== left.rule || !each.isFor(left)) continue;
      const on: readonly string[] = left.targets.filter((target) => each.targets?.has(target) ?? true);
      if (on.length === 0) continue;
      used.add(each);
      suppressed.push({ finding: onlyOn(left, on), suppression: each.suppression });
      const others: readonly string[] = left.targets.filter((target) => !on.includes(target));
      left = others.length === 0 ? undefined : onlyOn(left, others);
    }
    if (left) findings.push(left);
  }
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  return {
    ...report,
    findings,
    suppressed,
    staleSuppressions: [
      ...report.staleSuppressions,
      ...all.flatMap((each) => (used.has(each) || each.suppression.by === 'baseline' ? [] : [stale(each)])),
    ],
    summary: {
      ...report.summary,
      findings: { error: count('error'), warning: count('warning'), info: count('info') },
      suppressed: suppressed.length,
    },
  };
}

function fromComments({ path, allows = [] }: TraceFile): readonly Applied[] {
  return allows.flatMap(({ rules: ids, reason, line, forLine }) =>
    ids.map((rule) => ({
      rule,
      suppression: { by: 'comment', reason, file: path, line } as const,
      isExpired: false,
      isFor: (finding: Finding) => finding.file === path && (forLine === undefined || finding.line === forLine),
    })),
  );
}

function fromConfig(configured: ConfiguredSuppression, today: string | undefined): Applied {
  const { by, rule, reason, file, line, expires, isFor, fingerprint, targets } = configured;
  return {
    rule,
    suppression: { by, reason, file, line },
    isExpired: expires !== undefined && today !== undefined && expires < today,
    isFor: (finding) =>
      (isFor?.(finding.file) ?? true) && (fingerprint === undefined || finding.fingerprint === fingerprint),
    ...(targets ? { targets } : {}),
  };
}

function onlyOn(finding: Finding, targets: readonly string[]): Finding {
  const evidence = finding.evidence.flatMap((each) => {
    if (each.kind !== 'actual') return [each];
    const on = each.targets.filter((target) => targets.includes(target));
    return on.length === 0 ? [] : [{ ...each, targets: on }];
  });
  return { ...finding, targets, evidence };
}

function stale({ rule, suppression, isExpired }: Applied): StaleSuppression {
  const isKnown = rules.some(({ id }) => id === rule);
  return { kind: !isKnown ? 'unknown-rule' : isExpired ? 'expired' : 'unused', rule, ...suppression };
}
