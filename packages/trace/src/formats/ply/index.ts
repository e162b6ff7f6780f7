import type { TraceFormat } from '../../trace-format';
import type * as parser from './parse';

/** Scripts of ply. */
export const ply: TraceFormat = {
  id: 'ply',
  title: 'a ply script',
  suffixes: ['.ply'],
  detect: ({ text }) => /^#![^\n]*\bply\b/.test(text.slice(0, 1000)),
  parse(file, readNested) {
    const { parse } = require('./parse') as typeof parser;
    return parse(file, readNested);
  },
};
