/** Puts text into a part of a Markdown page that a command marks as its own, or at the page's end. */
export function updateMarkedPart(page: string, command: string, text: string): string {
  const [begin, end] = ['below', 'above'].map((side) => `<!-- made by \`${command}\`; do not edit ${side} -->`);
  const part = [begin, text, end].join('\n\n');
  const from = page.indexOf(begin ?? '');
  const to = page.indexOf(end ?? '');
  if (from < 0 || to < from) return `${page.trimEnd()}\n\n${part}\n`;
  return page.slice(0, from) + part + page.slice(to + (end ?? '').length);
}
