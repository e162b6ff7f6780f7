import { FormatError } from '@tracefit/btf';
import type { EventField, KernelTracepoint } from '@tracefit/model';

const FIELD = /^\tfield:([^;]+);\toffset:(\d+);\tsize:(\d+);(?:\tsigned:(\d+);)?$/;
/** The declaration of a field: type, name, and dimensions behind the name. */
const DECLARATION = /^(.*[ *])(\w+)((?:\[[^\]]*\])*)$/;

/**
 * Parses the lines of a trace event's format file (kernel/trace/trace_events.c, f_show()).
 * @param offset where the lines begin, for errors
 * @throws FormatError where a line is none of such a file
 */
export function parseEventFormat(system: string, lines: readonly string[], offset: number): KernelTracepoint {
  const fields: EventField[] = [];
  let name: string | undefined;
  let print: string | undefined;
  let at = offset;
  lines.forEach((line, i) => {
    if (line.startsWith('name: ')) {
      name = line.slice('name: '.length).trim();
    } else if (line.startsWith('\tfield:')) {
      fields.push(parseField(line, at));
    } else if (line.startsWith('print fmt: ')) {
      // The last line; a format text may itself have line ends.
      print ??= [line.slice('print fmt: '.length), ...lines.slice(i + 1)].join('\n').trimEnd();
    } else if (print === undefined && line !== '' && line !== 'format:' && !line.startsWith('ID: ')) {
      throw new FormatError('a line is none of a trace event', at);
    }
    at += line.length + 1;
  });
  if (name === undefined || name === '') throw new FormatError('a trace event has no name', offset);
  return { system, name, fields, ...(print === undefined ? {} : { print }) };
}

function parseField(line: string, at: number): EventField {
  const [, declaration = '', offset, size, signed] = FIELD.exec(line) ?? [];
  const [, type = '', name = '', dimensions = ''] = DECLARATION.exec(declaration) ?? [];
  if (name === '') throw new FormatError('a field of a trace event cannot be read', at);
  return {
    name,
    type: type.trim() + dimensions,
    offset: Number(offset),
    size: Number(size),
    signed: signed !== undefined && signed !== '0',
  };
}
