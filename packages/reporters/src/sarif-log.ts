import type { Location, Log, Notification, Region, Run } from 'sarif';
import { visibleJson, visibleText } from './visible-text';

/** A place in a file, from which on `length` UTF-16 units are meant. */
export interface SarifPlace {
  readonly line: number;
  readonly column?: number;
  readonly length?: number;
}

/** SARIF 2.1.0 (OASIS) with one run, as text. */
export function sarifLog({
  version,
  ...run
}: Omit<Run, 'tool'> & Pick<Run['tool']['driver'], 'version' | 'rules'>): string {
  const { rules, ...rest } = run;
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'tracefit',
            ...(version !== undefined && { semanticVersion: version }),
            ...(rules && { rules }),
          },
        },
        // Columns are counted in UTF-16 units, as everywhere in tracefit.
        columnKind: 'utf16CodeUnits',
        ...rest,
      },
    ],
  };
  return `${visibleJson(JSON.stringify(log, undefined, 2))}\n`;
}

/** Something that was not looked at. */
export function notification(text: string, locations?: readonly Location[]): Notification {
  return { level: 'note', message: { text: visibleText(text) }, ...(locations && { locations: [...locations] }) };
}

export function location(file: string, where: SarifPlace): Location {
  return { physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: region(where) } };
}

export function region({ line, column, length }: SarifPlace): Region {
  return {
    startLine: line,
    ...(column !== undefined && { startColumn: column }),
    ...(column !== undefined && length !== undefined && { endColumn: column + length }),
  };
}

/** A path as the relative reference of a URI, RFC 3986. */
export function uriOf(file: string): string {
  // Halves of surrogate pairs, which no URI can hold, are spelled out.
  return visibleText(file).split('/').map(encodeURIComponent).join('/');
}
