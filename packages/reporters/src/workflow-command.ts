import { visibleText } from './visible-text';

/** A place in a file, from which on `length` characters are meant. */
export interface AnnotatedPlace {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
  readonly length?: number;
}

/**
 * A workflow command of GitHub Actions, which becomes an annotation: of a line, or without a place of the run.
 *
 * @param text shown as it is: words of foreign origin are spelled out already
 */
export function workflowCommand(
  word: 'error' | 'warning' | 'notice',
  at: AnnotatedPlace | undefined,
  title: string,
  text: string,
): string {
  const { column, length } = at ?? {};
  const properties = [
    ...(at ? [`file=${property(at.file)}`, `line=${at.line}`] : []),
    ...(column === undefined ? [] : [`col=${column}`]),
    ...(column === undefined || length === undefined ? [] : [`endColumn=${column + length}`]),
    `title=${property(`tracefit ${title}`)}`,
  ];
  return `::${word} ${properties.join(',')}::${data(text)}`;
}

/** As the runner unescapes it: `%`, and the ends of lines. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(visibleText(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
