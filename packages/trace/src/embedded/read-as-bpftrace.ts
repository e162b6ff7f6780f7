import type { TraceFile } from '@tracefit/model';
import type { NestedReader, SourceFile } from '../trace-format';
import { concatTexts, type Part } from './mapped-text';
import { readEmbedded } from './read-embedded';

/**
 * Reads a script of a language that is close to bpftrace's, once it is rewritten into that. What bpftrace would call a
 * mistake is only something that is not understood: the languages differ.
 */
export function readAsBpftrace(
  file: SourceFile,
  format: string,
  parts: readonly Part[],
  readNested: NestedReader,
): TraceFile {
  const read = readEmbedded({ lang: 'bpftrace', text: concatTexts(parts) }, readNested);
  const problems = read.problems.map(({ message, span }) => ({ kind: 'unsupported' as const, message, span }));
  // That an attach point may be missing among others is bpftrace's own way.
  const probes = read.probes.map((probe) => {
    const { tool, list, ...rest } = probe;
    return tool === undefined && list === undefined ? probe : rest;
  });
  return {
    path: file.path,
    format,
    tool: 'other',
    text: file.text,
    probes,
    declared: read.declared,
    problems: [...new Map(problems.map((problem) => [`${problem.span.start} ${problem.message}`, problem])).values()],
  };
}

/** Where nothing inside of a definition may be read in another language. */
export function unreadable(file: SourceFile, format: string): TraceFile {
  const span = { start: 0, end: 0, line: 1, column: 1 };
  const problems = [{ kind: 'unsupported' as const, message: `a script of ${format} inside of another`, span }];
  return { path: file.path, format, tool: 'other', text: file.text, probes: [], declared: [], problems };
}
