import path from 'node:path';
import { UsageError } from '@tracefit/model';
import { readSmallFile } from '../inputs/read-small-file';
import type { Io } from '../io';

const begin = '<!-- tracefit support -->';
const end = '<!-- end of tracefit support -->';

/**
 * The text of a file that has, or gets, the table.
 *
 * @param must whether it has to have one
 * @throws UsageError where it cannot be read, or the comments around the table do not fit together
 */
export function tableIn(file: string, io: Io, must: boolean): string {
  const target = path.resolve(io.cwd, file);
  const text = must || io.fs.existsSync(target) ? readSmallFile(target, file, io) : '';
  const [first, last] = [text.indexOf(begin), text.indexOf(end)];
  if (first < 0 && last < 0 && must) throw new UsageError(`no table between ${begin} and ${end}: ${file}`);
  if (first < 0 !== last < 0 || last < first || text.includes(begin, first + 1) || text.includes(end, last + 1)) {
    throw new UsageError(`${begin} and ${end} do not stand once each, in this order: ${file}`);
  }
  return text;
}

/** The text with the table in it: in place of the one that is there, or at the end. */
export function replaceTable(text: string, table: string): string {
  // Lines end as those of the file do.
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const block = [begin, '', table, '', end].join('\n').replaceAll('\n', lineEnd);
  const [first, last] = [text.indexOf(begin), text.indexOf(end)];
  if (first >= 0) return text.slice(0, first) + block + text.slice(last + end.length);
  const gap = text === '' ? '' : text.endsWith('\n') ? lineEnd : lineEnd.repeat(2);
  return `${text}${gap}${block}${lineEnd}`;
}
