import { isProse } from '../../prose';
import type { SourceFile, TraceFormat } from '../../trace-format';
import type * as parser from './parse';

/** How much of a text `detect` looks at. */
const head = 256 * 1024;

/** Python programs that trace with BCC: the Python is followed, never run. */
export const bcc: TraceFormat = {
  id: 'bcc',
  title: 'BCC program',
  suffixes: [],
  detect,
  parse(file) {
    // The Python grammar is loaded only where such a program is met.
    const { parse } = require('./parse') as typeof parser;
    return parse(file);
  },
};

function detect({ path, text }: SourceFile): boolean {
  const start = text.slice(0, head);
  const isPython = path.endsWith('.py') || /^#![^\n]*\bpython/.test(start);
  if (!isPython && (start.startsWith('#!') || isProse(path))) return false;
  if (/^[ \t]*from[ \t]+bcc(?:\.\w+)?[ \t]+import\b|^[ \t]*import[ \t]+bcc\b/m.test(start)) return true;
  return isPython && /\bBPF\((?:text|src_file)=/.test(start);
}
