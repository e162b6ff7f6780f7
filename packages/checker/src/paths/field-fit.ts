import { printType, type CType, type TraceTool, type ValueUse } from '@tracefit/model';
import type { ValueFit } from '@tracefit/rules';
import { known, type Fact } from '../fact';
import { groupKernels } from '../hooks/group-kernels';
import { siteOf, type Site } from '../hooks/site';
import { readAlike } from '../types/read-alike';
import { sameType } from '../types/same';
import { resolveType, type Scope } from '../types/scope';
import { walkPath } from './walk';

/** What a chain of members ends at on a kernel. */
interface End {
  readonly scope: Scope;
  readonly type: CType;
  readonly isBit?: true;
}

const fits = known<ValueFit>({ kind: 'fits' });

/**
 * Whether what a chain of members ends at is the same kind of thing as on the kernel the script was written for, or the same on all
 * checked ones. Tools that read the kernel's own types follow it from number to number.
 * @param isSameOnAll `endsAlike` of the use
 */
export function fieldFit(
  site: Site,
  start: CType,
  use: ValueUse,
  startsOn: (site: Site) => Fact<readonly CType[]>,
  isSameOnAll: (site: Site) => boolean,
): Fact<ValueFit> {
  const here = endFrom(site, start, use);
  if (!here) return fits;
  const { file, probe, reference } = site;
  const { writtenFor } = reference;
  if (!writtenFor) return isSameOnAll(site) ? fits : known({ kind: 'disagree' });
  const before = endOn(siteOf(file, probe, writtenFor, reference), use, startsOn);
  if (!before || isRead(file.tool, before, here)) return fits;
  return known({ kind: 'differs', expected: printType(before.type), on: [writtenFor.identity.id] });
}

/** Whether a chain of members ends at the same kind of thing on all checked kernels; the answer is that for all of their sites. */
export function endsAlike(
  { file, probe, reference }: Site,
  use: ValueUse,
  startsOn: (site: Site) => Fact<readonly CType[]>,
): boolean {
  const groups = groupKernels(
    reference.targets,
    (kernel) => endOn(siteOf(file, probe, kernel, reference), use, startsOn),
    (a, b) => isRead(file.tool, a, b),
  );
  return groups.length < 2;
}

function endOn(site: Site, use: ValueUse, startsOn: (site: Site) => Fact<readonly CType[]>): End | undefined {
  const starts = startsOn(site);
  const [only, ...others] = starts.kind === 'known' ? starts.value : [];
  return only && others.length === 0 ? endFrom(site, only, use) : undefined;
}

function endFrom({ scope }: Site, start: CType, use: ValueUse): End | undefined {
  if (use.path.at(-1)?.kind === 'cast') return undefined;
  const end = walkPath(scope, start, use.path);
  return end.kind === 'reached' ? { scope, type: end.type, ...(end.isBit ? { isBit: true } : {}) } : undefined;
}

function isRead(tool: TraceTool, a: End, b: End): boolean {
  const [left, right] = [resolveType(a.scope, a.type), resolveType(b.scope, b.type)];
  if (isAggregate(left) && isAggregate(right)) return true;
  if (left.kind === 'array' && right.kind === 'array') {
    return isRead(tool, { ...a, type: left.of }, { ...b, type: right.of });
  }
  if (isFlag(left, a) && isFlag(right, b)) return true;
  // bpftrace and BCC compile the script on the kernel it runs on, with its types.
  if (tool === 'bpftrace' || tool === 'bcc') return readAlike(a.scope, a.type, b.scope, b.type);
  return sameType(a.scope, a.type, b.scope, b.type);
}

/** A `bool`, or a bit that stands for one. */
function isFlag(type: CType, { isBit }: End): boolean {
  return type.kind === 'int' && (isBit === true || type.name === '_Bool' || type.name === 'bool');
}

function isAggregate(type: CType): boolean {
  return ['struct', 'union', 'inline_struct', 'inline_union'].includes(type.kind);
}
