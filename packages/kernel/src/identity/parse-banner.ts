import type { KernelIdentity } from '@tracefit/model';

/** What a banner says of a kernel; `id` and `arch` it does not say. */
export type BannerIdentity = Pick<KernelIdentity, 'release' | 'version' | 'distro' | 'flavour' | 'compiler' | 'banner'>;

/** No banner is longer (the kernel prints it into 512 bytes). */
const MAX_BANNER = 1024;

/**
 * Parses `linux_banner` (init/version.c): `Linux version RELEASE (BUILDER) (COMPILER, LINKER) VERSION`. Debian and Ubuntu put
 * their package's version behind it, which tells the upstream version the release leaves out.
 * @returns `undefined` for text that is no banner
 */
export function parseBanner(text: string): BannerIdentity | undefined {
  const banner = text.trim();
  const release = /^Linux version (\S+)/.exec(banner)?.[1];
  if (release === undefined || banner.length > MAX_BANNER) return undefined;
  const distro = distroOf(banner, release);
  const flavour = /-((?!rc\d)[a-z][a-z0-9]*(?:-[a-z][a-z0-9]*)*)$/.exec(release)?.[1];
  const compiler = compilerOf(banner.slice('Linux version '.length + release.length));
  return {
    release,
    version: versionOf(banner, release),
    ...(distro === undefined ? {} : { distro }),
    ...(flavour === undefined ? {} : { flavour }),
    ...(compiler === undefined ? {} : { compiler }),
    banner,
  };
}

function versionOf(banner: string, release: string): string {
  const debian = / Debian (\d+\.\d+(?:\.\d+)*)(?:~(rc\d+))?-/.exec(banner);
  if (debian) return debian[2] === undefined ? (debian[1] ?? release) : `${debian[1] ?? ''}-${debian[2]}`;
  const ubuntu = /\(Ubuntu \S+ (\d+\.\d+(?:\.\d+)*)\)/.exec(banner);
  return ubuntu?.[1] ?? upstreamVersion(release);
}

/** The version a release begins with: `6.11.4` of `6.11.4-301.fc41.x86_64`, `7.0-rc2` of `7.0.0-rc2`. */
export function upstreamVersion(release: string): string {
  const version = /^(\d+\.\d+)(\.\d+)?(-rc\d+)?/.exec(release);
  if (!version) return release;
  const [, major = '', patch = '', candidate = ''] = version;
  return candidate === '' ? major + patch : major + candidate;
}

/** Marks that distributions leave in the banner or the release. */
const DISTROS: readonly (readonly [string, RegExp])[] = [
  ['debian', / Debian \d|debian-kernel@lists\.debian\.org/],
  ['ubuntu', /\(Ubuntu |-Ubuntu /],
  ['fedora', /^Linux version \S+\.fc\d+/],
  ['rhel', /^Linux version \S+\.el\d+/],
  ['amazon', /^Linux version \S+\.amzn\d+/],
  ['arch', /^Linux version \S+-arch\d+/],
];

function distroOf(banner: string, release: string): string | undefined {
  const known = DISTROS.find(([, mark]) => mark.test(banner))?.[0];
  return known ?? (release.includes('+deb') ? 'debian' : undefined);
}

/** `gcc 14.2.0` from `(x86_64-linux-gnu-gcc-14 (Debian 14.2.0-19) 14.2.0, GNU ld ...)`. */
function compilerOf(text: string): string | undefined {
  const outside = withoutParentheses(text);
  const clang = /clang version (\d+\.\d+\.\d+)/.exec(text);
  if (clang) return `clang ${clang[1] ?? ''}`;
  const gcc = outside.map((group) => /gcc\b.*?\s(\d+\.\d+\.\d+)/.exec(group)).find((match) => match !== null);
  return gcc ? `gcc ${gcc[1] ?? ''}` : undefined;
}

/** The outermost groups in parentheses, each without the groups inside it and without what stands behind a comma. */
function withoutParentheses(text: string): string[] {
  const groups: string[] = [];
  let depth = 0;
  let group = '';
  for (const character of text) {
    if (character === ')') {
      depth = Math.max(depth - 1, 0);
      if (depth === 0) {
        groups.push(group.split(',')[0] ?? '');
        group = '';
      }
    } else if (character === '(') {
      depth++;
    } else if (depth === 1) {
      group += character;
    }
  }
  return groups;
}
