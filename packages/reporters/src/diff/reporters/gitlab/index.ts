import { visibleJson, visibleText } from '../../../visible-text';
import type { DiffReporter } from '../../diff-reporter';
import { entrySentence, pairTitle } from '../../entry-words';
import { toldEntries } from '../../told-entries';

const severities = { error: 'major', warning: 'minor', info: 'info' } as const;

/**
 * GitLab's Code Quality report. Its form wants a file for each issue: the definition that relies on what changed, or, where none was
 * named, the name of the second kernel.
 */
export const gitlab: DiffReporter = {
  id: 'gitlab',
  title: 'a Code Quality report for GitLab',
  render(diff, options) {
    const issues = Array.from(toldEntries(diff, options), ({ entry, place, lines, severity, fingerprint }) => ({
      type: 'issue',
      check_name: `${entry.part}-${entry.change}`,
      description: `${entrySentence(entry)}, ${pairTitle(diff)}`,
      content: { body: lines.join('\n') },
      categories: ['Compatibility'],
      severity: severities[severity],
      fingerprint,
      location: { path: visibleText(place?.file ?? diff.after.id), lines: { begin: place?.line ?? 1 } },
    }));
    return [`${visibleJson(JSON.stringify(issues, undefined, 2))}\n`];
  },
};
