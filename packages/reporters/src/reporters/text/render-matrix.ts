import type { Report, ReportFile, ReportProbe, Verdict } from '@tracefit/model';
import { countWords } from '../../count-words';
import { cutText, displayWidth, padText } from '../../display-width';
import { probeName } from '../../probe-of';
import { visibleText } from '../../visible-text';
import { wrapWords } from '../../wrap-words';
import type { TextContext } from './text-context';

/** The widest a column of places or probes gets. */
const widest = 36;

const signs: Readonly<Record<Verdict, string>> = { fits: '✓', breaks: '✗', unknown: '?' };

interface Row {
  readonly place: string;
  readonly probe: string;
  readonly verdicts: ReportProbe['verdicts'];
}

/** Kernels beside one another on which every row has the same verdict. */
interface Column {
  readonly label: string;
  /** One of them. */
  readonly target: string;
}

/**
 * Probes against kernels: those that break somewhere or are decided on some kernels only, as a table where the terminal is
 * wide enough, as a list where it is not; the others are counted. Nothing for one kernel, or where all fits.
 */
export function renderMatrix(report: Report, context: TextContext): readonly string[] {
  const probes = report.files.flatMap((file) => file.probes.map((probe) => row(file, probe)));
  const fitting = probes.filter((probe) => isAlways(probe, 'fits'));
  const undecided = probes.filter((probe) => isAlways(probe, 'unknown'));
  const rows = probes.filter((probe) => !isAlways(probe, 'fits') && !isAlways(probe, 'unknown'));
  if (fitting.length === probes.length || context.names.order.length < 2) return [];
  const more = rows.length === 0 ? '' : 'more ';
  const fit = fitting.length === 1 ? 'fits' : 'fit';
  const others = [
    ...(fitting.length === 0 ? [] : [`${countWords(fitting.length, `${more}probe`)} ${fit} all kernels`]),
    ...(undecided.length === 0
      ? []
      : [`${countWords(undecided.length, `${more}probe`)} could not be decided on any kernel`]),
  ];
  return [
    ...(rows.length === 0 ? [] : (asTable(rows, columns(rows, context), context) ?? asList(rows, context))),
    ...others.map(context.style.dim),
  ];
}

function isAlways(row: Row, verdict: Verdict): boolean {
  return Object.values(row.verdicts).every((one) => one === verdict);
}

function row(file: ReportFile, probe: ReportProbe): Row {
  return {
    place: visibleText(`${file.path}:${probe.line}`),
    probe: visibleText(probeName(probe)),
    verdicts: probe.verdicts,
  };
}

function columns(rows: readonly Row[], { names }: TextContext): readonly Column[] {
  const groups: { key: string; ids: string[] }[] = [];
  for (const id of names.order) {
    const key = rows.map(({ verdicts }) => signs[verdicts[id] ?? 'unknown']).join('');
    const last = groups.at(-1);
    if (last?.key === key) last.ids.push(id);
    else groups.push({ key, ids: [id] });
  }
  return groups.map(({ ids }) => ({ label: visibleText(names.fold(ids)), target: ids[0] ?? '' }));
}

function asTable(rows: readonly Row[], heads: readonly Column[], context: TextContext): readonly string[] | undefined {
  const { bold, dim } = context.style;
  const place = Math.min(widest, Math.max(...rows.map((one) => displayWidth(one.place))));
  const probe = Math.min(widest, Math.max(...rows.map((one) => displayWidth(one.probe))));
  const width = heads.reduce((sum, head) => sum + displayWidth(head.label) + 2, place + probe + 2);
  if (width > context.width) return undefined;
  const head = heads.map((one) => bold(one.label)).join('  ');
  return [
    `${' '.repeat(place + probe + 4)}${head}`,
    ...rows.map((one) => {
      const cells = heads.map(({ label, target }) =>
        cell(one.verdicts[target] ?? 'unknown', displayWidth(label), context),
      );
      const name = `${padText(cutText(one.place, place, 'left'), place)}  ${padText(cutText(one.probe, probe), probe)}`;
      return `${name}  ${cells.join('  ')}`.trimEnd();
    }),
    dim(`${signs.fits} fits  ${signs.breaks} breaks  ${signs.unknown} could not be decided`),
  ];
}

function cell(verdict: Verdict, width: number, { style }: TextContext): string {
  const tint = { fits: style.green, breaks: style.red, unknown: style.yellow }[verdict];
  return `${tint(signs[verdict])}${' '.repeat(Math.max(0, width - 1))}`;
}

function asList(rows: readonly Row[], context: TextContext): readonly string[] {
  const { names, style, width } = context;
  return rows.flatMap((one) => {
    const on = (verdict: Verdict, words: string, tint: (text: string) => string): readonly string[] => {
      const ids = names.order.filter((id) => (one.verdicts[id] ?? 'unknown') === verdict);
      if (ids.length === 0) return [];
      return wrapWords(`${words} ${visibleText(names.fold(ids))}`, width - 4).map((line) => `    ${tint(line)}`);
    };
    return [
      `  ${one.place}  ${one.probe}`,
      ...on('breaks', `${signs.breaks} breaks on`, style.red),
      ...on('unknown', `${signs.unknown} could not be decided on`, style.yellow),
    ];
  });
}
