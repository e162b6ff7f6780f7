import type { RuleText } from '@tracefit/reporters';
import { rules } from '@tracefit/rules';
import type { Io } from '../io';

/** What a rule is about, with its page; a form of report that brings its own help asks for it. */
export function ruleText(id: string, io: Io): RuleText | undefined {
  const rule = rules.find((one) => one.id === id);
  if (!rule) return undefined;
  const page = io.fs.readFileSync(require.resolve(`@tracefit/rules/pages/${id}.md`), 'utf8');
  return { title: rule.title, severity: rule.severity, help: rule.help, page };
}
