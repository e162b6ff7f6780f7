import type { ReportFile, ReportProblem } from '@tracefit/model';
import { countWords } from '../../count-words';
import { groupBy } from '../../group-by';
import { visibleText } from '../../visible-text';
import { wrapWords } from '../../wrap-words';
import { renderExcerpt } from './excerpt';
import type { TextContext } from './text-context';

/** At most so many messages of one file are shown; a file in another language has one on every line. */
const mostMessages = 5;
/** At most so many lines with the same message are named. */
const mostLines = 10;

const words: Readonly<Record<ReportProblem['kind'], string>> = {
  syntax: 'not readable',
  unsupported: 'not supported',
};

/** The places of a file that were not understood: one block for each message, at its first place. */
export function renderProblems(file: ReportFile, context: TextContext): readonly (readonly string[])[] {
  const groups = [...groupBy(file.problems, (problem) => `${problem.kind} ${problem.message}`).values()];
  const blocks = groups.slice(0, mostMessages).map((same) => renderProblem(file, same, context));
  const rest = groups.slice(mostMessages).flat().length;
  if (rest === 0) return blocks;
  const more = `and ${countWords(rest, 'more place')} of ${visibleText(file.path)} that could not be understood`;
  return [...blocks, [context.style.yellow(more)]];
}

function renderProblem(file: ReportFile, same: readonly ReportProblem[], context: TextContext): readonly string[] {
  const [problem, ...others] = same;
  if (!problem) return [];
  const place = visibleText(`${file.path}:${problem.line}:${problem.column}`);
  const { bold, dim, yellow } = context.style;
  const lines = others.slice(0, mostLines).map((other) => String(other.line));
  if (others.length > mostLines) lines.push(`${others.length - mostLines} more`);
  return [
    `${bold(yellow(words[problem.kind]))} ${bold(place)}`,
    ...wrapWords(visibleText(problem.message), context.width - 2).map((line) => `  ${line}`),
    ...(lines.length === 0 ? [] : [dim(`  also on ${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}`)]),
    ...spaced(renderExcerpt(file.path, problem, context)),
  ];
}

function spaced(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}
