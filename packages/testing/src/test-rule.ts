import { join } from 'node:path';
import { checkTraces, withLock } from '@tracefit/checker';
import type { Finding, Kernel, Report } from '@tracefit/model';
import type { Rule } from '@tracefit/rules';
import { readTrace } from '@tracefit/trace';
import { sourceFile } from './source-file';

/** A script held against kernels, with what must come of it. */
export interface RuleCase {
  /** What the rule does, as a sentence without its subject: `finds an argument that is gone`. */
  readonly name: string;
  /** The script, in the language that is detected, or in `lang`. */
  readonly trace: string;
  readonly lang?: string;
  readonly kernels: Kernel | readonly Kernel[];
  readonly writtenFor?: Kernel;
  /** The kernel the script is locked with. */
  readonly lockedWith?: Kernel;
  /** `LINE:COLUMN MESSAGE`; with several kernels, ` on ` and the ids of those it holds on. */
  readonly findings: readonly string[];
  /** What is said on the kernels: `KIND: TEXT`, and ` on ` with ids as above; not compared where absent. */
  readonly evidence?: readonly string[];
  /** The severity and effect of the findings, `error will-not-load`; not compared where absent. */
  readonly effect?: string;
  /** The advice of the findings; not compared where absent. */
  readonly fix?: readonly string[];
  /** The names of all candidates; not compared where absent. */
  readonly candidates?: readonly string[];
  /** The reasons for which something was not checked; nothing was, where absent. */
  readonly unchecked?: readonly string[];
}

/**
 * Tests one rule on its cases, in the rule's own test file; returns them, so that another test can try all rules on all
 * cases without running these tests again.
 */
export function testRule(rule: Rule, cases: readonly RuleCase[]): readonly RuleCase[] {
  if (expect.getState().testPath?.endsWith(join(rule.id, 'rule.test.ts')) !== true) return cases;
  describe(`the rule ${rule.id}`, () => {
    test.each(cases)('$name', (each) => {
      const report = checkCase(each, [rule]);
      expect({ ...each, ...seen(report) }).toMatchObject({ unchecked: [], ...each });
    });
  });
  return cases;
}

/** What a case can say of a report. */
function seen(report: Report) {
  const { findings, unchecked } = report;
  return {
    findings: findings.map((finding) => printFinding(finding, report)),
    evidence: findings.flatMap((finding) => printEvidence(finding, report)),
    effect: [...new Set(findings.map(({ severity, effect }) => `${severity} ${effect}`))].join(', '),
    fix: findings.map((finding) => finding.fix),
    candidates: findings.flatMap(({ candidates }) => candidates.map(({ name }) => name)),
    unchecked: unchecked.map(({ reason }) => reason),
  };
}

/** The report of a case, by some rules or all. */
export function checkCase(each: RuleCase, rules?: readonly Rule[]): Report {
  const trace = readTrace(sourceFile('script', each.trace, each.lang), each.lang);
  if (!trace) throw new Error(`the script of the case is in no language that is known: ${each.trace}`);
  if (trace.problems.length > 0)
    throw new Error(`the script of the case was not read: ${trace.problems[0]?.message ?? ''}`);
  const kernels = 'identity' in each.kernels ? [each.kernels] : each.kernels;
  const { writtenFor, lockedWith } = each;
  return checkTraces([lockedWith ? withLock(trace, lockedWith) : trace], kernels, {
    toolVersion: '0',
    ...(rules ? { rules } : {}),
    ...(writtenFor ? { writtenFor } : {}),
  });
}

/** A finding in one line; the kernels are named where several were checked. */
export function printFinding({ line, column, message, targets }: Finding, report: Report): string {
  return `${line}:${column} ${message}${printTargets(targets, report)}`;
}

function printEvidence({ evidence }: Finding, report: Report): readonly string[] {
  return evidence.map(({ kind, text, targets }) => `${kind}: ${text}${printTargets(targets, report)}`);
}

function printTargets(targets: readonly string[], report: Report): string {
  return report.targets.length > 1 && targets.length > 0 ? ` on ${targets.join(', ')}` : '';
}
