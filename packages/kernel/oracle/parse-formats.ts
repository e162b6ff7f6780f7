import type { EventField } from '@tracefit/model';

/** What a booted kernel shows of one trace event. */
export interface ShownEvent {
  readonly fields: readonly EventField[];
  readonly print: string;
}

/** Parses all `events/SYSTEM/NAME/format` files, one after another, each under a line `### SYSTEM/NAME`. */
export function parseFormats(text: string): Map<string, ShownEvent> {
  const events = new Map<string, ShownEvent>();
  for (const part of text.split(/^### /m).slice(1)) {
    const end = part.indexOf('\n');
    const [system = '', name = ''] = part.slice(0, end).split('/');
    const [head = '', print = ''] = part.slice(end + 1).split(/^print fmt: /m);
    const fields = head.split('\n').flatMap((line) => parseField(line) ?? []);
    events.set(`${system}:${name}`, { fields, print: print.replace(/\n+$/, '') });
  }
  return events;
}

const FIELD = /^\tfield:(.*);\toffset:(\d+);\tsize:(\d+);\tsigned:([01]);$/;

/** The file writes an array's length after the name, `char comm[16]`; its type is `char[16]`. */
function parseField(line: string): EventField | undefined {
  const [, declaration = '', offset, size, signed] = FIELD.exec(line) ?? [];
  const [, before = '', name, length = ''] = /^(.*?)(\w+)((?:\[.*\])?)$/.exec(declaration) ?? [];
  if (name === undefined) return undefined;
  const type = before.trimEnd() + length;
  return { name, type, offset: Number(offset), size: Number(size), signed: signed === '1' };
}
