import { looksLikeBpftrace } from '../../looks-like-bpftrace';
import { isProse } from '../../prose';
import type { SourceFile, TraceFormat } from '../../trace-format';

/** bpftrace scripts, versions 0.17 to 0.27 (docs/language.md of bpftrace). */
export const bpftrace: TraceFormat = {
  id: 'bpftrace',
  title: 'bpftrace script',
  suffixes: ['.bt'],
  detect,
  parse(file) {
    // The parser is loaded only where a script is met.
    const { parse } = require('./parse') as Pick<TraceFormat, 'parse'>;
    return parse(file);
  },
};

/** Enough of a file to see what it is. */
const head = 64 * 1024;

function detect({ path, text }: SourceFile): boolean {
  const start = text.slice(0, head);
  if (start.startsWith('#!')) return /^#![^\n]*\bbpftrace\b/.test(start);
  if (isProse(path)) return false;
  return looksLikeBpftrace(start);
}
