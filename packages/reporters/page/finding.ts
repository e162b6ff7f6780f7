import { effectWords } from '../src/effect-words';
import type { PageExcerpt, PageFinding } from '../src/reporters/html/page-data';
import { element, prose } from './element';
import { markedPrototype } from './prototypes';
import type { PageReport } from './report';

const severityWords = { error: 'error', warning: 'warning', info: 'info' } as const;

const allowedBy = { comment: 'a comment', config: 'the configuration', baseline: 'the baseline' } as const;

/** All of one finding. */
export function renderFinding(report: PageReport, finding: PageFinding): HTMLElement {
  const about = report.rules[finding.rule];
  return element(
    'article',
    { class: `finding ${finding.severity}` },
    element(
      'h3',
      {},
      element('span', { class: `badge ${finding.severity}` }, severityWords[finding.severity]),
      ' ',
      element('span', { class: 'rule' }, finding.rule),
    ),
    element('p', { class: 'message' }, prose(finding.message)),
    element(
      'p',
      { class: 'place' },
      element('span', { class: 'path' }, `${finding.file}:${finding.line}:${finding.column}`),
      ' ',
      element('span', { class: 'probe' }, finding.probe),
    ),
    ...(finding.allowed ? [allowed(finding.allowed)] : []),
    ...(finding.excerpt ? [renderExcerpt(finding.excerpt)] : []),
    renderEvidence(report, finding),
    ...renderPrototypes(report, finding),
    element(
      'dl',
      { class: 'advice' },
      ...pair('effect', effectWords[finding.effect]),
      ...(finding.fix === '' ? [] : pair('fix', prose(finding.fix))),
      ...(finding.similar.length === 0 ? [] : pair('similar', similar(finding.similar))),
      ...(about ? pair('rule', prose(about.title)) : []),
      ...pair('more', element('code', {}, `tracefit explain ${finding.rule}`)),
    ),
  );
}

/** At most so many names are shown. */
const mostSimilar = 5;

function similar(names: readonly string[]): DocumentFragment {
  const made = document.createDocumentFragment();
  for (const name of names.slice(0, mostSimilar)) made.append(element('code', {}, name), ' ');
  return made;
}

function pair(label: string, value: Node | string): readonly HTMLElement[] {
  return [element('dt', {}, label), element('dd', {}, value)];
}

function allowed({ by, reason, file, line }: NonNullable<PageFinding['allowed']>): HTMLElement {
  const words = `Allowed by ${allowedBy[by]} (${file}:${line})${reason === '' ? '' : `: ${reason}`}`;
  return element('p', { class: 'allowed' }, words);
}

function renderExcerpt({ first, before, line, after }: PageExcerpt): HTMLElement {
  const made = element('pre', { class: 'excerpt', tabindex: 0, 'aria-label': 'the place in the script' });
  const number = (at: number): HTMLElement =>
    element('span', { class: 'number', 'aria-hidden': 'true' }, String(at).padStart(5));
  const row = (at: number, ...parts: readonly (Node | string)[]): void => {
    const isHere = at === first + before.length;
    made.append(element('span', { class: isHere ? 'line here' : 'line' }, number(at), ' ', ...parts, '\n'));
  };
  for (const [at, text] of before.entries()) row(first + at, text);
  row(first + before.length, line[0], element('mark', {}, line[1] === '' ? ' ' : line[1]), line[2]);
  for (const [at, text] of after.entries()) row(first + before.length + 1 + at, text);
  return made;
}

function renderEvidence(report: PageReport, finding: PageFinding): HTMLElement {
  const here = finding.undecided ? 'differs on' : finding.severity === 'error' ? 'breaks on' : 'found on';
  const labels = { expected: 'expected', elsewhere: 'fits on', actual: here } as const;
  const looks = { expected: 'expected', elsewhere: 'fits', actual: finding.undecided ? 'unknown' : 'breaks' } as const;
  const told = new Set(
    finding.evidence.filter(({ kind }) => kind === 'actual').flatMap(({ on }) => report.members(on)),
  );
  const untold = report.members(finding.on).filter((place) => !told.has(place));
  const rows = (['expected', 'elsewhere', 'actual'] as const).flatMap((kind) =>
    finding.evidence
      .filter((one) => one.kind === kind)
      .map(({ text, on }) => evidenceRow(labels[kind], looks[kind], on < 0 ? '' : report.nameSet(on), text)),
  );
  if (untold.length > 0) rows.push(evidenceRow(here, looks.actual, report.name(untold), ''));
  return element('dl', { class: 'evidence' }, ...rows);
}

function evidenceRow(label: string, look: string, kernels: string, text: string): HTMLElement {
  return element(
    'div',
    { class: look },
    element('dt', {}, label, ...(kernels === '' ? [] : [' ', element('span', { class: 'kernels' }, kernels)])),
    ...(text === '' ? [] : [element('dd', {}, text.includes('`') ? prose(text) : element('code', {}, text))]),
  );
}

/** What the function is declared as on each kernel, what differs from where it fits marked. */
function renderPrototypes(report: PageReport, finding: PageFinding): readonly HTMLElement[] {
  const { prototypes } = finding;
  if (prototypes === undefined || prototypes.length === 0) return [];
  const breaks = new Set(report.members(finding.on));
  const isBroken = (on: number): boolean => report.members(on).some((place) => breaks.has(place));
  const fitting = prototypes.find(({ on }) => !isBroken(on))?.text;
  return [
    element('h4', {}, prototypes.length > 1 ? 'Prototypes' : 'Prototype'),
    element(
      'dl',
      { class: 'evidence prototypes' },
      ...prototypes.map(({ text, on }) =>
        element(
          'div',
          { class: isBroken(on) ? (finding.undecided ? 'unknown' : 'breaks') : 'fits' },
          element('dt', {}, element('span', { class: 'kernels' }, report.nameSet(on))),
          element('dd', {}, markedPrototype(text, isBroken(on) ? fitting : undefined)),
        ),
      ),
    ),
  ];
}
