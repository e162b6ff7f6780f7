import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Downloads the boot image of a kernel package, or of the package that a metapackage stands for, with the system's own
 * apt-get. Debian has the image in `linux-image-RELEASE` up to 6.18 and in `linux-binary-RELEASE` from 6.19 on.
 * @param directory where it is put
 */
export function downloadImage(packageName: string, directory: string): string {
  mkdirSync(directory, { recursive: true });
  // Only this user may write there: apt's own would complain that it may not.
  for (const name of withDependencies(packageName)) {
    execFileSync('apt-get', ['-o', 'APT::Sandbox::User=root', 'download', name], {
      cwd: directory,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const archive = readdirSync(directory).find((file) => file.startsWith(`${name}_`) && file.endsWith('.deb'));
    if (archive === undefined) continue;
    const unpacked = join(directory, name);
    execFileSync('dpkg-deb', ['-x', join(directory, archive), unpacked]);
    const image = readdirSync(unpacked, { recursive: true, encoding: 'utf8' }).find((file) =>
      /(?:^|\/)vmlinuz(?:-[^/]*)?$/.test(file),
    );
    if (image !== undefined) return join(unpacked, image);
  }
  throw new Error(`the package ${packageName} and what it depends on have no boot image`);
}

/** The package and the kernel packages it depends on, the nearest first. */
function withDependencies(packageName: string): string[] {
  const options = ['--recurse', '--no-suggests', '--no-recommends', '--no-conflicts', '--no-breaks', '--no-replaces'];
  const text = execFileSync('apt-cache', ['depends', ...options, packageName], { encoding: 'utf8' });
  const names = text
    .split('\n')
    .flatMap((line) => /^(?: +Depends: )?(linux-(?:image|binary)-[\w.+-]+)$/.exec(line)?.[1] ?? []);
  return [...new Set([packageName, ...names])];
}
