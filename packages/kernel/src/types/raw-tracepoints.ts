import type { Btf, BtfFuncProto, BtfTypedef } from '@tracefit/btf';
import type { Param, RawTracepoint } from '@tracefit/model';
import type { CTypes } from './c-types';

const PREFIX = 'btf_trace_';
/** Functions of the same prototype that, unlike the typedef, name their parameters (include/linux/tracepoint.h). */
const NAMED_TWINS = ['__traceiter_', '__probestub_'];

/**
 * The raw tracepoints of a BTF: `typedef void (*btf_trace_NAME)(void *__data, ...)` (include/trace/bpf_probe.h), without
 * `__data`, which no program sees.
 */
export function readRawTracepoints(btf: Btf, types: CTypes): RawTracepoint[] {
  const tracepoints: RawTracepoint[] = [];
  for (const id of btf.ids('typedef')) {
    if (!btf.name(id).startsWith(PREFIX)) continue;
    const typedef = btf.type(id);
    const proto = typedef.kind === 'typedef' ? pointedProto(btf, typedef) : undefined;
    if (!proto) continue;
    const name = typedef.name.slice(PREFIX.length);
    const names = findNames(btf, name, proto);
    const params = proto.params.map((param, i): Param => ({ name: names[i] ?? '', type: types.type(param.type) }));
    tracepoints.push({ name, params: params.slice(1) });
  }
  return tracepoints;
}

function pointedProto(btf: Btf, typedef: BtfTypedef): BtfFuncProto | undefined {
  const pointer = btf.type(typedef.type);
  const proto = pointer.kind === 'ptr' ? btf.type(pointer.type) : undefined;
  return proto?.kind === 'func_proto' ? proto : undefined;
}

/** The names of a twin's parameters, where its types are the same. */
function findNames(btf: Btf, name: string, proto: BtfFuncProto): readonly string[] {
  for (const prefix of NAMED_TWINS) {
    const func = btf.find(prefix + name, 'func');
    const twin = func && btf.type(func.type);
    if (twin?.kind !== 'func_proto' || twin.params.length !== proto.params.length) continue;
    if (twin.params.every((param, i) => param.type === proto.params[i]?.type)) return twin.params.map((p) => p.name);
  }
  return proto.params.map((param) => param.name);
}
