import { printType, type CoreRelo, type CoreReloUse, type Guard, type KsymUse, type Probe } from '@tracefit/model';
import type { CoreReloFit, Presence } from '@tracefit/rules';
import { ask } from '../alike/asked-kernel';
import { describeMismatch } from '../core-relo/describe-mismatch';
import { resolutionOn } from '../core-relo/kernel-resolutions';
import type { CoreResolution } from '../core-relo/resolve-core-relo';
import { ifNotLoaded } from '../consequences';
import { known, unknown, type Fact } from '../fact';
import type { Site } from '../hooks/site';
import { areModulesRead, nowhereRead } from '../hooks/whereabouts';
import { nearMembers } from '../paths/near-members';
import { subject, type Subject } from './subject';

/** A relocation of a compiled program. */
export function coreReloSubject(probe: Probe, use: CoreReloUse, guards: readonly Guard[]): Subject {
  return subject({
    on: 'core_relo',
    span: use.span,
    guards,
    given: (site) => ({ probe, span: use.span, name: use.name, tool: site.file.tool, ifMissing: ifNotLoaded(probe) }),
    sightings: (site) =>
      known([
        {
          facts: { fit: () => resolved(site, use, (resolution, on) => coreReloFit(on, use, resolution)) },
          seen: () => resolved(site, use, (resolution) => seen(use, resolution)),
        },
      ]),
  });
}

/** What is made of a relocation, as one question: where a thing lies differs from build to build, that it is there does not. */
function resolved<T>(
  { kernel, scope, reference }: Site,
  use: CoreReloUse,
  make: (resolution: CoreResolution, on: Pick<Site, 'scope' | 'reference'>) => T,
): T {
  return ask(kernel, (plain) =>
    make(resolutionOn(plain, use.relo, reference), { scope: { ...scope, kernel: plain }, reference }),
  );
}

function coreReloFit(
  site: Pick<Site, 'scope' | 'reference'>,
  use: CoreReloUse,
  resolution: CoreResolution,
): Fact<CoreReloFit> {
  const relo = use.relo.object.relos[use.relo.index];
  switch (resolution.kind) {
    case 'unknown':
      // A test of the kernel has an answer whatever it is; what depends on it says that it is not known.
      return relo && isTest(relo) ? known({ kind: 'resolved' }) : unknown(resolution.reason);
    case 'refused':
    case 'ambiguous':
      return known({ kind: resolution.kind, why: resolution.why });
    case 'found':
      return known(
        resolution.value === undefined
          ? { kind: 'unresolved', why: 'what is there has another size, and a sign', near: [] }
          : { kind: 'resolved' },
      );
    case 'no_match': {
      if (resolution.value !== undefined || !relo) return known({ kind: 'resolved' });
      const { mismatch } = resolution;
      const near = mismatch?.kind === 'no_member' ? nearMembers(site, mismatch.inside, mismatch.member) : [];
      return known({ kind: 'unresolved', why: describeMismatch(relo, mismatch), near });
    }
  }
}

function isTest({ kind }: CoreRelo): boolean {
  return kind.endsWith('_exists') || kind === 'type_matches';
}

/** Where the thing lies, in words that hold on every kernel on which it is the same. */
function seen({ relo, name }: CoreReloUse, resolution: CoreResolution): string | undefined {
  if (resolution.kind !== 'found') return undefined;
  const member = resolution.spec.accessors.at(-1)?.member;
  if (member) return printType(member.type, member.name);
  const { constant } = resolution.spec;
  if (constant) return `${constant.name} = ${constant.value}`;
  return relo.object.relos[relo.index] ? `${name} exists` : undefined;
}

/** A function or variable of the kernel that a program is linked with. */
export function ksymSubject(probe: Probe, use: KsymUse, guards: readonly Guard[]): Subject {
  const { name, span } = use;
  return subject({
    on: 'ksym',
    span,
    guards,
    given: (site) => ({
      probe,
      span,
      name,
      call: use.call,
      tool: site.file.tool,
      ifMissing: ifNotLoaded(probe),
      nearest: () => [],
    }),
    sightings: (site) => known([{ facts: { presence: () => ksymPresence(site, use) }, seen: () => 'exists' }]),
  });
}

function ksymPresence({ kernel }: Site, { name, call, typed }: KsymUse): Fact<Presence> {
  const func = kernel.func(name);
  const data = kernel.data(name);
  const described = call ? (func?.protos?.length ?? 0) > 0 : data?.type !== undefined;
  if (typed ? described : (func ?? data)) return known('there');
  const read = typed
    ? kernel.complete('prototypes') && kernel.complete('types')
    : kernel.complete('functions') && kernel.complete('data');
  if (!read) {
    const what = typed ? 'the BTF of this kernel was' : 'not all symbols of this kernel were';
    return unknown(`${what}${typed ? ' not' : ''} read, so whether it has \`${name}\` cannot be told`);
  }
  // Modules are read for variables as they are for types.
  const content = call ? 'functions' : 'types';
  if (areModulesRead(kernel, content)) return known('missing');
  return unknown(`\`${name}\` ${nowhereRead(kernel, content)}`);
}
