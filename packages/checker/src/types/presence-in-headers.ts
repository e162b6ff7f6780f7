import type { Kernel, KernelIdentity } from '@tracefit/model';
import type { Presence } from '@tracefit/rules';
import { ask } from '../alike/asked-kernel';
import { known, unknown, type Fact } from '../fact';
import { hasType, printName, type Named } from './type-presence';

/**
 * Whether the headers of a kernel have a type that its BTF lacks. BTF has the types that the code of a build uses, the headers all: a
 * type that other builds of the series have, or kernels on both sides of this one, is in its headers too.
 */
export function presenceInHeaders(kernel: Kernel, type: Named, reference: readonly Kernel[]): Fact<Presence> {
  const others = reference.filter((other) => hasType(other, type));
  const isAround = ask(kernel, ({ identity }) => {
    const at = reference.findIndex((other) => other.identity.id === identity.id);
    const before = others.some((other) => reference.indexOf(other) < at);
    const behind = others.some((other) => reference.indexOf(other) > at);
    return (before && behind) || others.some((other) => seriesOf(other.identity) === seriesOf(identity));
  });
  if (!isAround) return known('missing');
  return unknown(
    `no code that was read of this kernel uses \`${printName(type)}\`; BCC takes it from the headers, which other builds around it have it in`,
  );
}

function seriesOf({ version, id }: KernelIdentity): string {
  return /^\d+\.\d+/.exec(version)?.[0] ?? id;
}
