import { printType, type CType, type Kernel, type ValueUse } from '@tracefit/model';
import type { ValueFit } from '@tracefit/rules';
import { groupKernels } from '../hooks/group-kernels';
import { siteOf, type NamedProto, type Site } from '../hooks/site';
import { typeFits } from '../types/fit';
import { readAlike } from '../types/read-alike';
import { sameType } from '../types/same';
import { resolveType, type Scope } from '../types/scope';

/** What a function returns on a kernel. */
interface Returned {
  readonly kernel: Kernel;
  readonly type: CType;
}

const fits: ValueFit = { kind: 'fits' };

/**
 * Whether the result of a function is what the script takes it for, by what it says, by the kernel it was written for, or by the other kernels.
 * @param isSameOnAll `returnsAlike` of the probe
 */
export function retvalFit(
  site: Site,
  { proto }: NamedProto,
  expected: ValueUse['expected'],
  isSameOnAll: (site: Site) => boolean,
): ValueFit {
  const { scope, reference } = site;
  if (proto.ret.kind === 'void') return fits;
  const claim = expected?.type;
  if (claim && (expected.by === 'declaration' || resolveType(scope, claim).kind === 'ptr')) {
    if (!typeFits(scope, claim, proto.ret)) return { kind: 'differs', expected: printType(claim), on: [] };
    // That it is a number says little of which.
    if (!reference.writtenFor || resolveType(scope, claim).kind === 'ptr') return fits;
  }
  const { writtenFor } = reference;
  if (writtenFor) {
    const before = returnedOn(site, writtenFor);
    if (!before || sameType({ kernel: writtenFor, declared: [] }, before.type, scope, proto.ret)) return fits;
    return { kind: 'differs', expected: printType(before.type), on: [writtenFor.identity.id] };
  }
  return site.probe.attach.wildcard === true || isSameOnAll(site) ? fits : { kind: 'disagree' };
}

/** Whether the function returns the same kind of thing on all checked kernels; the answer is that for all of their sites. */
export function returnsAlike(site: Site): boolean {
  const groups = groupKernels(
    site.reference.targets,
    (kernel) => returnedOn(site, kernel),
    (a, b) => {
      const left = { kernel: a.kernel, declared: [] };
      const right = { kernel: b.kernel, declared: [] };
      return isBool(left, a.type) === isBool(right, b.type) && readAlike(left, a.type, right, b.type);
    },
  );
  return groups.length < 2;
}

/** A function that comes to return `bool` turns its meaning round: 0 was success. It also leaves the rest of the register as it was. */
function isBool(scope: Scope, type: CType): boolean {
  const at = resolveType(scope, type);
  return (at.kind === 'int' || at.kind === 'typedef') && (at.name === '_Bool' || at.name === 'bool');
}

function returnedOn(site: Site, kernel: Kernel): Returned | undefined {
  const protos = siteOf(site.file, site.probe, kernel, site.reference).protos();
  const [only, ...others] = protos.kind === 'known' ? protos.value : [];
  if (!only || others.length > 0 || only.proto.ret.kind === 'void') return undefined;
  return { kernel, type: only.proto.ret };
}
