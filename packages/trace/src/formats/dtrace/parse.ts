import type { ParseProblem, TraceFile } from '@tracefit/model';
import { pieceOf, type MappedText, type Part } from '../../embedded/mapped-text';
import { readAsBpftrace, unreadable } from '../../embedded/read-as-bpftrace';
import { rewrite, type Rewriting } from '../../embedded/rewrite';
import { createSpanMaker } from '../../span-maker';
import type { NestedReader, SourceFile } from '../../trace-format';
import { readDescription } from './description';
import { globalVariables } from '../../embedded/global-variables';
import { splitClauses, type Clause } from './split-clauses';
import { wordsOf } from './words';

/** Most probes of one clause. */
const maxDescriptions = 64;

/** Reads a script in D: its clauses, one for each probe, are bpftrace's but for some words. */
export function parse(file: SourceFile, readNested?: NestedReader): TraceFile {
  if (!readNested) return unreadable(file, 'dtrace');
  const { text } = file;
  const spanAt = createSpanMaker(text);
  const source: MappedText = { text, span: spanAt, unknownIn: () => [] };
  const problems: ParseProblem[] = [];
  const parts: Part[] = [];
  const variables = globalVariables(text);
  for (const clause of splitClauses(text)) {
    if (clause.problem !== undefined) {
      problems.push({ kind: 'unsupported', message: clause.problem, span: spanAt(clause.start, clause.end) });
    } else for (const part of lowerClause(clause, source, variables, problems)) parts.push(part);
  }
  const trace = readAsBpftrace(file, 'dtrace', parts, readNested);
  return { ...trace, problems: [...problems, ...trace.problems].sort((a, b) => a.span.start - b.span.start) };
}

function lowerClause(
  clause: Clause,
  source: MappedText,
  variables: readonly Rewriting[],
  problems: ParseProblem[],
): readonly Part[] {
  const { descriptions, start, headEnd, end } = clause;
  if (descriptions.length > maxDescriptions) {
    const message = `a clause with more than ${maxDescriptions} probes`;
    problems.push({ kind: 'unsupported', message, span: source.span(start, headEnd) });
    return [];
  }
  return descriptions.flatMap((word): readonly Part[] => {
    const read = readDescription(word.text);
    if (read.length === 0) {
      const message = `the places of the probe ${word.text} are not known`;
      problems.push({ kind: 'unsupported', message, span: source.span(word.start, word.end) });
      return [];
    }
    return read.flatMap((description): readonly Part[] => {
      // A name that does not stand there has a place without length.
      const placeEnd = description.renamed ? word.start : word.end;
      const head = pieceOf(source, word.start, placeEnd, description.probe);
      const body = rewrite(source, headEnd, end, [...wordsOf(description.mode), ...variables]);
      const empty = headEnd === end ? [{ value: pieceOf(source, end, end, ' { }') }] : [];
      return [
        { value: head },
        { value: pieceOf(source, headEnd, headEnd, ' ') },
        ...body,
        ...empty,
        { value: pieceOf(source, end, end, '\n') },
      ];
    });
  });
}
