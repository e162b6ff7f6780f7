import { printType, type Kernel } from '@tracefit/model';
import { notFound, there, type Presence } from './shape';

/** A trace event with the fields of its record, without those that every event has. */
export function tracepointShape(kernel: Kernel, name: string): Presence {
  const [system = '', event = ''] = name.split(':');
  const tracepoint = kernel.tracepoint(system, event);
  if (!tracepoint) return notFound(kernel.complete('tracepoints'), 'trace events');
  const fields = tracepoint.fields?.filter((field) => !field.name.startsWith('common_'));
  const items = (fields ?? []).map((field) => ({
    name: field.name,
    text: fieldText(field.type, field.name),
    place: field.offset,
  }));
  const width = Math.max(0, ...items.map((item) => item.text.length));
  return there({
    lines: items.map(
      ({ text, place }, at) => `${text.padEnd(width)}  /* ${place}, ${fields?.[at]?.size ?? 0} bytes */`,
    ),
    items,
    ...ofModule(tracepoint.module),
    notes: [...inModule(tracepoint.module), ...(fields ? [] : ['its fields were not read from this kernel'])],
    facts: tracepoint,
  });
}

function ofModule(module: string | undefined): { modules?: readonly string[] } {
  return module === undefined ? {} : { modules: [module] };
}

function inModule(module: string | undefined): readonly string[] {
  return module === undefined ? [] : [`in module ${module}`];
}

/** `char comm[16];` of the type `char[16]` and the name `comm`. */
function fieldText(type: string, name: string): string {
  const array = /^(.*?)((?:\[[^\]]*\])+)$/.exec(type);
  return array ? `${array[1] ?? ''} ${name}${array[2] ?? ''};` : `${type} ${name};`;
}

/** The prototype that a raw tracepoint program sees. */
export function rawTracepointShape(kernel: Kernel, name: string): Presence {
  const tracepoint = kernel.rawTracepoint(name);
  if (!tracepoint) return notFound(kernel.complete('raw_tracepoints'), 'raw tracepoints');
  const params = tracepoint.params.map((param) => printType(param.type, param.name));
  return there({
    lines: [`${name}(${params.join(', ')})`],
    ...ofModule(tracepoint.module),
    notes: inModule(tracepoint.module),
    facts: tracepoint,
  });
}

export function syscallShape(kernel: Kernel, name: string): Presence {
  const syscall = kernel.syscall(name);
  if (!syscall) return notFound(kernel.complete('syscalls'), 'system calls');
  const params = syscall.params.map((param) => `${param.type}${param.type.endsWith('*') ? '' : ' '}${param.name}`);
  return there({
    lines: [`${name}(${params.join(', ')})`],
    notes: syscall.wrapper === undefined ? [] : [`the function to probe is ${syscall.wrapper}`],
    facts: syscall,
  });
}

export function variableShape(kernel: Kernel, name: string): Presence {
  const symbol = kernel.data(name);
  if (!symbol) return notFound(kernel.complete('data'), 'data symbols');
  return there({
    lines: [symbol.type ? `${printType(symbol.type, name)};` : `${name} (type not known)`],
    ...ofModule(symbol.module),
    notes: inModule(symbol.module),
    facts: symbol,
  });
}

export function configShape(kernel: Kernel, name: string): Presence {
  const value = kernel.config(name);
  if (value === undefined) return notFound(kernel.complete('config'), 'build options');
  return there({ lines: [`${name}=${value}`], notes: [], facts: value });
}
