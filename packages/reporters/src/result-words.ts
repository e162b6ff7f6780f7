import type { Report } from '@tracefit/model';
import { countWords } from './count-words';

/** How a check came out, in a few words for a heading; what was not checked is among them. */
export function resultWords({ summary }: Report): string {
  const { error, warning } = summary.findings;
  const parts = [
    ...(error > 0 ? [countWords(error, 'error')] : []),
    ...(warning > 0 ? [countWords(warning, 'warning')] : []),
    ...(summary.unchecked > 0 ? [`${countWords(summary.unchecked, 'thing')} not checked`] : []),
  ];
  if (parts.length > 0) return parts.join(', ');
  return summary.probes === 0 ? 'nothing to check' : 'no difference seen in signatures';
}
