import type { TraceFile } from '@tracefit/model';

/** A file with a trace definition. `text` is decoded UTF-8; `bytes` serves binary formats. */
export interface SourceFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly text: string;
  /** The architecture of the program that carries the definition, where it is compiled: `x86_64`. */
  readonly arch?: string;
  /** That program itself. */
  readonly carrier?: Uint8Array;
  /**
   * Reads a file by its path from the directory of this one, for what it includes or what stands beside it. `undefined`: there
   * is none, it is too large, or it lies outside of what the user gave. Absent: nothing else may be read.
   */
  readonly beside?: (path: string) => SourceFile | undefined;
  /** The tapset whose aliases SystemTap scripts may use, as it is on the user's machine; absent: there is none. */
  readonly tapset?: Tapset | undefined;
}

/** A directory of SystemTap's tapset. */
export interface Tapset {
  readonly directory: string;
  /** The paths of its files from there. */
  names(): readonly string[];
  /** The text of a file; `undefined` where it cannot be read. */
  read(name: string): string | undefined;
}

/** What reads one way of writing traces. A format is a folder of `formats/` and one line of `registry.ts`. */
export interface TraceFormat {
  /** Kebab-case with `_` where the field writes it so (`kprobe_events`); the value of `--lang`. */
  readonly id: string;
  readonly title: string;
  /** File suffixes with the dot that belong to this format alone. */
  readonly suffixes: readonly string[];
  /** The definition is not text; `SourceFile.text` means nothing. Files of all other formats are refused if they hold a NUL. */
  readonly binary?: true;
  /** Cheap: shebang and first lines, where the suffix does not tell. */
  detect(file: SourceFile): boolean;
  /**
   * Never throws for bad text: what cannot be read is a problem, and reading goes on.
   *
   * @param readNested reads a definition of another format inside of this one; without it such parts are `unsupported`
   */
  parse(file: SourceFile, readNested?: NestedReader): TraceFile;
}

/** Reads text found inside of a definition as the format `lang`; its places count from the start of that text. */
export type NestedReader = (file: SourceFile, lang: string) => TraceFile;
