import type { TraceFormat } from '../../trace-format';
import { findControlFile } from './control-file';
import type * as parser from './parse';

/** What ftrace traces: the files of tracefs that choose functions and events, filters, triggers, histograms. */
export const ftraceFilter: TraceFormat = {
  id: 'ftrace_filter',
  title: "ftrace's filters and triggers",
  suffixes: ['.ftrace_filter', '.set_event', '.synthetic_events'],
  detect: (file) => findControlFile(file.path) !== undefined,
  parse(file) {
    const { parse } = require('./parse') as typeof parser;
    return parse(file);
  },
};
