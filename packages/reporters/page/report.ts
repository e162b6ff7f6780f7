import { kernelNames } from '../src/kernel-names';
import type { PageData, PageFinding, PageRow } from '../src/reporters/html/page-data';
import { states, type State } from './state';

/** The report of the page, ready to be asked. */
export interface PageReport extends PageData {
  /** The state of each probe on each kernel, `cells[row][kernel]`. */
  readonly cells: readonly (readonly State[])[];
  /** The places of the kernels of a set; of -1, all. */
  members(set: number): readonly number[];
  /** Kernels in few words, by their places. */
  name(places: Iterable<number>): string;
  nameSet(set: number): string;
  /** Whether a set has one of some kernels. */
  meets(set: number, places: ReadonlySet<number>): boolean;
}

export function pageReport(data: PageData): PageReport {
  const ids = [...data.kernels.map(({ id }) => id), ...data.others];
  const names = kernelNames(data.kernels);
  const everywhere = [...data.kernels.keys()];
  const sets = data.sets.map(placesOf);
  const members = (set: number): readonly number[] => sets[set] ?? everywhere;
  const name = (places: Iterable<number>): string => names.fold(Array.from(places, (place) => ids[place] ?? ''));
  const folded = new Map<number, string>();
  const stateOf = (row: PageRow): readonly State[] => {
    const findings = row.findings.flatMap((number) => data.findings[number] ?? []);
    return cellsOf(row.verdicts, findings, members);
  };
  return {
    ...data,
    cells: data.rows.map(stateOf),
    members,
    name,
    nameSet(set) {
      const known = folded.get(set) ?? name(members(set));
      folded.set(set, known);
      return known;
    },
    meets: (set, places) => members(set).some((place) => places.has(place)),
  };
}

function placesOf(runs: readonly number[]): readonly number[] {
  const places: number[] = [];
  for (let at = 0; at < runs.length; at += 2) {
    for (let place = runs[at] ?? 0; place <= (runs[at + 1] ?? -1); place++) places.push(place);
  }
  return places;
}

const ofVerdict: Readonly<Record<string, State>> = { f: 'fits', b: 'breaks', u: 'unknown' };

/** A verdict, and above it what the findings say: warnings on what fits, suppressions of what breaks. */
function cellsOf(
  verdicts: string,
  findings: readonly PageFinding[],
  members: (set: number) => readonly number[],
): readonly State[] {
  // A letter that is none is not decided: nothing looks fine by mistake.
  const cells = Array.from(verdicts, (letter) => ofVerdict[letter] ?? 'unknown');
  const raise = (set: number, from: State, to: State): void => {
    for (const place of members(set)) {
      const now = cells[place];
      if (now === from || (from === 'fits' && now === 'info' && to === 'warning')) cells[place] = to;
    }
  };
  const errors = findings.filter(({ severity, undecided }) => severity === 'error' && !undecided);
  for (const { allowed, on } of errors) if (allowed) raise(on, 'breaks', 'allowed');
  for (const { allowed, on } of errors) if (!allowed) raise(on, 'allowed', 'breaks');
  for (const { severity, allowed, on } of findings) {
    if (severity !== 'error' && !allowed) raise(on, 'fits', severity);
  }
  return cells;
}

/** The words for what a state means, with its sign. */
export function stateWords(state: State): string {
  return states[state].words;
}
