import type { AttachKind, FuncProto, Kernel } from '@tracefit/model';
import { argumentSlots } from '../abi/argument-slots';
import type { Site } from '../hooks/site';
import type { Places } from './follow-parameter';

/** The name of the place behind the last argument, where programs that run at the end of a function find its result. */
export const resultPlace = 'ret';

/** Whether a program finds the result behind the arguments (arch_prepare_bpf_trampoline, BPF_PROG in bpf_tracing.h). */
export function hasResultPlace(kind: AttachKind): boolean {
  return kind === 'fexit' || kind === 'fmod_ret' || kind === 'lsm';
}

/** The argument places of a prototype on a kernel, for the kind of probe at hand. */
export function placesOf(site: Site, kernel: Kernel, proto: FuncProto): Places {
  const scope = { kernel, declared: site.scope.declared };
  const slots = argumentSlots(scope, proto);
  if (!hasResultPlace(site.probe.attach.kind) || proto.ret.kind === 'void') return { scope, slots };
  return { scope, slots: [...slots, { name: resultPlace, type: proto.ret }] };
}
