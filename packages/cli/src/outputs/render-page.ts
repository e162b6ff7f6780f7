import type { Style } from '@tracefit/reporters';

/** A page of Markdown for the terminal: as it stands, headings and code told apart by colour. */
export function renderPage(page: string, style: Style): string {
  let code = false;
  return page
    .split('\n')
    .map((line) => {
      if (line.startsWith('```')) {
        code = !code;
        return style.dim(line);
      }
      if (code) return style.cyan(line);
      return /^#{1,6} /.test(line) ? style.bold(line) : line;
    })
    .join('\n');
}
