import type { Severity } from '@tracefit/model';
import type { Rule, RuleOn } from './define-rule';
import type { SubjectKind } from './subjects';

/**
 * The rules with other severities, by id: that of a finding is then neither the rule's nor the tool's. Those that are
 * `off` are left out, and those for advice, where neither it nor the rule is asked for.
 */
export function withSeverities(
  rules: readonly Rule[],
  severities: Readonly<Record<string, Severity | 'off'>>,
  advice = false,
): readonly Rule[] {
  return rules.flatMap((rule) => {
    const severity = Object.hasOwn(severities, rule.id) ? severities[rule.id] : undefined;
    if (severity === undefined) return rule.advice && !advice ? [] : rule;
    return severity === 'off' ? [] : withSeverity(rule as RuleOn<SubjectKind>, severity);
  });
}

function withSeverity<On extends SubjectKind>(rule: RuleOn<On>, severity: Severity): RuleOn<On> {
  return {
    ...rule,
    severity,
    check: (subject, report) => {
      rule.check(subject, (message, place, values, details) => {
        report(message, place, values, { ...details, severity });
      });
    },
  };
}
