import type { Address } from '../src/image/kernel-image';
import type { ImageBuilder } from './build-image';

/** A field as TP_STRUCT__entry declares it. */
export interface TracedField {
  readonly type: string;
  readonly name: string;
  readonly size: number;
  readonly align: number;
  readonly signed?: boolean;
  readonly len?: number;
}

const FIELD_SIZE = 40;

/** Adds a table of fields as the kernel lays it out since 6.6, closed by an empty row. */
export function addFieldTable(builder: ImageBuilder, fields: readonly TracedField[]): Address {
  const rows = fields.map((field) => ({
    ...field,
    typeAt: builder.text(field.type),
    nameAt: builder.text(field.name),
  }));
  let first: Address | undefined;
  for (const row of rows) {
    const members = new Map<number, { readonly pointer: Address } | { readonly number: number }>([
      [0, { pointer: row.typeAt }],
      [8, { pointer: row.nameAt }],
      [16, { number: row.size }],
      [20, { number: row.align }],
      [24, { number: row.signed === true ? 1 : 0 }],
      [32, { number: row.len ?? 0 }],
    ]);
    const at = builder.struct(FIELD_SIZE, members);
    first ??= at;
  }
  const end = builder.struct(FIELD_SIZE, new Map());
  return first ?? end;
}

/** Adds a trace event of a class of its own; the address of its struct trace_event_call. */
export function addTraceEvent(
  builder: ImageBuilder,
  event: {
    readonly system: string;
    readonly name: string;
    readonly fields: readonly TracedField[];
    readonly print: string;
  },
): Address {
  const system = builder.text(event.system);
  const fields = addFieldTable(builder, event.fields);
  const eventClass = builder.struct(
    24,
    new Map([
      [0, { pointer: system }],
      [16, { pointer: fields }],
    ]),
  );
  const tracepoint = builder.struct(16, new Map([[0, { pointer: builder.text(event.name) }]]));
  builder.symbol(`__tracepoint_${event.name}`, tracepoint, 'D');
  const print = builder.text(event.print);
  return builder.struct(
    48,
    new Map([
      [16, { pointer: eventClass }],
      [24, { pointer: tracepoint }],
      [32, { pointer: print }],
    ]),
  );
}
