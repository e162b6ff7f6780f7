import type { SourceFile, TraceFormat } from '../../trace-format';
import type * as parser from './parse';

/** SystemTap scripts, as stap 4.8 to 5.3 reads them (stap(1), stapprobes(3stap)). */
export const systemtap: TraceFormat = {
  id: 'systemtap',
  title: 'SystemTap script',
  suffixes: ['.stp'],
  detect,
  parse(file) {
    const { parse } = require('./parse') as typeof parser;
    return parse(file);
  },
};

/** Enough of a file to see what it is. */
const head = 64 * 1024;

function detect({ path, text }: SourceFile): boolean {
  const start = text.slice(0, head);
  if (start.startsWith('#!')) return /^#![^\n]*\bstap\b/.test(start);
  // Pages about SystemTap hold scripts, and are none.
  if (/\.\w+$/.test(path)) return false;
  return /^probe[ \t]+(?:(?:kernel|module|kprobe|process)[.(]|(?:syscall|timer|vfs|netdev|scheduler)\.\w)/m.test(start);
}
