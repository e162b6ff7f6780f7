import type { RawTracepoint, TypedefDef } from '@tracefit/model';

const PREFIX = 'btf_trace_';

/**
 * The raw tracepoints among typedefs: `typedef void (*btf_trace_NAME)(void *, ...)` (include/trace/bpf_probe.h), without the first
 * parameter, which no program sees.
 */
export function rawTracepointsOf(typedefs: readonly TypedefDef[]): RawTracepoint[] {
  return typedefs.flatMap(({ name, type }): RawTracepoint[] => {
    if (!name.startsWith(PREFIX) || type.kind !== 'ptr' || type.to.kind !== 'func_proto') return [];
    return [{ name: name.slice(PREFIX.length), params: type.to.proto.params.slice(1) }];
  });
}
