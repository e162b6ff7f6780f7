/** A line of a file, counted from 1, without its end; undefined where there is no such line or no text. */
export type SourceLines = (path: string, line: number) => string | undefined;

/** Finds lines in texts; each text is split once, however many places of it are shown. */
export function sourceLines(source: (path: string) => string | undefined): SourceLines {
  const texts = new Map<string, readonly string[]>();
  return (path, line) => {
    let lines = texts.get(path);
    if (!lines) {
      const text = source(path);
      // A text with NUL is not one that can be shown by its lines.
      lines = text === undefined || text.includes('\0') ? [] : text.split(/\r\n|\n|\r/);
      texts.set(path, lines);
    }
    return lines[line - 1];
  };
}
