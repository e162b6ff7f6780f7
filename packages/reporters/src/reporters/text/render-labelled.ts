import { displayWidth, padText } from '../../display-width';
import { wrapWords } from '../../wrap-words';
import type { TextContext } from './text-context';

/** The column labels take, the blank behind them included. */
const labelWidth = 11;
/** The widest a column of kernels gets; where it does not do, the text goes on the next line. */
const kernelsWidth = 26;

/** Prose is not squeezed into fewer columns than these. */
const leastProse = 40;

/** A label with one text, or with rows of kernels and what is said of them. */
export interface Labelled {
  readonly label: string;
  /** Empty where the text is not about certain kernels. */
  readonly kernels?: string;
  readonly text: string;
}

/** Rows under one another, labels aligned, kernels aligned, prose wrapped to the terminal. A label is said once. */
export function renderLabelled(rows: readonly Labelled[], context: TextContext): readonly string[] {
  const columns = Math.min(kernelsWidth, Math.max(0, ...rows.map((row) => displayWidth(row.kernels ?? ''))));
  const lines: string[] = [];
  let before = '';
  for (const row of rows) {
    const label = padText(row.label === before ? '' : row.label, labelWidth);
    before = row.label;
    const [first = '', ...more] = cells(row, columns, context.width - labelWidth - 2);
    lines.push(`  ${context.style.cyan(label)}${first}`.trimEnd());
    for (const line of more) lines.push(`  ${' '.repeat(labelWidth)}${line}`);
  }
  return lines;
}

function cells({ kernels, text }: Labelled, columns: number, width: number): readonly string[] {
  if (kernels === undefined) return wrapWords(text, width);
  if (text === '') return [kernels];
  const room = width - columns - 2;
  const beside = displayWidth(kernels) <= columns && (room >= leastProse || displayWidth(text) <= room);
  if (!beside) return [kernels, ...wrapWords(text, width - 2).map((line) => `  ${line}`)];
  return wrapWords(text, room).map((line, at) => `${padText(at === 0 ? kernels : '', columns)}  ${line}`);
}
