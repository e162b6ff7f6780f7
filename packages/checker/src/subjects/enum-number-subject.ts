import type { ComparisonUse, EnumValue, Guard, Kernel, Probe, ValueUse } from '@tracefit/model';
import type { ValueFit } from '@tracefit/rules';
import { ifNameMissing } from '../consequences';
import { known, moot } from '../fact';
import { groupKernels } from '../hooks/group-kernels';
import { siteOf, type Site } from '../hooks/site';
import { onceForAll } from '../once';
import { walkPath } from '../paths/walk';
import { resolveType } from '../types/scope';
import { startTypes } from './field-subject';
import { subject, type Subject } from './subject';

/** What a number means on a kernel: the constants of the value's enum that are it, and all that there are. */
interface Meaning {
  readonly names: readonly string[];
  readonly all: readonly EnumValue[];
}

/** A number that a value is compared with, which is one of an enum of the kernel. */
export function enumNumberSubject(probe: Probe, use: ComparisonUse, guards: readonly Guard[]): Subject {
  const { span, number } = use;
  const isSameOnAll = onceForAll((site: Site) => meansTheSame(site, use));
  return subject({
    on: 'enumval',
    span,
    guards,
    given: (site) => ({
      probe,
      span,
      name: number,
      tool: site.file.tool,
      byNumber: true,
      ifMissing: ifNameMissing,
      nearest: () => [],
    }),
    sightings: (site) => {
      const here = meaningOn(site, site.kernel, use);
      if (!here) return moot;
      return known([
        {
          facts: {
            // That the value never is that number may well be meant.
            presence: () => moot,
            value: () => known(sayMeaning(site, use, here)),
            fit: () => known(numberFit(site, use, here, isSameOnAll)),
          },
          seen: () => sayMeaning(site, use, here),
        },
      ]);
    },
  });
}

function numberFit(site: Site, use: ComparisonUse, here: Meaning, isSameOnAll: (site: Site) => boolean): ValueFit {
  const { writtenFor } = site.reference;
  if (!writtenFor) return { kind: isSameOnAll(site) ? 'fits' : 'disagree' };
  const before = meaningOn(site, writtenFor, use);
  const expected = before && strayed(before, here);
  return expected === undefined ? { kind: 'fits' } : { kind: 'differs', expected, on: [writtenFor.identity.id] };
}

function meansTheSame(site: Site, use: ComparisonUse): boolean {
  const groups = groupKernels(
    site.reference.targets,
    (kernel) => meaningOn(site, kernel, use),
    (a, b) => strayed(a, b) === undefined && strayed(b, a) === undefined,
  );
  return groups.length < 2;
}

/** A constant that was the number and is another one now, where none that was it is still. That one is gone or renamed says nothing. */
function strayed(before: Meaning, now: Meaning): string | undefined {
  if (before.names.some((name) => now.names.includes(name))) return undefined;
  return before.names.find((name) => now.all.some((each) => each.name === name));
}

/** Nothing where the value is no enum there, or cannot be followed. */
function meaningOn(site: Site, kernel: Kernel, use: ComparisonUse): Meaning | undefined {
  const other = siteOf(site.file, site.probe, kernel, site.reference);
  const all = constantsOf(other, use);
  return all && { all, names: all.filter(({ value }) => value === use.number).map(({ name }) => name) };
}

function constantsOf(site: Site, use: ComparisonUse): readonly EnumValue[] | undefined {
  const value: ValueUse = { ...use, kind: 'value', baseSpan: use.span };
  const starts = startTypes(site, value);
  const [start, ...others] = starts.kind === 'known' ? starts.value : [];
  if (!start || others.length > 0) return undefined;
  const end = walkPath(site.scope, start, use.path);
  if (end.kind !== 'reached') return undefined;
  const type = resolveType(site.scope, end.type);
  if (type.kind === 'inline_enum') return type.values;
  return type.kind === 'enum' ? site.kernel.enums(type.name)[0]?.values : undefined;
}

/** The constants that are the number, and where those of the kernel it was written for are now. */
function sayMeaning(site: Site, use: ComparisonUse, { names, all }: Meaning): string {
  const { number } = use;
  const { writtenFor } = site.reference;
  const before = writtenFor && meaningOn(site, writtenFor, use);
  const moved = (before?.names ?? []).flatMap((name) => all.filter((each) => each.name === name));
  const here = names.length > 0 ? names.map((name) => `${name} = ${number}`) : [`nothing is ${number}`];
  return [...new Set([...here, ...moved.map(({ name, value }) => `${name} = ${value}`)])].join('; ');
}
