import { FormatError } from '@tracefit/btf';
import type { EventField, KernelTracepoint } from '@tracefit/model';
import type { Address, KernelImage } from '../image/kernel-image';
import type { EvalMaps } from './eval-maps';
import { readEvalMaps } from './eval-maps';
import { commonFields, readFieldTable, readFieldTableLayout } from './event-fields';
import type { FieldTable } from './event-fields';
import type { ImageTypes } from './image-types';
import { readPointerTable } from './pointer-table';
import { byteOffsetOf } from './struct-layout';
import { readSyscallEvents } from './syscall-events';
import type { SyscallMetadata } from './syscall-metadata';

/** The trace events of an image, and what could not be read of them. */
export interface TraceEvents {
  readonly events: readonly KernelTracepoint[];
  /** Whether every entry of the table was read; fields may still be missing. */
  readonly complete: boolean;
  readonly notes: readonly string[];
}

/** What the events of one image are read with. */
interface EventReader {
  readonly image: KernelImage;
  readonly call: CallLayout;
  readonly table: FieldTable | undefined;
  readonly common: readonly EventField[] | undefined;
  readonly headerSize: number;
  readonly evals: EvalMaps;
  readonly tracepoints: ReadonlySet<Address>;
}

/** Byte offsets in struct trace_event_call, struct trace_event_class and struct tracepoint. */
interface CallLayout {
  readonly class: number;
  readonly name: number;
  readonly printFormat: number;
  readonly system: number;
  readonly fieldTable: number | undefined;
  readonly tracepointName: number;
}

/**
 * Reads `__start_ftrace_events .. __stop_ftrace_events`: pointers to struct trace_event_call, laid out as the kernel's
 * own BTF says. Fields come from the `trace_event_fields` tables (5.8 and newer), those of system calls from their metadata.
 */
export function readTraceEvents(
  image: KernelImage,
  types: ImageTypes,
  syscalls: readonly SyscallMetadata[],
): TraceEvents {
  const range = image.rangeOf('__start_ftrace_events', '__stop_ftrace_events');
  if (!range) return { events: [], complete: false, notes: ['the image has no table of trace events'] };
  const call = readCallLayout(types);
  if (!call) return { events: [], complete: false, notes: ['the layout of trace events is not known without BTF'] };
  const reader: EventReader = {
    image,
    call,
    table: readFieldTableLayout(types),
    common: commonFields(types),
    headerSize: types.struct('trace_entry')?.size ?? 0,
    evals: readEvalMaps(image, types),
    tracepoints: findTracepoints(image),
  };
  const events = new Map<string, KernelTracepoint>();
  let damaged = 0;
  for (const at of readPointerTable(image, range, 'the table of trace events')) {
    const event = at === undefined ? undefined : tryReading(() => readEvent(reader, at));
    if (!event) damaged++;
    else if (event !== 'made by the kernel') events.set(`${event.system}:${event.name}`, event);
  }
  for (const event of readSyscallEvents(syscalls, types, reader.common))
    events.set(`${event.system}:${event.name}`, event);
  const notes = damaged === 0 ? [] : [`${String(damaged)} trace events of the image could not be read`];
  return { events: [...events.values()], complete: damaged === 0, notes };
}

function readCallLayout(types: ImageTypes): CallLayout | undefined {
  const call = types.struct('trace_event_call');
  const eventClass = types.struct('trace_event_class');
  const tracepoint = types.struct('tracepoint');
  if (!call || !eventClass || !tracepoint) return undefined;
  const offsets = {
    class: byteOffsetOf(call, 'class'),
    name: byteOffsetOf(call, 'name'),
    printFormat: byteOffsetOf(call, 'print_fmt'),
    system: byteOffsetOf(eventClass, 'system'),
    tracepointName: byteOffsetOf(tracepoint, 'name'),
  };
  const { class: classAt, name, printFormat, system, tracepointName } = offsets;
  if (classAt === undefined || name === undefined || printFormat === undefined) return undefined;
  if (system === undefined || tracepointName === undefined) return undefined;
  return {
    class: classAt,
    name,
    printFormat,
    system,
    fieldTable: byteOffsetOf(eventClass, 'fields_array'),
    tracepointName,
  };
}

/** One event; those of system calls are made from the metadata instead. `undefined` where a pointer leads nowhere. */
function readEvent(reader: EventReader, at: Address): KernelTracepoint | 'made by the kernel' | undefined {
  const { image, call } = reader;
  const eventClass = image.readPointer(at + call.class);
  const named = image.readPointer(at + call.name);
  const systemAt = eventClass === undefined ? undefined : image.readPointer(eventClass + call.system);
  if (eventClass === undefined || named === undefined || systemAt === undefined) return undefined;
  const system = image.readString(systemAt);
  if (system === 'syscalls') return 'made by the kernel';
  const name = readEventName(reader, named);
  if (name === undefined) return undefined;
  const fields = readFields(reader, eventClass, systemAt);
  const printAt = image.readPointer(at + call.printFormat);
  const print = printAt === undefined ? undefined : reader.evals.inPrintFormat(systemAt, image.readString(printAt));
  return { system, name, ...(fields ? { fields } : {}), ...(print === undefined ? {} : { print }) };
}

/**
 * A union of the name itself and the struct tracepoint that has it; a flag tells which, and so does the symbol there, or without
 * symbols of data that a struct with a pointer in front does not read like a name.
 */
function readEventName(reader: EventReader, named: Address): string | undefined {
  const { image, call, tracepoints } = reader;
  const isTracepoint = tracepoints.size > 0 ? tracepoints.has(named) : !/^\w+$/.test(image.readString(named));
  const nameAt = isTracepoint ? image.readPointer(named + call.tracepointName) : named;
  return nameAt === undefined ? undefined : image.readString(nameAt);
}

/** Where each struct tracepoint lies. */
function findTracepoints(image: KernelImage): Set<Address> {
  const symbols = image.symbols.filter((symbol) => symbol.name.startsWith('__tracepoint_'));
  return new Set(symbols.map((symbol) => symbol.address));
}

function readFields(reader: EventReader, eventClass: Address, system: Address): EventField[] | undefined {
  const { image, call, table, common } = reader;
  if (!table || !common || call.fieldTable === undefined) return undefined;
  const rows = image.readPointer(eventClass + call.fieldTable);
  if (rows === undefined) return undefined;
  const { fields, whole } = readFieldTable(image, table, rows, reader.headerSize);
  if (!whole) return undefined;
  return [...common, ...fields.map((field) => ({ ...field, type: reader.evals.inFieldType(system, field.type) }))];
}

function tryReading<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}
