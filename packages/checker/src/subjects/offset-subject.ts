import type { CType, Guard, Kernel, Probe, RawOffsetUse } from '@tracefit/model';
import type { OffsetFit } from '@tracefit/rules';
import { follow, known, moot, unknown, type Fact } from '../fact';
import { groupKernels } from '../hooks/group-kernels';
import { siteOf, type Site } from '../hooks/site';
import { once } from '../once';
import { findOffset, memberAround, memberOfLast, offsetsOf, type OffsetPath } from '../paths/offset-path';
import { walkPath } from '../paths/walk';
import { spellRawOffset } from '../spelling';
import { sameType } from '../types/same';
import { ownOffset } from '../types/own-layout';
import { resolveType, type Scope } from '../types/scope';
import { startTypes } from './field-subject';
import { subject, type Subject } from './subject';

/** What the offsets of a use start from on a kernel: a pointer, and how many bytes behind it the script begins to count. */
interface Start {
  readonly type: CType;
  readonly by: number;
}

/** A read at a number of bytes: what should be there is said by the kernel it was written for, or not at all. */
export function offsetSubject(probe: Probe, use: RawOffsetUse, guards: readonly Guard[]): Subject {
  return subject({
    on: 'raw_offset',
    span: use.span,
    guards,
    given: (site) => ({
      probe,
      span: use.span,
      tool: site.file.tool,
      spelled: spellRawOffset(site.file.tool, use, use.offsets),
    }),
    sightings: (site) => {
      const here = once(() => startOn(site, use));
      const path = () => {
        const start = here();
        return start.kind === 'known' ? pathFrom(site, use, start.value) : undefined;
      };
      return known([
        {
          facts: { fit: () => follow(here(), (start) => offsetFit(site, use, start)) },
          seen: () => path()?.printed,
        },
      ]);
    },
  });
}

function offsetFit(site: Site, use: RawOffsetUse, start: Start): Fact<OffsetFit> {
  const { file, probe, reference, scope } = site;
  const on = (kernel: Kernel) => pathOn(siteOf(file, probe, kernel, reference), use);
  const here = pathFrom(site, use, start);
  const middle = here ? undefined : middleOf(site, use, start);
  if (middle?.isNamed) return known({ kind: 'fits' });
  if (middle) return known({ kind: 'inside', here: `it is in the middle of \`${middle.name}\`` });
  const { writtenFor } = reference;
  if (!writtenFor) {
    const named = namedFit(site, use, start, here);
    if (named) return known(named);
    const groups = groupKernels(reference.targets, on, (a, b) => a.printed === b.printed);
    if (groups.length > 1 && here) {
      // That the kernels disagree about the pointer is told where it is read.
      const isOne = groups.every(({ first }) => sameType(scope, first.start, scope, here.start));
      return isOne ? known({ kind: 'differs', here: `it is \`${here.printed}\`` }) : moot;
    }
    return unknown(notSaid(use));
  }
  const meant = on(writtenFor);
  if (!meant) return unknown(`${notSaid(use)}; the types of the kernel it was written for do not tell it either`);
  if (here?.printed === meant.printed) return known({ kind: 'fits' });
  // That the pointer leads to another struct is told by the rules for what it is.
  if (!sameType(scope, start.type, scope, meant.start)) return moot;
  if (!site.kernel.complete('types')) return unknown(notSaid(use));
  const now = offsetsOf(scope, { ...meant, start: start.type });
  return known({
    kind: 'differs',
    meant: { path: meant.printed, on: [writtenFor.identity.id] },
    here: here ? `it is \`${here.printed}\`` : 'no member begins there',
    ...(now && use.through === undefined ? { now: spellRawOffset(file.tool, use, countedFrom(start, now)) } : {}),
  });
}

/**
 * What the script's own name for what it reads says: where the struct has a member of that name, that one is meant. A name that no member
 * has says nothing.
 */
function namedFit(site: Site, use: RawOffsetUse, start: Start, here: OffsetPath | undefined): OffsetFit | undefined {
  const { file } = site;
  const scope = kernelsOf(site);
  const { name } = use;
  const whole = wholeOffsets(site, use, start);
  if (name === undefined || !whole || whole.length === 0) return undefined;
  if (here?.steps.at(-1)?.at(-1) === name) return { kind: 'fits' };
  const way = memberOfLast(scope, start.type, whole, name);
  if (!way && use.through !== undefined) return goneFit(site, start, whole, name, here);
  const now = way && offsetsOf(scope, way);
  if (!way || !now) return undefined;
  if (now.every((offset, at) => offset === whole[at])) return { kind: 'fits' };
  return {
    kind: 'differs',
    meant: { path: way.printed, on: [] },
    here: here ? `it is \`${here.printed}\`` : 'no member begins there',
    ...(use.through === undefined ? { now: spellRawOffset(file.tool, use, countedFrom(start, now)) } : {}),
  };
}

/**
 * What a struct of the script's own was copied from, where the kernel's has no member of that name any more. What lies at the same place
 * under another name may be the same thing.
 */
function goneFit(
  { reference }: Site,
  start: Start,
  whole: readonly number[],
  name: string,
  here: OffsetPath | undefined,
): OffsetFit | undefined {
  const ways = reference.kernels.flatMap((kernel) => {
    const there = { kernel, declared: [] };
    const way = memberOfLast(there, start.type, whole, name);
    const isInPlace = way && offsetsOf(there, way)?.every((offset, at) => offset === whole[at]);
    return way && !isInPlace ? [{ id: kernel.identity.id, path: way.printed }] : [];
  });
  const [first] = ways;
  if (!first) return undefined;
  const seen = here ? `it is \`${here.printed}\`` : 'no member begins there';
  return {
    kind: 'differs',
    meant: { path: first.path, on: ways.map(({ id }) => id) },
    here: `${seen}, and \`${name}\` is no member`,
  };
}

function notSaid(use: RawOffsetUse): string {
  if (use.through !== undefined) {
    return `what the script's own \`struct ${use.through.name}\` has as \`${use.name ?? ''}\` is not compared with the kernel, which has no member of that name there`;
  }
  return `what lies ${use.offsets.find((offset) => offset !== 0) ?? 0} bytes into the value is not said by the script, so it cannot be judged`;
}

/** The type of what the offsets start from. */
function startOn(site: Site, use: RawOffsetUse): Fact<Start> {
  const { path = [], span, base } = use;
  const value = { kind: 'value', base, path, baseSpan: span, span } as const;
  return follow(startTypes(site, value), ([only, ...others]) => {
    if (!only || others.length > 0) return unknown(notSaid(use));
    const last = use.ofAddress ? path.at(-1) : undefined;
    const end = walkPath(site.scope, only, last ? path.slice(0, -1) : path);
    // That a member is not there is told by other rules.
    if (end.kind === 'no_member') return moot;
    if (end.kind === 'no_type') return unknown(notSaid(use));
    if (last?.kind !== 'member') return known({ type: end.type, by: 0 });
    const type = resolveType(site.scope, end.type).kind === 'ptr' ? end.type : ({ kind: 'ptr', to: end.type } as const);
    const [by] = offsetsOf(site.scope, { start: type, steps: [[last.name]] }) ?? [];
    return by === undefined ? moot : known({ type, by });
  });
}

/** The member that lies there on a kernel, where its types tell. */
function pathOn(site: Site, use: RawOffsetUse): OffsetPath | undefined {
  const start = startOn(site, use);
  return start.kind === 'known' ? pathFrom(site, use, start.value) : undefined;
}

function pathFrom(site: Site, use: RawOffsetUse, start: Start): OffsetPath | undefined {
  const offsets = wholeOffsets(site, use, start);
  return offsets && findOffset(kernelsOf(site), start.type, offsets);
}

/** The offsets from the pointer itself; what a struct of the script's own adds is laid out with the types of this kernel. */
function wholeOffsets(
  site: Site,
  { offsets, through, name = '' }: RawOffsetUse,
  { by }: Start,
): readonly number[] | undefined {
  const [first = 0, ...others] = offsets;
  const whole = [first + by, ...others];
  if (through === undefined) return whole;
  const added = ownOffset(kernelsOf(site), through, name);
  return added === undefined ? undefined : [...whole.slice(0, -1), (whole.at(-1) ?? 0) + added];
}

/** Where the kernel's own types are looked up, whatever the script declares. */
function kernelsOf({ kernel }: Site): Scope {
  return { kernel, declared: [] };
}

function countedFrom({ by }: Start, [first = 0, ...others]: readonly number[]): readonly number[] {
  return [first - by, ...others];
}

/** The number in whose middle a read begins that counts from a member; `isNamed`: from that one, whose bytes may be read one by one. */
function middleOf(
  { scope }: Site,
  { ofAddress, offsets, path }: RawOffsetUse,
  { type, by }: Start,
): { readonly name: string; readonly isNamed: boolean } | undefined {
  const last = path?.at(-1);
  const [offset] = offsets;
  if (!ofAddress || last?.kind !== 'member' || offset === undefined) return undefined;
  const name = memberAround(scope, type, offset + by);
  return name === undefined ? undefined : { name, isNamed: name === last.name };
}
