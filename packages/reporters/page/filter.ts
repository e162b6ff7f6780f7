import type { PageFinding } from '../src/reporters/html/page-data';
import type { PageReport } from './report';
import type { State } from './state';
import { hasWords, wordsIn } from './words';

/** What is to be shown; what is empty lets everything through. */
export interface Filter {
  readonly states: ReadonlySet<State>;
  readonly rule: string;
  readonly text: string;
  /** Places of kernels. */
  readonly kernels: ReadonlySet<number>;
}

/** The numbers of the rows with a cell that is wanted. */
export function filterRows(report: PageReport, filter: Filter): readonly number[] {
  const words = wordsIn(filter.text);
  return [...report.rows.keys()].filter((number) => {
    const row = report.rows[number];
    if (!row) return false;
    const findings = row.findings.flatMap((at) => report.findings[at] ?? []).filter((one) => isOn(report, one, filter));
    if (filter.rule !== '' && !findings.some(({ rule }) => rule === filter.rule)) return false;
    if (filter.states.size > 0) {
      const cells = report.cells[number] ?? [];
      const isWanted = (state: State, place: number): boolean => filter.kernels.has(place) && filter.states.has(state);
      if (!cells.some(isWanted)) return false;
    }
    const text = [report.files[row.file]?.path ?? '', row.probe, ...findings.flatMap(textOf)].join('\n');
    return hasWords(text, words);
  });
}

/** The findings that are wanted, by their numbers. */
export function filterFindings(report: PageReport, filter: Filter): readonly number[] {
  const words = wordsIn(filter.text);
  return [...report.findings.keys()].filter((number) => {
    const finding = report.findings[number];
    if (!finding || !isOn(report, finding, filter)) return false;
    if (filter.rule !== '' && finding.rule !== filter.rule) return false;
    if (filter.states.size > 0 && !filter.states.has(stateOf(finding))) return false;
    return hasWords([finding.file, finding.probe, ...textOf(finding)].join('\n'), words);
  });
}

/** What a finding makes of a cell. */
export function stateOf({ severity, undecided, allowed }: PageFinding): State {
  if (allowed) return 'allowed';
  if (undecided) return 'unknown';
  return severity === 'error' ? 'breaks' : severity;
}

function isOn(report: PageReport, finding: PageFinding, filter: Filter): boolean {
  return report.meets(finding.on, filter.kernels);
}

function textOf({ rule, message }: PageFinding): readonly string[] {
  return [rule, message];
}
