import type { Guard, Probe, Span } from '@tracefit/model';
import type { Consequence, Subjects } from '@tracefit/rules';
import type { ArgRead } from '../args/arg-fit';
import { ifArgNotTaken, ifNotAttached, isWrongData } from '../consequences';
import { follow, known, type Fact } from '../fact';
import type { NamedProto, Site } from '../hooks/site';
import { spellBase } from '../spelling';
import { pointedStruct } from '../types/scope';
import { subject, type Subject } from './subject';

type Wrapping = Subjects['syscall_wrapper']['facts']['wrapping'];

/** The function of a system call since 4.17 (SYSCALL_DEFINEx in arch/ARCH/include/asm/syscall_wrapper.h). */
const wrapperPattern = /^__(?:x64|ia32|arm64|s390x?|riscv)_(?:compat_)?sys_/;

/** A system call that is probed under the name it had before 4.17. */
export function syscallNameSubject(probe: Probe): Subject {
  const { name, span } = probe.attach;
  return subject({
    on: 'syscall_wrapper',
    span,
    guards: [],
    given: (site) => ({
      probe,
      span,
      tool: site.file.tool,
      func: name,
      ifMissing: ifNotAttached(site.file.tool, probe),
    }),
    sightings: (site) => known([{ facts: { wrapping: () => renamed(site) }, seen: () => 'exists' }]),
  });
}

function renamed(site: Site): Fact<Wrapping> {
  return follow(site.presence(), (presence): Fact<Wrapping> =>
    known(presence.kind === 'wrapped' ? { kind: 'renamed', wrapper: presence.wrapper } : { kind: 'none' }),
  );
}

/** An argument that is read where only a pointer to the registers is passed. */
export function syscallArgSubject(
  probe: Probe,
  readOn: (site: Site) => Fact<ArgRead>,
  span: Span,
  guards: readonly Guard[],
): Subject {
  return subject({
    on: 'syscall_wrapper',
    span,
    guards,
    given: (site) => {
      const read = readOn(site);
      return {
        probe,
        span,
        tool: site.file.tool,
        func: probe.attach.name,
        spelled: read.kind === 'known' ? spellBase(site.file.tool, read.value.base) : '',
        ifMissing: ifBehindRegisters(site, read),
      };
    },
    sightings: (site) =>
      follow(readOn(site), (read) =>
        follow(site.protos(), (protos) => {
          const wrapping: Wrapping = isBehindRegisters(site, read, protos)
            ? { kind: 'registers', wrapper: probe.attach.name }
            : { kind: 'none' };
          return known([{ facts: { wrapping: () => known(wrapping) }, seen: () => undefined }]);
        }),
      ),
  });
}

/** The pointer to the registers is taken for an argument by all; there are no further ones. */
function ifBehindRegisters(site: Site, read: Fact<ArgRead>): Consequence {
  const isFirst = read.kind !== 'known' || read.value.index === 0;
  return isFirst ? isWrongData : ifArgNotTaken(site, read.value.base);
}

/** Whether an argument of the system call is meant where the function gets nothing but a pointer to the registers. */
export function isBehindRegisters(site: Site, { index, expected }: ArgRead, protos: readonly NamedProto[]): boolean {
  const [only, ...others] = protos;
  const [first, ...more] = only?.proto.params ?? [];
  if (!only || !first || others.length > 0 || more.length > 0 || !wrapperPattern.test(only.name)) return false;
  if (pointedStruct(site.scope, first.type)?.name !== 'pt_regs') return false;
  if (index > 0 || expected?.by === 'string') return true;
  const { type } = expected ?? {};
  return type !== undefined && pointedStruct(site.scope, type)?.name !== 'pt_regs' && expected?.by !== 'cast';
}

/** Whether a function name may be that of a system call before 4.17. */
export function isSyscallName(name: string): boolean {
  return /^(?:sys|SyS|compat_sys)_\w+$/.test(name);
}
