import { unpack } from '@tracefit/kernel';
import { fetchBytes } from './fetch-bytes';

/** A binary package as a Debian archive offers it. */
export interface DebianPackage {
  readonly name: string;
  readonly version: string;
  /** Of the `.deb`, lower-case hex. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly url: string;
}

const suites = [
  'bullseye',
  'bookworm',
  'bookworm-backports',
  'trixie',
  'trixie-backports',
  'forky',
  'sid',
  'experimental',
];
const securitySuites = ['bullseye-security', 'bookworm-security', 'trixie-security'];

/** Bytes; the largest index has 60 million. */
const maxIndex = 1 << 29;

/** Packages of a kernel build: its image, its modules, its configuration. */
const ofKernel = /^linux-(?:image|binary|modules|base)-\d/;

/**
 * The kernel packages that an archive and its security archive offer, by name; of several versions of a name the one of
 * the earliest suite.
 */
export async function listKernelPackages(
  mirror: string,
  security: string,
  arch: string,
): Promise<ReadonlyMap<string, DebianPackage>> {
  const packages = new Map<string, DebianPackage>();
  const places = [...suites.map((suite) => [mirror, suite]), ...securitySuites.map((suite) => [security, suite])];
  for (const [root = '', suite = ''] of places) {
    // Indexes of other sections list no kernels.
    const index = await fetchBytes(`${root}/dists/${suite}/main/binary-${arch}/Packages.xz`, { optional: true });
    if (!index) continue;
    const text = await unpack(index, 'xz', { progress: () => undefined, maxUnpacked: maxIndex });
    for (const one of parseIndex(Buffer.from(text).toString('utf8'), root)) {
      if (!packages.has(one.name)) packages.set(one.name, one);
    }
  }
  return packages;
}

/** The kernel packages of a `Packages` file: paragraphs of `Field: value` lines (Debian Policy 5.1). */
function parseIndex(text: string, root: string): DebianPackage[] {
  return text.split('\n\n').flatMap((paragraph) => {
    const fields = new Map(
      Array.from(paragraph.matchAll(/^([A-Za-z0-9-]+): (.*)$/gm), ([, field = '', value = '']) => [field, value]),
    );
    const name = fields.get('Package') ?? '';
    if (!ofKernel.test(name) || /-(?:dbg|unsigned|signed-template)$/.test(name)) return [];
    return [
      {
        name,
        version: fields.get('Version') ?? '',
        sha256: fields.get('SHA256') ?? '',
        size: Number(fields.get('Size')),
        url: `${root}/${fields.get('Filename') ?? ''}`,
      },
    ];
  });
}
