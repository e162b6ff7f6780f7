import { spawnSync } from 'node:child_process';
import { lstatSync } from 'node:fs';

/** A Debian package as it is installed. */
export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  /** Its files, links and directories left out, without manual pages and what a package says of itself. */
  readonly files: readonly string[];
}

/** What no tool is: manual pages, change logs, licences, hints for package checkers. */
const aside = /\/(?:man|lintian|doc-base|locale)\/|\/(?:changelog|copyright|README|NEWS)[^/]*$/;

/** A package by its name; nothing where it is not installed. */
export function findPackage(name: string): InstalledPackage | undefined {
  const version = ask('dpkg-query', '-W', '-f', '${db:Status-Abbrev}${Version}', name);
  if (!version.startsWith('ii ')) return undefined;
  const files = ask('dpkg', '-L', name)
    .split('\n')
    .filter((file) => file !== '' && !aside.test(file))
    .filter((file) => lstatSync(file, { throwIfNoEntry: false })?.isFile() === true)
    .sort();
  return { name, version: version.slice(3), files };
}

function ask(command: string, ...args: readonly string[]): string {
  return spawnSync(command, args, { encoding: 'utf8', maxBuffer: 64 << 20 }).stdout;
}
