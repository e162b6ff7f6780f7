import type { Kernel } from '@tracefit/model';

/** The plain builds of a distribution differ in nothing but their version. */
export function isPlain({ identity }: Kernel): boolean {
  return identity.flavour === undefined || /^(?:amd64|generic)$/.test(identity.flavour);
}
