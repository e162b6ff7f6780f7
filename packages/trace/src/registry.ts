import { bcc } from './formats/bcc';
import { bpfObject } from './formats/bpf-object';
import { bpftrace } from './formats/bpftrace';
import { dtrace } from './formats/dtrace';
import { ftraceFilter } from './formats/ftrace-filter';
import { functionEvents } from './formats/function-events';
import { kprobeEvents } from './formats/kprobe-events';
import { libbpfC } from './formats/libbpf-c';
import { ply } from './formats/ply';
import { shell } from './formats/shell';
import { systemtap } from './formats/systemtap';
import { tetragon } from './formats/tetragon';
import { traceDefinition } from './formats/trace-definition';
import { typescript } from './formats/typescript';
import type { TraceFormat } from './trace-format';

/**
 * Every format, one line each. Where neither suffix nor shebang tells, the first whose `detect` says yes is taken, so
 * the more particular stand first.
 */
export const traceFormats: readonly TraceFormat[] = [
  bpfObject,
  bpftrace,
  ply,
  dtrace,
  systemtap,
  libbpfC,
  kprobeEvents,
  functionEvents,
  ftraceFilter,
  traceDefinition,
  tetragon,
  typescript,
  shell,
  bcc,
];
