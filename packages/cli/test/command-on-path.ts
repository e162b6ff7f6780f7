import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fixtureFiles } from './fixture-kernels';
import { temporaryDirectory } from './temporary-directory';

interface Bundler {
  bundleCommand(outfile: string): void;
}

const root = join(__dirname, '../../..');

/** An environment in which `tracefit` is the command, made of the sources, with the kernels of the tests. */
export function commandOnPath(): Readonly<Record<string, string>> {
  const directory = temporaryDirectory({ 'bundled/kernels.tfs': fixtureFiles['bundled/kernels.tfs'] ?? '' });
  for (const name of ['bin', 'path']) mkdirSync(join(directory, name));
  const command = join(directory, 'bin/tracefit.js');
  copyFileSync(join(root, 'packages/cli/bin/tracefit.js'), command);
  jest
    .requireActual<Bundler>(join(root, 'scripts/bundle-command.js'))
    .bundleCommand(join(directory, 'dist/tracefit.js'));
  const script = `#!/bin/sh\nexec '${process.execPath}' '${command}' "$@"\n`;
  writeFileSync(join(directory, 'path/tracefit'), script, { mode: 0o755 });
  return {
    PATH: [join(directory, 'path'), process.env['PATH'] ?? ''].join(delimiter),
    HOME: directory,
    TERM: 'dumb',
    TRACEFIT_STORE: join(directory, 'bundled'),
  };
}
