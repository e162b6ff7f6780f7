import type { AttachPoint, Kernel, Probe, TraceTool } from '@tracefit/model';
import type { Consequence } from '@tracefit/rules';
import type { Site } from './hooks/site';
import { isSince } from './kernel-order';

/** What follows where the attach point is not on the kernel, or is refused. */
export function ifNotAttached(tool: TraceTool, probe: Probe): Consequence {
  if (probe.ifMissing === 'ignore') return { severity: 'info', effect: 'never-fires' };
  if (probe.ifMissing === 'warn') return { severity: 'warning', effect: 'never-fires' };
  // Tracefs takes a probe on a module that is not loaded, and on a tracepoint that may come with one, and waits.
  const waits = probe.attach.kind === 'tracepoint_probe' || probe.attach.module !== undefined;
  return { severity: 'error', effect: tool === 'tracefs' && waits ? 'never-fires' : 'will-not-load' };
}

/**
 * What follows where a definition reads an argument or a return value that the function does not have. The verifier
 * refuses it where the program is typed by BTF; tracefs refuses it since it reads BTF itself (accepted by 6.1, refused
 * by 7.2); else nobody looks.
 */
export function ifNotTaken(tool: TraceTool, attach: AttachPoint, kernel: Kernel): Consequence {
  const loud = isTyped(attach) || countsParameters(tool, kernel);
  return { severity: 'error', effect: loud ? 'will-not-load' : 'wrong-data' };
}

/** Whether the tool has the kernel count a function's parameters: tracefs does since it reads BTF. */
export function countsParameters(tool: TraceTool, kernel: Kernel): boolean {
  return tool === 'tracefs' && isSince(kernel, '6.6');
}

/**
 * What follows where an argument by place is not there. Tracefs does not count the arguments of a function that has none
 * (accepted by 6.12 and 7.3).
 */
export function ifArgNotTaken(site: Site): Consequence {
  const { file, probe, kernel } = site;
  const protos = site.protos();
  const hasNone = protos.kind === 'known' && protos.value.every(({ proto }) => proto.params.length === 0);
  if (file.tool === 'tracefs' && hasNone) return { severity: 'error', effect: 'wrong-data' };
  // A program that reads behind the arguments of a raw tracepoint is refused when it is attached, with EINVAL
  // (`__bpf_probe_register`, kernel/trace/bpf_trace.c, since raw tracepoints came with 4.17).
  if (probe.attach.kind === 'raw_tracepoint') return { severity: 'error', effect: 'will-not-load' };
  return ifNotTaken(file.tool, probe.attach, kernel);
}

/** Names are looked up by the tool before anything runs. */
export const ifNameMissing: Consequence = { severity: 'error', effect: 'will-not-load' };

/** What follows where a program cannot be loaded: nothing, where it is loaded only if it is asked for. */
export function ifNotLoaded(probe: Probe): Consequence {
  return probe.ifMissing === 'ignore' ? { severity: 'info', effect: 'will-not-load' } : ifNameMissing;
}

/** Whether the kernel holds the program against the BTF of what it attaches to. */
function isTyped(attach: AttachPoint): boolean {
  return ['fentry', 'fexit', 'fmod_ret', 'lsm', 'tp_btf', 'iter'].includes(attach.kind);
}
