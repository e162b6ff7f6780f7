import type { CType, Guard, Kernel, Probe, RawOffsetUse } from '@tracefit/model';
import type { OffsetFit } from '@tracefit/rules';
import { follow, known, moot, unknown, type Fact } from '../fact';
import { groupKernels } from '../hooks/group-kernels';
import { siteOf, type Site } from '../hooks/site';
import { once } from '../once';
import { findOffset, offsetsOf, type OffsetPath } from '../paths/offset-path';
import { spellBase, spellOffsets } from '../spelling';
import { sameType } from '../types/same';
import { startTypes } from './field-subject';
import { subject, type Subject } from './subject';

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
      spelled: spellOffsets(spellBase(site.file.tool, use.base), use.offsets),
    }),
    sightings: (site) => {
      const here = once(() => startOn(site, use));
      const path = () => {
        const start = here();
        return start.kind === 'known' ? findOffset(site.scope, start.value, use.offsets) : undefined;
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

function offsetFit(site: Site, use: RawOffsetUse, start: CType): Fact<OffsetFit> {
  const { file, probe, reference, scope } = site;
  const on = (kernel: Kernel) => pathOn(siteOf(file, probe, kernel, reference), use);
  const here = findOffset(scope, start, use.offsets);
  const { writtenFor } = reference;
  if (!writtenFor) {
    const groups = groupKernels(reference.targets, on, (a, b) => a.printed === b.printed);
    if (groups.length > 1 && here) return known({ kind: 'differs', here: `it is \`${here.printed}\`` });
    return unknown(notSaid(use));
  }
  const meant = on(writtenFor);
  if (!meant) return unknown(`${notSaid(use)}; the types of the kernel it was written for do not tell it either`);
  if (here?.printed === meant.printed) return known({ kind: 'fits' });
  // That the pointer leads to another struct is told by the rules for what it is.
  if (!sameType(scope, start, scope, meant.start)) return moot;
  if (!site.kernel.complete('types')) return unknown(notSaid(use));
  const now = offsetsOf(scope, { ...meant, start });
  return known({
    kind: 'differs',
    meant: { path: meant.printed, on: [writtenFor.identity.id] },
    here: here ? `it is \`${here.printed}\`` : 'no member begins there',
    ...(now ? { now: spellOffsets(spellBase(file.tool, use.base), now) } : {}),
  });
}

function notSaid(use: RawOffsetUse): string {
  return `what lies ${use.offsets.find((offset) => offset !== 0) ?? 0} bytes into the value is not said by the script, so it cannot be judged`;
}

/** The type of what the offsets start from. */
function startOn(site: Site, use: RawOffsetUse): Fact<CType> {
  const value = { kind: 'value', base: use.base, path: [], baseSpan: use.span, span: use.span } as const;
  return follow(startTypes(site, value), ([only, ...others]) =>
    only && others.length === 0 ? known(only) : unknown(notSaid(use)),
  );
}

/** The member that lies there on a kernel, where its types tell. */
function pathOn(site: Site, use: RawOffsetUse): OffsetPath | undefined {
  const start = startOn(site, use);
  return start.kind === 'known' ? findOffset(site.scope, start.value, use.offsets) : undefined;
}
