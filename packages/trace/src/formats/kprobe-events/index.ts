import { basename } from 'node:path';
import type { TraceFormat } from '../../trace-format';
import type * as parser from './parse';

/** Files of tracefs that take these commands; people name their own files after them. */
const names: ReadonlySet<string> = new Set(['kprobe_events', 'dynamic_events', 'uprobe_events']);

/** A line that says it is a command: `p:EVENT ..` and the like, or `p FUNCTION ..` with nothing but fetches behind it. */
const commands = [
  /^[prfte][0-9]*:[\w./-]*[ \t]+[\w.:/%+*?[\]()-]+([ \t]|$)/,
  /^[prf][0-9]*[ \t]+[\w.:*?]+(\+\w+)?(%return)?([ \t]+[^ \t]*[%$@+\\=>-][^ \t]*)*[ \t]*$/,
  /^e[ \t]+\w+[./]\w+([ \t]|$)/,
  /^s:(synthetic\/)?\w+[ \t]+\w+[ \t]+\w+/,
  /^-:[\w./-]+[ \t]*$/,
  /^kprobe_event="?[pr][0-9]*[:,]/,
];

/** How many lines `detect` looks at, and how much of each. */
const looksAt = { lines: 20, text: 10_000, line: 300 };

/** Dynamic events of ftrace: kprobes, function probes, tracepoint probes, event probes (Documentation/trace/kprobetrace.rst). */
export const kprobeEvents: TraceFormat = {
  id: 'kprobe_events',
  title: 'ftrace dynamic events',
  suffixes: ['.kprobe_events', '.dynamic_events'],
  detect(file) {
    if (names.has(basename(file.path))) return true;
    const lines = file.text
      .slice(0, looksAt.text)
      .split('\n', looksAt.lines)
      .map((line) => line.slice(0, looksAt.line).replace(/#.*$/, '').trim())
      .filter((line) => line !== '');
    return lines.length > 0 && lines.every((line) => commands.some((command) => command.test(line)));
  },
  parse(file) {
    const { parse } = require('./parse') as typeof parser;
    return parse(file);
  },
};
