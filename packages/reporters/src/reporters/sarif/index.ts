import type { Finding, Report, Severity } from '@tracefit/model';
import type { Fix, Location, Log, Region, ReportingDescriptor, Result, Run } from 'sarif';
import { findingLines } from '../../finding-lines';
import { kernelNames } from '../../kernel-names';
import type { RenderOptions, Reporter } from '../../reporter';
import { visibleJson, visibleText } from '../../visible-text';

const levels: Readonly<Record<Severity, Result.level>> = { error: 'error', warning: 'warning', info: 'note' };

/** SARIF 2.1.0 (OASIS), which code hosts show beside the lines: rules with their help, fingerprints, fixes, suppressions. */
export const sarif: Reporter = {
  id: 'sarif',
  title: 'SARIF 2.1.0, for code scanning',
  render(report, options) {
    const log: Log = {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [run(report, options)],
    };
    return `${visibleJson(JSON.stringify(log, undefined, 2))}\n`;
  },
};

function run(report: Report, options: RenderOptions): Run {
  const all = [...report.findings, ...report.suppressed.map(({ finding }) => finding)];
  const rules = [...new Set(all.map(({ rule }) => rule))].sort();
  return {
    tool: {
      driver: {
        name: 'tracefit',
        semanticVersion: report.tool.version,
        rules: rules.map((id) => ruleObject(id, options)),
      },
    },
    // Columns are counted in UTF-16 units, as everywhere in tracefit.
    columnKind: 'utf16CodeUnits',
    results: [
      ...report.findings.map((finding) => result(finding, report, rules)),
      ...report.suppressed.map(({ finding, suppression }): Result => ({
        ...result(finding, report, rules),
        suppressions: [
          {
            kind: suppression.by === 'comment' ? 'inSource' : 'external',
            justification: visibleText(suppression.reason),
          },
        ],
      })),
    ],
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: report.unchecked.map(({ reason, file, line, column }) => ({
          level: 'note',
          message: { text: visibleText(`not checked: ${reason}`) },
          ...(file !== undefined && { locations: [location(file, { line: line ?? 1, column: column ?? 1 })] }),
        })),
      },
    ],
  };
}

function ruleObject(id: string, { rule }: RenderOptions): ReportingDescriptor {
  const text = rule?.(id);
  return {
    id,
    ...(text && {
      shortDescription: { text: text.title },
      defaultConfiguration: { level: levels[text.severity] },
      help: { text: text.help, markdown: text.page },
    }),
  };
}

function result(finding: Finding, report: Report, rules: readonly string[]): Result {
  const names = kernelNames(report.targets);
  return {
    ruleId: finding.rule,
    ruleIndex: rules.indexOf(finding.rule),
    level: levels[finding.severity],
    message: { text: [visibleText(finding.message), ...findingLines(finding, names)].join('\n') },
    locations: [location(finding.file, finding)],
    partialFingerprints: { 'tracefit/v1': finding.fingerprint },
    // One for each thing that was seen, with the kernels it was seen on: the place of all of them is the finding's.
    relatedLocations: finding.evidence.map((evidence, id) => ({
      id,
      message: {
        text: visibleText(
          [evidence.kind, evidence.targets.length === 0 ? '' : names.fold(evidence.targets), evidence.text]
            .filter((part) => part !== '')
            .join(': '),
        ),
      },
      ...location(finding.file, finding),
    })),
    ...(finding.edits && { fixes: [fix(finding, finding.edits)] }),
    properties: {
      effect: finding.effect,
      probe: visibleText(finding.probe),
      kernels: finding.targets.map(visibleText),
    },
  };
}

function fix(finding: Finding, edits: NonNullable<Finding['edits']>): Fix {
  return {
    description: { text: visibleText(finding.fix) },
    artifactChanges: [
      {
        artifactLocation: { uri: uriOf(finding.file) },
        replacements: edits.map(({ line, column, length, text }) => ({
          deletedRegion: region({ line, column, length }),
          insertedContent: { text },
        })),
      },
    ],
  };
}

interface Where {
  readonly line: number;
  readonly column: number;
  readonly length?: number;
}

function location(file: string, where: Where): Location {
  return { physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: region(where) } };
}

function region({ line, column, length }: Where): Region {
  return { startLine: line, startColumn: column, ...(length !== undefined && { endColumn: column + length }) };
}

/** A path as the relative reference of a URI, RFC 3986. */
function uriOf(file: string): string {
  // Halves of surrogate pairs, which no URI can hold, are spelled out.
  return visibleText(file).split('/').map(encodeURIComponent).join('/');
}
