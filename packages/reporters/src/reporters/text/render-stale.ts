import type { Report, StaleSuppression } from '@tracefit/model';
import { visibleText } from '../../visible-text';
import type { TextContext } from './text-context';

const words: Readonly<Record<StaleSuppression['kind'], string>> = {
  unused: 'allows what was not found',
  expired: 'is past its day',
  'unknown-rule': 'names a rule there is not',
};

/** Suppressions that did nothing, a line each. */
export function renderStale(report: Report, { style }: TextContext): readonly string[] {
  return report.staleSuppressions.map(({ kind, rule, file, line }) => {
    const what = visibleText(`${file}:${line} ${words[kind]}: ${rule}`);
    return `${style.yellow('suppression')} ${what}`;
  });
}
