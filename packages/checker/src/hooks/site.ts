import type { EventField, FuncProto, Kernel, KernelFunction, Param, Probe, TraceFile } from '@tracefit/model';
import { parseCType } from '@tracefit/model';
import type { Ambiguity, Attachability, FunctionPresence, Presence } from '@tracefit/rules';
import { ask } from '../alike/asked-kernel';
import { ambiguity, attachability } from '../attachability/attachability';
import { follow, known, moot, unknown, type Fact } from '../fact';
import { matchNames, matchPlaces } from '../names/glob';
import { once } from '../once';
import type { Scope } from '../types/scope';
import { presenceByDebugInfo } from './debug-info-presence';
import { functionPresence } from './function-presence';
import { hookOf } from './hook';
import type { Reference } from './reference';
import { eventPresence, rawTracepointPresence, splitEvent } from './tracepoint-presence';
import { isModuleRead } from './whereabouts';

/** The most functions a pattern may match before their arguments are no longer compared. */
const maxMatches = 500;

/** One probe on one kernel: what its attach point is there. Everything is looked up once, when first asked for. */
export interface Site {
  readonly file: TraceFile;
  readonly probe: Probe;
  readonly kernel: Kernel;
  readonly scope: Scope;
  readonly reference: Reference;
  readonly presence: () => Fact<FunctionPresence>;
  readonly attachability: () => Fact<Attachability>;
  readonly ambiguity: () => Fact<Ambiguity>;
  readonly tracepoint: () => Fact<Presence>;
  /** The prototypes of what is attached to; several where a pattern or a shared name matches several functions. */
  readonly protos: () => Fact<readonly NamedProto[]>;
  /** The records of the trace events that are attached to. */
  readonly records: () => Fact<readonly (readonly EventField[])[]>;
}

/** A prototype with the name it belongs to. */
export interface NamedProto {
  readonly name: string;
  readonly proto: FuncProto;
}

export function siteOf(file: TraceFile, probe: Probe, kernel: Kernel, reference: Reference): Site {
  const { attach } = probe;
  const hook = hookOf(attach.kind);
  const names = once(() => functionNames(probe, kernel, reference));
  const funcs = once(() => (names() ?? []).flatMap((name) => kernel.func(name) ?? []));
  const presence = once((): Fact<FunctionPresence> => {
    if (attach.byLoader === true) return unknown(byLoader);
    if (attach.address !== undefined)
      return unknown('an absolute address means nothing on another build of the kernel');
    const found = names();
    if (found === undefined) {
      return unknown(
        `the system calls of this kernel were not read, so what \`${attach.name}\` attaches to cannot be told`,
      );
    }
    if (attach.wildcard === true) return patternPresence(kernel, attach.name, attach.module, funcs());
    const [name = attach.name] = found;
    const presence = functionPresence(kernel, name, attach.module, () => reference.whereabouts(name));
    return presenceByDebugInfo(attach, presence, reference.kernels);
  });
  const attaches = once((): Fact<Attachability> =>
    follow(presence(), ({ kind }) => (kind === 'there' ? attachable(probe, file, kernel, funcs()) : moot)),
  );
  const protos = once((): Fact<readonly NamedProto[]> => {
    if (attach.byLoader === true) return unknown(byLoader);
    if (hook === 'raw_tracepoint') return rawProtos(kernel, attach.name, attach.wildcard === true);
    return follow(presence(), ({ kind }) => {
      const refused = attaches();
      if ((attach.offset ?? 0) > 0) return unknown(beyondEntry(probe));
      if (kind !== 'there' || (refused.kind === 'known' && refused.value.kind === 'refused')) return moot;
      return hook === 'syscall' ? syscallProto(kernel, attach.name, reference) : functionProtos(attach.name, funcs());
    });
  });
  return {
    file,
    probe,
    kernel,
    reference,
    scope: { kernel, declared: file.declared },
    presence,
    attachability: attaches,
    ambiguity: once(() =>
      follow(attaches(), (answer): Fact<Ambiguity> => {
        const [func] = funcs();
        if (answer.kind !== 'attaches' || !func || attach.wildcard === true) return moot;
        return ambiguity(kernel, attach, file.tool, func);
      }),
    ),
    tracepoint: once(() => {
      if (attach.byLoader === true) return unknown(byLoader);
      if (attach.wildcard === true) return patternEvents(kernel, hook === 'event', attach.name);
      return hook === 'event'
        ? eventPresence(kernel, attach.name, reference.kernels)
        : rawTracepointPresence(kernel, attach.name, reference.kernels);
    }),
    protos,
    records: once(() => eventRecords(kernel, attach.name, attach.wildcard === true)),
  };
}

const byLoader = 'what it attaches to is decided by the program that loads it';

/** The functions an attach point names; `undefined` where the kernel does not say. */
function functionNames({ attach }: Probe, kernel: Kernel, reference: Reference): readonly string[] | undefined {
  switch (hookOf(attach.kind)) {
    case 'lsm':
      return [attach.name.startsWith('bpf_lsm_') ? attach.name : `bpf_lsm_${attach.name}`];
    case 'syscall': {
      const name = kernel.syscall(attach.name)?.wrapper ?? wrapperName(kernel, attach.name);
      return name === undefined ? undefined : [name];
    }
    default:
      return attach.wildcard === true
        ? ask(kernel, (plain) => matchFunctions(plain, attach.name, reference))
        : [attach.name];
  }
}

/** The functions that a pattern matches; the names of kernels kept together are looked over once. */
function matchFunctions(kernel: Kernel, pattern: string, { remember }: Reference): readonly string[] {
  const table = kernel.functionTable?.();
  if (!table) return matchNames(pattern, kernel.functionNames());
  const { names, has } = table;
  const matched = remember(`functions ${pattern}`, () => new Map<readonly string[], readonly number[]>());
  const places = matched.get(names) ?? matchPlaces(pattern, names);
  matched.set(names, places);
  return places.flatMap((at) => (has[at] === 1 ? (names[at] ?? []) : []));
}

/** The prefix of a system call's function since 4.17 (arch/ARCH/include/asm/syscall_wrapper.h). */
function wrapperName(kernel: Kernel, name: string): string | undefined {
  const prefix: Readonly<Record<string, string>> = {
    x86_64: '__x64_sys_',
    arm64: '__arm64_sys_',
    s390x: '__s390x_sys_',
    riscv64: '__riscv_sys_',
  };
  const found = prefix[kernel.identity.arch];
  return found === undefined ? undefined : `${found}${name}`;
}

function patternPresence(
  kernel: Kernel,
  pattern: string,
  module: string | undefined,
  funcs: readonly KernelFunction[],
): Fact<FunctionPresence> {
  if (module !== undefined && module !== 'vmlinux' && !isModuleRead(kernel, module, 'functions')) {
    return unknown(`the module ${module} of this kernel was not read, so what \`${pattern}\` matches cannot be told`);
  }
  if (funcs.length > 0) return known({ kind: 'there' });
  if (!kernel.complete('functions') || !kernel.complete('modules')) {
    return unknown(
      `nothing that was read of this kernel matches \`${pattern}\`, and not all of its functions were read`,
    );
  }
  return known({ kind: 'missing' });
}

/** A pattern attaches where one of its functions takes the probe; the tool leaves the others out. */
function attachable(
  probe: Probe,
  file: TraceFile,
  kernel: Kernel,
  funcs: readonly KernelFunction[],
): Fact<Attachability> {
  const { attach } = probe;
  let last: Fact<Attachability> = moot;
  for (const func of funcs) {
    last = attachability(kernel, attach.kind, file.tool, func, attach.module, attach.offset);
    if (last.kind === 'known' && last.value.kind === 'attaches') return last;
  }
  return last;
}

function beyondEntry({ attach }: Probe): string {
  return `what the code does ${attach.offset ?? 0} bytes into \`${attach.name}\` is not seen, so nothing read there can be judged`;
}

function functionProtos(name: string, funcs: readonly KernelFunction[]): Fact<readonly NamedProto[]> {
  if (funcs.length > maxMatches)
    return unknown(`\`${name}\` matches ${funcs.length} functions, too many to compare their arguments`);
  if (funcs.some((func) => func.protos === undefined)) {
    return unknown(`no BTF of this kernel was read, so the arguments of \`${name}\` cannot be told`);
  }
  const found = funcs.flatMap((func) => (func.protos ?? []).map((proto) => ({ name: func.name, proto })));
  if (found.length === 0) return unknown(`the BTF of this kernel does not describe \`${name}\``);
  return known(found);
}

function rawProtos(kernel: Kernel, name: string, wildcard: boolean): Fact<readonly NamedProto[]> {
  const names = wildcard ? ask(kernel, (plain) => matchNames(name, plain.rawTracepointNames())) : [name];
  const found = names.flatMap((each) => kernel.rawTracepoint(each) ?? []);
  return found.length === 0
    ? moot
    : known(found.map((raw) => ({ name: raw.name, proto: { ret: { kind: 'void' }, params: raw.params } })));
}

function syscallProto(kernel: Kernel, name: string, { remember }: Reference): Fact<readonly NamedProto[]> {
  const syscall = kernel.syscall(name);
  if (!syscall) return unknown(`the arguments of the system call \`${name}\` were not read from this kernel`);
  const params = syscall.params.map((param): Param => ({
    name: param.name,
    type: remember(`type ${param.type}`, () => parseCType(param.type).type) ?? { kind: 'typedef', name: param.type },
  }));
  return known([{ name, proto: { ret: { kind: 'int', name: 'long int', size: 8, signed: true }, params } }]);
}

function patternEvents(kernel: Kernel, withRecord: boolean, pattern: string): Fact<Presence> {
  const namesOf = (plain: Kernel) => (withRecord ? plain.tracepointNames() : plain.rawTracepointNames());
  if (ask(kernel, (plain) => matchNames(pattern, namesOf(plain)).length > 0)) return known('there');
  const complete = kernel.complete(withRecord ? 'tracepoints' : 'raw_tracepoints') && kernel.complete('modules');
  return complete
    ? known('missing')
    : unknown(`nothing that was read of this kernel matches \`${pattern}\`, and not all of its tracepoints were read`);
}

function eventRecords(kernel: Kernel, name: string, wildcard: boolean): Fact<readonly (readonly EventField[])[]> {
  const names = wildcard ? ask(kernel, (plain) => matchNames(name, plain.tracepointNames())) : [name];
  const events = names.flatMap((each) => kernel.tracepoint(...splitEvent(each)) ?? []);
  if (events.length === 0) return moot;
  const records = events.flatMap((event) => (event.fields ? [event.fields] : []));
  return records.length === events.length
    ? known(records)
    : unknown(`the fields of \`${name}\` were not read from this kernel`);
}
