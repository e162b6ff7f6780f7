import type { Argument, ProbeBody, ProbeDefinition, TraceDefinition, Value } from './definition';

export type * from './definition';

/** A trace definition. What it returns can be written as JSON, and is then read as one. */
export function defineTrace(definition: Omit<TraceDefinition, 'traceDefinition'>): TraceDefinition {
  return { traceDefinition: 1, ...definition };
}

/** A probe at any attach point of libbpf's words: `probe('fmod_ret/security_file_open', { .. })`. */
export function probe(attach: string, body: ProbeBody = {}): ProbeDefinition {
  return { attach, ...body };
}

/** At the entry of a function: `vfs_read`, `vfs_read+0x10`. */
export function kprobe(func: string, body: ProbeBody = {}): ProbeDefinition {
  return probe(`kprobe/${func}`, body);
}

/** At the return from a function. */
export function kretprobe(func: string, body: ProbeBody = {}): ProbeDefinition {
  return probe(`kretprobe/${func}`, body);
}

/** At the entry of a system call, by its bare name: `openat`. */
export function ksyscall(name: string, body: ProbeBody = {}): ProbeDefinition {
  return probe(`ksyscall/${name}`, body);
}

/** At the return from a system call. */
export function kretsyscall(name: string, body: ProbeBody = {}): ProbeDefinition {
  return probe(`kretsyscall/${name}`, body);
}

/** At the entry of a function that BTF describes; `MODULE:FUNCTION` for one of a module. */
export function fentry(func: string, body: ProbeBody = {}): ProbeDefinition {
  return probe(`fentry/${func}`, body);
}

/** At the return from a function that BTF describes. */
export function fexit(func: string, body: ProbeBody = {}): ProbeDefinition {
  return probe(`fexit/${func}`, body);
}

/** At an LSM hook: `file_open`. */
export function lsm(hook: string, body: ProbeBody = {}): ProbeDefinition {
  return probe(`lsm/${hook}`, body);
}

/** At a trace event: `tracepoint('sched', 'sched_switch', { .. })`. */
export function tracepoint(system: string, event: string, body: ProbeBody = {}): ProbeDefinition {
  return probe(`tracepoint/${system}/${event}`, body);
}

/** At a raw tracepoint, whose arguments are read by position. */
export function rawTracepoint(name: string, body: ProbeBody = {}): ProbeDefinition {
  return probe(`raw_tp/${name}`, body);
}

/** At a raw tracepoint that BTF describes. */
export function tpBtf(name: string, body: ProbeBody = {}): ProbeDefinition {
  return probe(`tp_btf/${name}`, body);
}

/** The argument at a position, from 1, taken for a type: `arg(2, 'struct dentry *')`. */
export function arg(position: number, type?: string, more: Omit<Argument, 'position' | 'type'> = {}): Argument {
  return { position, ...(type === undefined ? {} : { type }), ...more };
}

/** The argument with a name of the kernel's own. */
export function argNamed(name: string, more: Value = {}): Argument {
  return { name, ...more };
}
