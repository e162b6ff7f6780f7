import type { AttachPoint, Kernel, Probe, TraceTool, ValueBase } from '@tracefit/model';
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
 * What follows where a definition reads a return value that the function does not have, or a register that holds nothing. The verifier
 * refuses it where the program is typed by BTF; tracefs refuses it since it reads BTF itself (accepted by 6.1, refused
 * by 7.2); else nobody looks.
 */
export function ifNotTaken(tool: TraceTool, attach: AttachPoint, kernel: Kernel): Consequence {
  const loud = isTyped(attach) || countsParameters(tool, kernel);
  return { severity: 'error', effect: loud ? 'will-not-load' : 'wrong-data' };
}

/** Whether the tool has the kernel count a function's parameters: tracefs does since it reads BTF. */
function countsParameters(tool: TraceTool, kernel: Kernel): boolean {
  return tool === 'tracefs' && isSince(kernel, '6.6');
}

/** What follows where what is read is there, and is something else. */
export const isWrongData: Consequence = { severity: 'error', effect: 'wrong-data' };

/** What follows where an argument by place or by register is not there. */
export function ifArgNotTaken(site: Site, base: ValueBase): Consequence {
  const { attach } = site.probe;
  // A program that reads behind the arguments of a raw tracepoint is refused when it is attached, with EINVAL
  // (`__bpf_probe_register`, kernel/trace/bpf_trace.c, since raw tracepoints came with 4.17).
  const loud = isTyped(attach) || attach.kind === 'raw_tracepoint' || countsArgument(site, base);
  return loud ? ifNameMissing : isWrongData;
}

/**
 * Whether the kernel looks an argument by place up among the function's parameters. Where the function has none at all it
 * does not (accepted by 6.12 and 7.3).
 */
export function countsArgument(site: Site, base: ValueBase): boolean {
  if (base.kind !== 'arg' || base.looksUp !== true || !countsParameters(site.file.tool, site.kernel)) return false;
  const protos = site.protos();
  return protos.kind !== 'known' || protos.value.some(({ proto }) => proto.params.length > 0);
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
