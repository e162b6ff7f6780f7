import type { Report } from '@tracefit/model';

type Target = Report['targets'][number];

/** A Debian amd64 build as a report names it. */
export function debian(version: string, release: string): Target {
  return { id: `debian/${release}`, distro: 'debian', release, version, arch: 'x86_64', notes: [] };
}

export const bullseye = debian('5.10.262', '5.10.0-46-amd64');
export const bookworm = debian('6.1.192', '6.1.0-56-amd64');
export const trixie = debian('6.12.117', '6.12.117+deb13-amd64');
export const backports = debian('7.3.4', '7.3.4+deb13-amd64');

/** The verdict for each of some kernels. */
export function verdicts<V>(...pairs: readonly (readonly [Target, V])[]): Record<string, V> {
  return Object.fromEntries(pairs.map(([target, verdict]) => [target.id, verdict]));
}
