import type { CType, EnumValueUse, Guard, Kernel, Probe, Span } from '@tracefit/model';
import type { Presence, ValueFit } from '@tracefit/rules';
import { ifNameMissing } from '../consequences';
import { follow, known, moot, type Fact } from '../fact';
import { groupKernels } from '../hooks/group-kernels';
import type { Site } from '../hooks/site';
import { symbolPresence } from '../hooks/symbol-presence';
import { constantPresence } from '../types/constant-presence';
import { withoutFlavour } from '../types/fit';
import { presenceInHeaders } from '../types/presence-in-headers';
import { printName, typePresence, type Named } from '../types/type-presence';
import { subject, type Subject } from './subject';

/** The type a script names in a cast or a `sizeof`, if it is one that a kernel may lack. */
export function typeSubjects(probe: Probe, type: CType, span: Span, guards: readonly Guard[]): readonly Subject[] {
  const named = namedType(type);
  if (!named) return [];
  const name = printName(named);
  return [
    subject({
      on: 'type',
      span,
      guards,
      key: name,
      given: (site) => ({ probe, span, name, tool: site.file.tool, ifMissing: ifNameMissing, nearest: () => [] }),
      sightings: (site) => known([{ facts: { presence: () => presenceOf(site, named) }, seen: () => 'exists' }]),
    }),
  ];
}

/** What a type is made of in the end. Typedefs are left out: tools bring their own (`u32`, `pid_t`). */
function namedType(type: CType): Named | undefined {
  switch (type.kind) {
    case 'ptr':
      return namedType(type.to);
    case 'const':
    case 'volatile':
    case 'restrict':
    case 'array':
      return namedType(type.of);
    case 'struct':
    case 'union':
    case 'enum':
      return { kind: type.kind, name: withoutFlavour(type.name) };
    default:
      return undefined;
  }
}

function presenceOf(site: Site, type: Named): Fact<Presence> {
  const declared = site.file.declared.some((def) => def.kind === type.kind && withoutFlavour(def.name) === type.name);
  if (declared) return known('there');
  const presence = typePresence(site.kernel, type, site.reference.kernels);
  const isMissing = presence.kind === 'known' && presence.value === 'missing';
  return isMissing && site.file.tool === 'bcc'
    ? presenceInHeaders(site.kernel, type, site.reference.kernels)
    : presence;
}

export function enumvalSubject(probe: Probe, use: EnumValueUse, guards: readonly Guard[]): Subject {
  const { name, span } = use;
  const presence = ({ kernel, reference }: Site): Fact<Presence> =>
    use.value !== undefined || use.compiled ? known('there') : constantPresence(kernel, name, reference.kernels);
  return subject({
    on: 'enumval',
    span,
    guards,
    given: (site) => ({ probe, span, name, tool: site.file.tool, ifMissing: ifNameMissing, nearest: () => [] }),
    sightings: (site) =>
      known([
        {
          facts: {
            presence: () => presence(site),
            value: () => follow(valueOn(site.kernel, name), known),
            fit: () => follow(valueOn(site.kernel, name), (value) => known(enumvalFit(site, use, value))),
          },
          seen: () => site.kernel.enumValues(name).map((each) => `${name} = ${each.value}`)[0],
        },
      ]),
  });
}

/** That the kernel has no such constant is told by enumval-missing. */
function valueOn(kernel: Kernel, name: string): Fact<string> {
  const value = kernel.enumValues(name)[0]?.value;
  return value === undefined ? moot : known(value);
}

/** Only what is compiled elsewhere brings its own numbers: bpftrace and BCC take the kernel's, where the script defines none. */
function enumvalFit(site: Site, { name, value: own }: EnumValueUse, value: string): ValueFit {
  const { writtenFor, targets } = site.reference;
  const on = (kernel: Kernel) => kernel.enumValues(name)[0]?.value;
  if (own !== undefined) return has(site.kernel, name, own) ? { kind: 'fits' } : ownFit(site, name, own);
  if (site.file.tool === 'bpftrace' || site.file.tool === 'bcc') return { kind: 'fits' };
  if (!writtenFor) {
    const groups = site.reference.rememberOfTargets(`values of ${name}`, () =>
      groupKernels(targets, on, (a, b) => a === b),
    );
    return { kind: groups.length > 1 ? 'disagree' : 'fits' };
  }
  const expected = on(writtenFor);
  if (expected === undefined || expected === value) return { kind: 'fits' };
  return { kind: 'differs', expected, on: [writtenFor.identity.id] };
}

/** A name of the script's own that no kernel has with that number has nothing to do with the kernel's. */
function ownFit({ reference }: Site, name: string, own: string): ValueFit {
  const copied = reference.remember(`kernels where ${name} is ${own}`, () =>
    reference.kernels.filter((kernel) => has(kernel, name, own)),
  );
  if (copied.length === 0) return { kind: 'fits' };
  return { kind: 'differs', expected: own, on: copied.map(({ identity }) => identity.id) };
}

function has(kernel: Kernel, name: string, value: string): boolean {
  return kernel.enumValues(name).some((each) => each.value === value);
}

export function symbolSubject(probe: Probe, name: string, span: Span, guards: readonly Guard[]): Subject {
  return subject({
    on: 'symbol',
    span,
    guards,
    given: (site) => ({ probe, span, name, tool: site.file.tool, ifMissing: ifNameMissing, nearest: () => [] }),
    sightings: (site) =>
      known([
        { facts: { presence: () => symbolPresence(site.kernel, name, site.reference.kernels) }, seen: () => 'exists' },
      ]),
  });
}
