import { FormatError } from '@tracefit/btf';
import type { KernelTracepoint } from '@tracefit/model';
import { parseEventFormat } from '../parse-event-format';
import { EMPTY_PART } from '../parts/source-part';
import type { SourcePart } from '../parts/source-part';
import { ABSENT, notRead } from './system-files';
import type { SystemFiles } from './system-files';

/** Where tracefs is mounted, the newer place first (Documentation/trace/ftrace.rst). */
export const TRACEFS = ['/sys/kernel/tracing', '/sys/kernel/debug/tracing'] as const;

/** All trace events as `events/SYSTEM/NAME/format` tells them. */
export function readSystemEvents(files: SystemFiles): { part?: SourcePart; notes: string[] } {
  const root = TRACEFS.find((place) => files.list(`${place}/events`).length > 0);
  if (root === undefined) {
    const events = files.read(`${TRACEFS[0]}/events/header_page`);
    return {
      notes: [events.bytes ? 'not read: the trace events (there are none)' : notRead('the trace events', events)],
    };
  }
  const tracepoints: KernelTracepoint[] = [];
  const notes: string[] = [];
  for (const system of files.list(`${root}/events`)) {
    for (const name of files.list(`${root}/events/${system}`)) {
      const file = files.read(`${root}/events/${system}/${name}/format`);
      // Beside the events stand the files `enable` and `filter`, which have no format.
      if (!file.bytes) {
        if (file.refused !== ABSENT) notes.push(notRead('a trace event', file));
        continue;
      }
      try {
        const lines = Buffer.from(file.bytes).toString('utf8').split('\n');
        tracepoints.push(parseEventFormat(system, lines, 0));
      } catch (error) {
        if (!(error instanceof FormatError)) throw error;
        notes.push(notRead('a trace event', { path: file.path, refused: error.sentence }));
      }
    }
  }
  const complete: SourcePart['complete'] = notes.length === 0 && tracepoints.length > 0 ? ['tracepoints'] : [];
  return { part: { ...EMPTY_PART, complete, tracepoints }, notes };
}
