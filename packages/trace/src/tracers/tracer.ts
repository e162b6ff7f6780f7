import type { ParseProblem, Probe, TraceFile, TraceTool } from '@tracefit/model';
import type { MappedText } from '../embedded/mapped-text';
import type { EmbeddedDefinition } from '../embedded/read-embedded';
import type { SourceFile } from '../trace-format';

/** A program whose command line says what is traced. */
export interface Tracer {
  /** The name it is called by, without a folder. */
  readonly name: string;
  /** How it is called, with its folder, where it has several names. */
  readonly called?: RegExp;
  /**
   * The definitions in a command line; none where it traces nothing.
   *
   * @param words the words behind the program's name, as the program gets them
   * @param command what it is called by
   */
  find(words: readonly MappedText[], command: string): readonly EmbeddedDefinition[];
}

/** What one reader of a command line found, as a trace definition of its own. */
export function traceOf(
  file: SourceFile,
  tool: TraceTool,
  probes: readonly Probe[],
  problems: readonly ParseProblem[] = [],
): TraceFile {
  return { path: file.path, format: file.path, tool, text: file.text, probes, declared: [], problems };
}
