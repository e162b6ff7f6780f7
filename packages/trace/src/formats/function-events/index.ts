import { basename } from 'node:path';
import type { TraceFormat } from '../../trace-format';
import type * as parser from './parse';

const type = String.raw`(?:NULL|(?:unsigned\s+)?(?:long|int|short|char|size_t|[usx](?:8|16|32|64)|symbol|string)\b)`;

/** A line that is one: a function and, in parentheses, nothing or a type. */
const event = new RegExp(String.raw`^\w+\s*\(\s*(?:\)|${type}[^;{}]*\))\s*$`);

/** How many lines `detect` looks at, and how much of each. */
const looksAt = { lines: 20, text: 10_000, line: 300 };

/** Function-based events, the proposal of 2018: what to record of a function, written like its prototype. */
export const functionEvents: TraceFormat = {
  id: 'function_events',
  title: 'function-based events',
  suffixes: ['.function_events'],
  detect(file) {
    if (basename(file.path) === 'function_events') return true;
    const lines = file.text
      .slice(0, looksAt.text)
      .split('\n', looksAt.lines)
      .map((line) => line.slice(0, looksAt.line).replace(/#.*$/, '').trim())
      .filter((line) => line !== '');
    return lines.length > 0 && lines.every((line) => event.test(line));
  },
  parse(file) {
    const { parse } = require('./parse') as typeof parser;
    return parse(file);
  },
};
