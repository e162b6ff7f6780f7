import type { FuncProto, Guard, Kernel, Param, Probe, Span, ValueBase } from '@tracefit/model';
import { argumentOfRegister, isStackSlot, knowsRegisters } from '../abi/argument-registers';
import { argAgreement } from '../args/agreement';
import { placesOf } from '../args/arg-places';
import { argFit, type ArgRead } from '../args/arg-fit';
import { countsArgument, ifArgNotTaken } from '../consequences';
import { follow, known, moot, unknown, type Fact } from '../fact';
import { hookOf } from '../hooks/hook';
import { siteOf, type Site } from '../hooks/site';
import { spellBase } from '../spelling';
import { describeArgument } from './describe';
import { subject, type Subject } from './subject';
import { isBehindRegisters, syscallArgSubject } from './syscall-wrapper-subject';

/** An argument read by its place or by the register that holds it. */
export function argSubject(
  probe: Probe,
  base: Extract<ValueBase, { kind: 'arg' | 'register' }>,
  span: Span,
  guards: readonly Guard[],
  expected: ArgRead['expected'],
): Subject {
  return subject({
    on: 'arg',
    span,
    guards,
    given: (site) => {
      const index = argumentIndex(site, base);
      return {
        probe,
        span,
        tool: site.file.tool,
        func: probe.attach.name,
        spelled: spellBase(site.file.tool, base),
        of: hookOf(probe.attach.kind) === 'raw_tracepoint' ? 'raw_tracepoint' : 'function',
        index: index.kind === 'known' ? index.value : 0,
        counted: countsArgument(site, base),
        ifMissing: ifArgNotTaken(site, base),
      };
    },
    sightings: (site) =>
      follow(site.protos(), (protos) =>
        follow(argumentIndex(site, base), (index) => {
          const read: ArgRead = { base, index, ...(expected ? { expected } : {}) };
          const spelled = spellBase(site.file.tool, base);
          if (isBehindRegisters(site, read, protos)) return moot;
          return known(
            protos.map((named) => ({
              facts: {
                proto: () => known(named.proto),
                slots: () => known(slotsOf(site, base, named.proto)),
                fit: () => argFit(site, read, named),
                agreement: () => known(argAgreement(site, read)),
              },
              seen: () => describeArgument(site, spelled, index, named),
            })),
          );
        }),
      ),
  });
}

/** The places that can be asked for. Where parameters are counted, a struct by value that fills two places counts once. */
function slotsOf(site: Site, base: ValueBase, proto: FuncProto): readonly Param[] {
  const { slots } = placesOf(site, site.kernel, proto);
  return countsArgument(site, base) ? slots.slice(0, proto.params.length) : slots;
}

/** The same argument, where it is one of a system call. */
export function syscallSubject(
  probe: Probe,
  base: Extract<ValueBase, { kind: 'arg' | 'register' }>,
  span: Span,
  guards: readonly Guard[],
  expected: ArgRead['expected'],
): Subject {
  const readOn = (site: Site) =>
    follow(argumentIndex(site, base), (index) => known({ base, index, ...(expected ? { expected } : {}) }));
  return syscallArgSubject(probe, readOn, span, guards);
}

/** Which argument word a base is, on the architecture of that kernel. */
export function argumentIndex(site: Site, base: Extract<ValueBase, { kind: 'arg' | 'register' }>): Fact<number> {
  if (base.kind === 'arg') return known(base.index);
  const { arch } = site.kernel.identity;
  const index = argumentOfRegister(arch, base.name);
  if (index !== undefined) return isStackSlot(base.name) ? onStack(site, index) : known(index);
  if (isStackSlot(base.name)) return unknown(`which slots of the stack hold arguments on ${arch} is not known here`);
  // That a register holds no argument is told by register-not-argument.
  return knowsRegisters(arch) ? moot : unknown(`which registers hold the arguments on ${arch} is not known here`);
}

/** What lies behind the arguments on the stack is the caller's: only where some kernel has the argument, it is meant. */
function onStack({ file, probe, reference }: Site, index: number): Fact<number> {
  const has = (kernel: Kernel) => {
    const other = siteOf(file, probe, kernel, reference);
    const protos = other.protos();
    return (
      protos.kind === 'known' && protos.value.some(({ proto }) => placesOf(other, kernel, proto).slots.length > index)
    );
  };
  const isMeant = reference.remember(
    `on the stack ${file.path} ${probe.attach.name} ${probe.attach.kind} ${index}`,
    () => reference.kernels.some(has),
  );
  return isMeant ? known(index) : unknown('what lies on the stack behind the arguments is the choice of the compiler');
}
