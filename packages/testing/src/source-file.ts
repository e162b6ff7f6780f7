import type { SourceFile } from '@tracefit/trace';

/** A source file with this text, as the command would have read it from `path`. */
export function sourceFile(path: string, text: string): SourceFile {
  return { path, text, bytes: new TextEncoder().encode(text) };
}
