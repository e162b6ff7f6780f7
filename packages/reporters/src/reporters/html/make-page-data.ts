import type { Finding, Report, ReportFile, ReportProbe, Suppression, Unchecked, Verdict } from '@tracefit/model';
import { groupBy } from '../../group-by';
import { kernelNames } from '../../kernel-names';
import { findingsOf, probeName, probeOf } from '../../probe-of';
import type { RenderOptions } from '../../reporter';
import { sourceFileOf } from '../../source-file-of';
import { sourceLines, type SourceLines } from '../../source-lines';
import { visibleText } from '../../visible-text';
import { kernelSets, type KernelSets } from './kernel-sets';
import { makeExcerpt } from './make-excerpt';
import type { PageData, PageFinding, PageKernel, PageRow, PageUnchecked } from './page-data';

const letters: Readonly<Record<Verdict, string>> = { fits: 'f', breaks: 'b', unknown: 'u' };

interface FindingOfReport {
  readonly finding: Finding;
  readonly suppression?: Suppression;
}

/** A report as the page takes it. */
export function makePageData(report: Report, { source, rule }: Pick<RenderOptions, 'source' | 'rule'>): PageData {
  const { order } = kernelNames(report.targets);
  const sets = kernelSets(order);
  const lines = sourceLines(source);
  const findings: readonly FindingOfReport[] = [
    ...report.findings.map((finding) => ({ finding })),
    ...report.suppressed,
  ];
  const kernels = order.flatMap((id) => report.targets.find((target) => target.id === id) ?? []).map(pageKernel);
  const rows = report.files.flatMap((file, at) => rowsOf(file, at, order, findings, report.unchecked));
  return {
    kernels,
    byKind: byKind(kernels),
    files: report.files.map(({ path, format }) => ({ path: visibleText(path), format })),
    rows,
    findings: findings.map((each) => pageFinding(each, sets, lines)),
    unchecked: report.unchecked.map((each) => pageUnchecked(each, sets)),
    stale: report.staleSuppressions.map((each) => ({
      place: visibleText(`${each.file}:${each.line}`),
      kind: each.kind,
      rule: visibleText(each.rule),
    })),
    rules: Object.fromEntries(
      [...new Set(findings.map(({ finding }) => finding.rule))].sort().flatMap((id) => {
        const text = rule?.(id);
        return text ? [[id, { title: text.title, help: text.help }]] : [];
      }),
    ),
    sets: sets.sets,
    others: sets.others.map(visibleText),
  };
}

function pageKernel({ id, distro, release, version, arch, flavour, notes }: Report['targets'][number]): PageKernel {
  return {
    id: visibleText(id),
    ...(distro !== undefined && { distro: visibleText(distro) }),
    release: visibleText(release),
    version: visibleText(version),
    arch: visibleText(arch),
    ...(flavour !== undefined && { flavour: visibleText(flavour) }),
    notes: notes.map(visibleText),
  };
}

function byKind(kernels: readonly PageKernel[]): readonly number[] {
  const kinds = groupBy(kernels.keys(), (at) => {
    const { distro = '', arch = '', flavour = '' } = kernels[at] ?? {};
    return [distro, arch, flavour].join(' ');
  });
  return [...kinds.values()].flat();
}

function rowsOf(
  file: ReportFile,
  at: number,
  order: readonly string[],
  findings: readonly FindingOfReport[],
  unchecked: readonly Unchecked[],
): readonly PageRow[] {
  const mine = findings
    .map(({ finding }, number) => ({ ...finding, number }))
    .filter((finding) => finding.file === file.path);
  const untold = numbered(unchecked).filter(({ item }) => item.file === file.path);
  const untoldOf = groupBy(untold, ({ item }) => probeOf(item, file));
  const ofNone = untoldOf.get(undefined) ?? [];
  return file.probes.map((probe) => {
    return {
      file: at,
      line: probe.line,
      probe: visibleText(probeName(probe)),
      verdicts: order.map((id) => letters[probe.verdicts[id] ?? 'unknown']).join(''),
      findings: findingsOf(probe, file, mine).map(({ number }) => number),
      unchecked: [...(untoldOf.get(probe) ?? []), ...sharedReasons(probe, untoldOf.get(probe) ?? [], ofNone)].map(
        ({ number }) => number,
      ),
    };
  });
}

interface Numbered<T> {
  readonly item: T;
  readonly number: number;
}

function numbered<T>(items: readonly T[]): readonly Numbered<T>[] {
  return items.map((item, number) => ({ item, number }));
}

/** Where nothing is said of the probe itself, what is said of its line, or of its file. */
function sharedReasons(
  probe: ReportProbe,
  own: readonly Numbered<Unchecked>[],
  ofFile: readonly Numbered<Unchecked>[],
): readonly Numbered<Unchecked>[] {
  const unknown = Object.keys(probe.verdicts).filter((id) => probe.verdicts[id] === 'unknown');
  const isOn = ({ item: { targets } }: Numbered<Unchecked>, id: string): boolean =>
    targets.length === 0 || targets.includes(id);
  const untold = unknown.filter((id) => !own.some((each) => isOn(each, id)));
  const reasons = ofFile.filter((each) => untold.some((id) => isOn(each, id)));
  const here = reasons.filter(({ item }) => item.line === probe.line);
  return here.length > 0 ? here : reasons;
}

function pageFinding({ finding, suppression }: FindingOfReport, sets: KernelSets, lines: SourceLines): PageFinding {
  const excerpt = makeExcerpt(finding.file, finding, lines, finding.source?.text);
  return {
    rule: visibleText(finding.rule),
    severity: finding.severity,
    effect: finding.effect,
    message: visibleText(finding.message),
    file: visibleText(sourceFileOf(finding)),
    line: finding.line,
    column: finding.column,
    ...(excerpt && { excerpt }),
    probe: visibleText(finding.probe),
    on: sets.add(finding.targets),
    ...(finding.undecided && { undecided: true }),
    evidence: finding.evidence.map(({ kind, text, targets }) => ({
      kind,
      text: visibleText(text),
      on: targets.length === 0 ? -1 : sets.add(targets),
    })),
    ...(finding.prototypes && {
      prototypes: finding.prototypes.map(({ text, targets }) => ({ text: visibleText(text), on: sets.add(targets) })),
    }),
    fix: visibleText(finding.fix),
    similar: finding.candidates.map(({ name }) => visibleText(name)),
    fingerprint: finding.fingerprint,
    ...(suppression && {
      allowed: { ...suppression, reason: visibleText(suppression.reason), file: visibleText(suppression.file) },
    }),
  };
}

function pageUnchecked({ reason, file, line, column, targets }: Unchecked, sets: KernelSets): PageUnchecked {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return {
    reason: visibleText(reason),
    place: visibleText(place),
    on: targets.length === 0 ? -1 : sets.add(targets),
  };
}
