import type { AttachPoint, Guard, Probe, Span, ValueBase } from '@tracefit/model';
import { printProto, printType } from '@tracefit/model';
import { argumentOfRegister, isStackSlot, lacksRegister, knowsRegisters, registersOf } from '../abi/argument-registers';
import { argumentSlots } from '../abi/argument-slots';
import type { ArgRead } from '../args/arg-fit';
import { retvalFit, returnsAlike } from '../args/retval-fit';
import { ifNameMissing, ifNotTaken } from '../consequences';
import { eventFieldFit, fieldIsAlike, findField, type FieldBase } from '../events/event-field-fit';
import { follow, known, moot, unknown } from '../fact';
import { hookOf } from '../hooks/hook';
import type { NamedProto, Site } from '../hooks/site';
import { onceForAll } from '../once';
import { spellBase } from '../spelling';
import { argSubject, syscallSubject } from './arg-subject';
import { symbolSubject } from './name-subjects';
import { subject, type Subject } from './subject';

/** Registers that say where the processor is, and promise nothing of the function. */
const placeRegisters = ['ip', 'sp', 'bp', 'flags', 'cs', 'ss', 'pc', 'lr', 'pstate', 'rip', 'rsp', 'rbp'];

/** What the start of a value is about: an argument, a return value, a field of the record, a symbol. */
export function baseSubjects(
  probe: Probe,
  base: ValueBase,
  span: Span,
  guards: readonly Guard[],
  expected: ArgRead['expected'],
): readonly Subject[] {
  switch (base.kind) {
    case 'arg':
      return hasArguments(probe.attach) ? argSubjects(probe, base, span, guards, expected) : [];
    case 'register':
      if (!hasArguments(probe.attach) || placeRegisters.includes(base.name)) return [];
      if (isReturn(probe.attach))
        return isReturnRegister(base.name) ? [retvalSubject(probe, base, span, guards, expected)] : [];
      if (isStackSlot(base.name)) return argSubjects(probe, base, span, guards, expected);
      return [registerSubject(probe, base, span, guards), ...argSubjects(probe, base, span, guards, expected)];
    case 'arg_name':
      return [argNameSubject(probe, base.name, base, span, guards)];
    case 'retval':
      return hasArguments(probe.attach) ? [retvalSubject(probe, base, span, guards, expected)] : [];
    case 'event_field':
    case 'event_field_at':
      return hookOf(probe.attach.kind) === 'event' ? [eventFieldSubject(probe, base, span, guards)] : [];
    case 'symbol':
      // Where the symbol has a use of its own, that one tells.
      return probe.uses.some((use) => use.kind === 'symbol' && use.name === base.name)
        ? []
        : [symbolSubject(probe, base.name, span, guards)];
    case 'curtask':
    case 'typed':
      return [];
  }
}

function argSubjects(
  probe: Probe,
  base: Extract<ValueBase, { kind: 'arg' | 'register' }>,
  span: Span,
  guards: readonly Guard[],
  expected: ArgRead['expected'],
): readonly Subject[] {
  const argument = argSubject(probe, base, span, guards, expected);
  const mayBeSyscall = hookOf(probe.attach.kind) === 'function' && /^__\w+_sys_/.test(probe.attach.name);
  return mayBeSyscall ? [argument, syscallSubject(probe, base, span, guards, expected)] : [argument];
}

/** Whether the attach point is a thing of the kernel with arguments; those of user space are not judged. */
function hasArguments(attach: AttachPoint): boolean {
  return ['function', 'lsm', 'syscall', 'raw_tracepoint'].includes(hookOf(attach.kind));
}

function isReturn(attach: AttachPoint): boolean {
  return ['kretprobe', 'kretprobe.multi', 'kretsyscall', 'fprobe_exit'].includes(attach.kind);
}

function isReturnRegister(name: string): boolean {
  return ['ax', 'rax', 'eax', 'x0', 'a0', 'r2', 'gpr3'].includes(name);
}

function retvalSubject(
  probe: Probe,
  base: ValueBase,
  span: Span,
  guards: readonly Guard[],
  expected: ArgRead['expected'],
): Subject {
  const isSameOnAll = onceForAll(returnsAlike);
  const slot = base.kind === 'retval' ? base.slot : undefined;
  return subject({
    on: 'retval',
    span,
    guards,
    given: (site) => ({
      probe,
      span,
      tool: site.file.tool,
      func: probe.attach.name,
      spelled: spellBase(site.file.tool, base),
      ifMissing: ifNotTaken(site.file.tool, probe.attach, site.kernel),
      ...(slot === undefined ? {} : { slot }),
    }),
    sightings: (site) =>
      follow(site.protos(), (protos) =>
        known(
          protos.map((named) => ({
            facts: {
              returned: () => known(named.proto.ret),
              fit: () => {
                // What is read at another place is told by retval-slot-moved.
                const isThere = slot === undefined || slot === argumentSlots(site.scope, named.proto).length;
                return isThere ? known(retvalFit(site, named, expected, isSameOnAll)) : moot;
              },
              slots: () => {
                const slots = argumentSlots(site.scope, named.proto);
                // An argument of that very name is meant, and no result.
                const meant = slot === undefined ? undefined : slots[slot];
                return meant !== undefined && meant.name === expected?.name ? moot : known(slots);
              },
            },
            seen: () => printProto(named.name, named.proto),
          })),
        ),
      ),
  });
}

function registerSubject(
  probe: Probe,
  base: Extract<ValueBase, { kind: 'register' }>,
  span: Span,
  guards: readonly Guard[],
): Subject {
  return subject({
    on: 'register',
    span,
    guards,
    given: (site) => ({
      probe,
      span,
      tool: site.file.tool,
      func: probe.attach.name,
      spelled: spellBase(site.file.tool, base),
      arguments: registersOf(site.kernel.identity.arch).map((name) =>
        spellBase(site.file.tool, { kind: 'register', name }),
      ),
      ifMissing: ifNotTaken(site.file.tool, probe.attach, site.kernel),
    }),
    sightings: (site) =>
      follow(site.protos(), () => {
        const { arch } = site.kernel.identity;
        if (!knowsRegisters(arch)) return unknown(`which registers hold the arguments on ${arch} is not known here`);
        // Other tools have names of their own.
        const isUnknown = site.file.tool === 'tracefs' && lacksRegister(arch, base.name);
        const isArgument = argumentOfRegister(arch, base.name) !== undefined;
        const holds = isUnknown ? 'no such register' : isArgument ? 'argument' : 'nothing';
        return known([{ facts: { holds: () => known(holds) }, seen: () => undefined }]);
      }),
  });
}

function argNameSubject(probe: Probe, name: string, base: ValueBase, span: Span, guards: readonly Guard[]): Subject {
  return subject({
    on: 'arg_name',
    span,
    guards,
    given: (site) => ({
      probe,
      span,
      name,
      tool: site.file.tool,
      func: probe.attach.name,
      spelled: spellBase(site.file.tool, base),
      ifMissing: ifNameMissing,
    }),
    sightings: (site) =>
      follow(site.protos(), (protos) => {
        if (isGlobal(site, name, protos)) {
          return unknown(
            `whether \`${name}\` is a variable that the source file of \`${probe.attach.name}\` sees is not known`,
          );
        }
        return known(
          protos.map((named) => {
            const param = named.proto.params.find((each) => each.name === name);
            return {
              facts: { proto: () => known(named.proto) },
              seen: () => (param ? printType(param.type, param.name) : printProto(named.name, named.proto)),
            };
          }),
        );
      }),
  });
}

/** Debugging information has the variables of the source file beside the parameters. */
function isGlobal({ probe, kernel }: Site, name: string, protos: readonly NamedProto[]): boolean {
  if (probe.attach.byDebugInfo === undefined || kernel.data(name) === undefined) return false;
  return !protos.some(({ proto }) => proto.params.some((param) => param.name === name));
}

function eventFieldSubject(probe: Probe, base: FieldBase, span: Span, guards: readonly Guard[]): Subject {
  const isSameOnAll = onceForAll((site: Site) => fieldIsAlike(site, base));
  return subject({
    on: 'event_field',
    span,
    guards,
    given: (site) => ({
      probe,
      span,
      name: base.kind === 'event_field' ? base.name : `index ${base.index}`,
      tool: site.file.tool,
      func: probe.attach.name,
      spelled: spellBase(site.file.tool, base),
      ifMissing: ifNameMissing,
    }),
    sightings: (site) =>
      follow(site.records(), (records) =>
        known(
          records.map((fields) => {
            const field = findField(fields, base);
            return {
              facts: {
                fields: () => known(fields),
                field: () => known(field),
                fit: () => known(field ? eventFieldFit(site, base, field, isSameOnAll) : { kind: 'fits' }),
              },
              seen: () => field && `${field.type} ${field.name}`,
            };
          }),
        ),
      ),
  });
}
