import type { EventField, FuncProto, Kernel, KernelFunction, Param, Probe, TraceFile } from '@tracefit/model';
import { parseCType } from '@tracefit/model';
import type { Ambiguity, Attachability, FunctionPresence, Presence } from '@tracefit/rules';
import { ask } from '../alike/asked-kernel';
import { ambiguity, attachability } from '../attachability/attachability';
import { follow, known, moot, unknown, type Fact } from '../fact';
import { matchNames } from '../names/glob';
import { matchesOf, type Matches } from '../names/matches';
import { once } from '../once';
import type { Scope } from '../types/scope';
import { byLoader } from './by-loader';
import { presenceByDebugInfo } from './debug-info-presence';
import { functionPresence } from './function-presence';
import { hookOf } from './hook';
import type { Reference } from './reference';
import { eventPresence, rawTracepointPresence, splitEvent } from './tracepoint-presence';
import { isModuleRead } from './whereabouts';

/** The most functions of a pattern that are tried, and whose arguments are compared. */
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
  const name = once(() => functionName(probe, kernel));
  const matches = once(() => functionMatches(kernel, name() ?? attach.name, reference));
  const funcs = once((): readonly KernelFunction[] => {
    const found = attach.wildcard === true ? [...matches().names()] : [name() ?? attach.name];
    return found.flatMap((each) => kernel.func(each) ?? []);
  });
  const presence = once((): Fact<FunctionPresence> => {
    if (attach.byLoader === true) return unknown(byLoader(attach, kernel, reference));
    if (attach.address !== undefined)
      return unknown('an absolute address means nothing on another build of the kernel');
    const found = name();
    if (found === undefined) {
      return unknown(
        `the system calls of this kernel were not read, so what \`${attach.name}\` attaches to cannot be told`,
      );
    }
    if (attach.wildcard === true) return patternPresence(kernel, attach.name, attach.module, matches());
    const presence = functionPresence(kernel, found, attach.module, () => reference.whereabouts(found));
    return presenceByDebugInfo(attach, presence, reference.kernels);
  });
  const attaches = once((): Fact<Attachability> =>
    follow(presence(), ({ kind }) => {
      if (kind !== 'there') return moot;
      return attachable(probe, file, kernel, attach.wildcard === true ? matches().names() : [name() ?? attach.name]);
    }),
  );
  const protos = once((): Fact<readonly NamedProto[]> => {
    if (attach.byLoader === true) return unknown(byLoader(attach, kernel, reference));
    if (hook === 'raw_tracepoint') return rawProtos(kernel, attach.name, attach.wildcard === true);
    return follow(presence(), ({ kind }) => {
      const refused = attaches();
      if ((attach.offset ?? 0) > 0) return unknown(beyondEntry(probe));
      if (kind !== 'there' || (refused.kind === 'known' && refused.value.kind === 'refused')) return moot;
      if (hook === 'syscall') return syscallProto(kernel, attach.name, reference);
      const count = attach.wildcard === true ? matches().count : 1;
      return count > maxMatches ? unknown(tooMany(attach.name, count)) : functionProtos(attach.name, funcs());
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
        // A pattern may match all functions, which are not looked up for this.
        if (answer.kind !== 'attaches' || attach.wildcard === true) return moot;
        const [func] = funcs();
        if (!func) return moot;
        return ambiguity(kernel, attach, file.tool, func);
      }),
    ),
    tracepoint: once(() => {
      if (attach.byLoader === true) return unknown(byLoader(attach, kernel, reference));
      if (attach.wildcard === true) return patternEvents(kernel, hook === 'event', attach.name);
      return hook === 'event'
        ? eventPresence(kernel, attach.name, reference.kernels)
        : rawTracepointPresence(kernel, attach.name, reference.kernels);
    }),
    protos,
    records: once(() => eventRecords(kernel, attach.name, attach.wildcard === true)),
  };
}

/** The function that an attach point names; `undefined` where the kernel does not say. */
function functionName({ attach }: Probe, kernel: Kernel): string | undefined {
  switch (hookOf(attach.kind)) {
    case 'lsm':
      return attach.name.startsWith('bpf_lsm_') ? attach.name : `bpf_lsm_${attach.name}`;
    case 'syscall':
      return kernel.syscall(attach.name)?.wrapper ?? wrapperName(kernel, attach.name);
    default:
      return attach.name;
  }
}

function functionMatches(kernel: Kernel, pattern: string, { remember }: Reference): Matches {
  const of = remember(`functions ${pattern}`, () => matchesOf(pattern));
  return ask(kernel, of);
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
  { count }: Matches,
): Fact<FunctionPresence> {
  if (module !== undefined && module !== 'vmlinux' && !isModuleRead(kernel, module, 'functions')) {
    return unknown(`the module ${module} of this kernel was not read, so what \`${pattern}\` matches cannot be told`);
  }
  if (count > 0) return known({ kind: 'there' });
  if (!kernel.complete('functions') || !kernel.complete('modules')) {
    return unknown(
      `nothing that was read of this kernel matches \`${pattern}\`, and not all of its functions were read`,
    );
  }
  return known({ kind: 'missing' });
}

/**
 * A pattern attaches where one of its functions takes the probe; the tool leaves the others out. `*` has more than 100,000, so
 * not all are tried.
 */
function attachable(probe: Probe, file: TraceFile, kernel: Kernel, names: Iterable<string>): Fact<Attachability> {
  const { attach } = probe;
  let last: Fact<Attachability> = moot;
  let tried = 0;
  for (const name of names) {
    const func = kernel.func(name);
    if (!func) continue;
    if (tried++ === maxMatches) return unknown(noneOfTheFirst(attach.name, last));
    last = attachability(kernel, attach.kind, file.tool, func, attach.module, attach.offset);
    if (last.kind === 'known' && last.value.kind === 'attaches') return last;
  }
  return last;
}

function noneOfTheFirst(pattern: string, last: Fact<Attachability>): string {
  if (last.kind === 'unknown') return last.reason;
  return `none of the first ${maxMatches} functions that \`${pattern}\` matches takes the probe, and the others were not tried`;
}

function beyondEntry({ attach }: Probe): string {
  return `what the code does ${attach.offset ?? 0} bytes into \`${attach.name}\` is not seen, so nothing read there can be judged`;
}

function tooMany(name: string, count: number): string {
  return `\`${name}\` matches ${count} functions, too many to compare their arguments`;
}

function functionProtos(name: string, funcs: readonly KernelFunction[]): Fact<readonly NamedProto[]> {
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
