import type { Allowance, TraceFile } from '@tracefit/model';

/**
 * A comment for tracefit, in the comment signs of any format: at the beginning of a line or behind what stands there. A sign
 * inside of a string that began on the line is none.
 */
const directive = /(?:#|\/\/|\/?\*|--|;)[ \t]*tracefit:[ \t]*(written-for|allow)[ \t]+(\S+)[ \t]*(.*)$/;

/** A line with nothing but a comment, or a part of one. */
const commentLine = /^[ \t]*(?:#|\/\/|\/\*|\*|--|;)/;

/** What the comments of a definition say to tracefit: `tracefit: written-for ID`, `tracefit: allow RULE[,RULE].. REASON`. */
export function readDirectives(text: string): Pick<TraceFile, 'writtenFor' | 'allows'> {
  if (!text.includes('tracefit:')) return {};
  const lines = text.split(/\r?\n/);
  const allows: Allowance[] = [];
  let writtenFor: string | undefined;
  for (const [index, line] of lines.entries()) {
    const found = line.includes('tracefit:') ? directive.exec(line) : null;
    if (!found || isInString(line.slice(0, found.index))) continue;
    const [, word, value = '', rest = ''] = found;
    if (word === 'written-for') writtenFor ??= value;
    else allows.push(allowance(lines, index, found.index, value, rest));
  }
  return { ...(writtenFor === undefined ? {} : { writtenFor }), ...(allows.length > 0 ? { allows } : {}) };
}

function allowance(lines: readonly string[], index: number, column: number, rules: string, rest: string): Allowance {
  const forLine = lineMeant(lines, index, column);
  return {
    rules: rules.split(',').filter((rule) => rule !== ''),
    reason: rest.replace(/[ \t]*\*\/.*$/, '').trim(),
    line: index + 1,
    ...(forLine === undefined ? {} : { forLine }),
  };
}

/** The line a comment is for: its own, the next that is more than a comment, or no single one where it ends the head of the file. */
function lineMeant(lines: readonly string[], index: number, column: number): number | undefined {
  const before = (lines[index] ?? '').slice(0, column);
  if (before.trim() !== '') return index + 1;
  let next = index + 1;
  while (commentLine.test(lines[next] ?? '')) next++;
  const isHead = lines.slice(0, index).every((line) => line.trim() === '' || commentLine.test(line));
  return isHead && (lines[next] ?? '').trim() === '' ? undefined : next + 1;
}

function isInString(before: string): boolean {
  return (before.replace(/\\./g, '').match(/"/g) ?? []).length % 2 === 1;
}
