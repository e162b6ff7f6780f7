import { isModuleName } from '../module/modinfo';

/** What a file of a package or directory is to a kernel, and to which release it belongs. */
export interface FileRole {
  readonly kind: 'image' | 'config' | 'symbols' | 'btf' | 'module' | 'module list';
  readonly release: string;
}

/** Where packages and distributions put the files of a kernel; the release is the first group and begins with a digit. */
const PLACES: readonly (readonly [kind: FileRole['kind'], place: RegExp])[] = [
  ['image', /(?:^|\/)lib\/modules\/([1-9][^/]*)\/vmlinu[xz]$/],
  ['config', /(?:^|\/)lib\/modules\/([1-9][^/]*)\/config$/],
  ['symbols', /(?:^|\/)lib\/modules\/([1-9][^/]*)\/System\.map$/],
  ['module list', /(?:^|\/)lib\/modules\/([1-9][^/]*)\/modules\.order$/],
  ['image', /(?:^|\/)vmlinu[xz]-([1-9][^/]*)$/],
  ['config', /(?:^|\/)config-([1-9][^/]*)$/],
  ['symbols', /(?:^|\/)System\.map-([1-9][^/]*)$/],
  ['btf', /(?:^|\/)([1-9][^/]*)\.btf$/],
];
const MODULE = /(?:^|\/)lib\/modules\/([1-9][^/]*)\//;
/** What stands beside the images of kernels and is named after them. */
const COMPANION = /\.(?:old|bak|sig|hmac|signed|dpkg-\w+)$/;
/** Documentation and sources, which have files of such names as well. */
const ELSEWHERE = /(?:^|\/)usr\/(?:share|src|include)\//;

/** `undefined` for a file that is none of a kernel. */
export function roleOf(path: string): FileRole | undefined {
  if (ELSEWHERE.test(path)) return undefined;
  if (isModuleName(path)) {
    const release = MODULE.exec(path)?.[1];
    return release === undefined ? undefined : { kind: 'module', release };
  }
  for (const [kind, place] of PLACES) {
    const release = place.exec(path)?.[1];
    if (release !== undefined && !COMPANION.test(release)) return { kind, release };
  }
  return undefined;
}
