import type { TraceFormat } from '../../trace-format';
import type * as parser from './parse';

/** Scripts in D for DTrace on Linux, version 2. */
export const dtrace: TraceFormat = {
  id: 'dtrace',
  title: 'a DTrace script',
  suffixes: [],
  detect: ({ path, text }) => {
    const head = text.slice(0, 64 * 1024);
    if (/^#![^\n]*\bdtrace\b/.test(head)) return true;
    // `.d` is also the suffix of lists of dependencies, and of a programming language.
    return path.endsWith('.d') && /^\s*(?:raw)?(?:fbt|syscall|sdt|rawtp|profile|dtrace):\S*:\S*:/m.test(head);
  },
  parse(file, readNested) {
    const { parse } = require('./parse') as typeof parser;
    return parse(file, readNested);
  },
};
