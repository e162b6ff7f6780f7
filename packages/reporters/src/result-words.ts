import type { Report } from '@tracefit/model';
import { countWords } from './count-words';

/** How a check came out, in a few words for a heading; what was not checked is among them. */
export function resultWords({ summary }: Report): string {
  const { error, warning, info } = summary.findings;
  const { fits, breaks, unknown } = summary.verdicts;
  const parts = [
    ...(error > 0 ? [countWords(error, 'error')] : []),
    ...(warning > 0 ? [countWords(warning, 'warning')] : []),
    ...(info > 0 ? [`${info} info`] : []),
    ...(summary.suppressed > 0 ? [`${summary.suppressed} suppressed`] : []),
    ...(summary.unchecked > 0 ? [`${countWords(summary.unchecked, 'thing')} not checked`] : []),
  ];
  if (parts.length > 0) return parts.join(', ');
  // Nothing is said, and yet not all fits: that is no good end either.
  if (breaks + unknown > 0)
    return `${breaks + unknown} of ${countWords(fits + breaks + unknown, 'pair')} do not fit, or could not be decided`;
  return summary.probes === 0 ? 'nothing to check' : 'no difference seen in signatures';
}
