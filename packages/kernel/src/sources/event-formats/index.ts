import { FormatError } from '@tracefit/btf';
import type { KernelTracepoint } from '@tracefit/model';
import type { KernelSource } from '../../kernel-source';
import { EMPTY_PART } from '../../parts/source-part';
import { parseEventFormat } from '../../parse-event-format';

/** A header between files, as `tail -n +1 events/*\/*\/format` prints it, or one that begins with `#`. */
const HEADER = /^(?:==> (\S+) <==|#+ (\S+))$/;
const MAX_TEXT = 256 * 1024 * 1024;

/** tracefs' `events/SYSTEM/NAME/format`: one of them, or many with headers between. */
export const eventFormats: KernelSource = {
  id: 'event-formats',
  title: "tracefs' events/SYSTEM/NAME/format, one or many",
  detect: ({ bytes }) =>
    /^(?:(?:==> \S+\/format <==|#+ \S+\/format)\n+)?name: \S+\nID: \d+\nformat:\n/.test(
      Buffer.from(bytes.subarray(0, 1024)).toString('latin1'),
    ),
  read: ({ path, bytes }, context) => {
    context.progress('reading the trace events');
    if (bytes.length > MAX_TEXT) throw new FormatError('the text is too long for trace events', 0);
    return { ...EMPTY_PART, tracepoints: parseAll(path, Buffer.from(bytes).toString('utf8')) };
  },
};

function parseAll(path: string, text: string): KernelTracepoint[] {
  const tracepoints: KernelTracepoint[] = [];
  let lines: string[] = [];
  let header = path;
  let start = 0;
  let at = 0;
  const finish = () => {
    if (lines.some((line) => line.trim() !== ''))
      tracepoints.push(parseEventFormat(systemOf(header, start), lines, start));
    lines = [];
  };
  for (const line of text.split('\n')) {
    const match = HEADER.exec(line);
    if (match) {
      finish();
      header = match[1] ?? match[2] ?? '';
      start = at;
    } else {
      lines.push(line);
    }
    at += line.length + 1;
  }
  finish();
  return tracepoints;
}

/** `.../events/SYSTEM/NAME/format` */
function systemOf(path: string, offset: number): string {
  const system = /([^/]+)\/[^/]+\/format$/.exec(path)?.[1];
  if (system === undefined) {
    throw new FormatError(`the system of a trace event is not told by its path, SYSTEM/NAME/format: ${path}`, offset);
  }
  return system;
}
