import type { TraceFormat } from '../../trace-format';
import type * as parser from './parse';

/** What it is, and where it is described. */
export const template: TraceFormat = {
  id: '_template',
  title: 'a template',
  suffixes: ['._template'],
  detect: (file) => file.text.startsWith('# _template\n'),
  parse(file) {
    // The parser is loaded when the first file of the format is met.
    const { parse } = require('./parse') as typeof parser;
    return parse(file);
  },
};
