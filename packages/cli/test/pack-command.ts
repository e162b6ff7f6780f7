import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixtureFiles } from './fixture-kernels';

interface Bundler {
  bundleCommand(outfile: string): void;
}

interface Manifest {
  readonly version: string;
  readonly bin: object;
}

const root = join(__dirname, '../../..');

/**
 * Packs the command as npm installs it, made of the sources, with the kernels of the tests in place of the bundled ones and with
 * what it needs in it, so that installing it asks no registry.
 *
 * @returns the path of the package
 */
export function packCommand(directory: string): string {
  const { version, bin } = JSON.parse(readFileSync(join(root, 'packages/cli/package.json'), 'utf8')) as Manifest;
  const folder = join(directory, 'package');
  const inside = join(folder, 'node_modules/@tracefit');
  mkdirSync(inside, { recursive: true });
  const names = ['@tracefit/kernel-signatures', '@tracefit/rules'];
  const manifest = {
    name: '@tracefit/cli',
    version,
    bin,
    dependencies: Object.fromEntries(names.map((name) => [name, version])),
    bundleDependencies: names,
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  cpSync(join(root, 'packages/cli/bin'), join(folder, 'bin'), { recursive: true });
  jest.requireActual<Bundler>(join(root, 'scripts/bundle-command.js')).bundleCommand(join(folder, 'dist/tracefit.js'));
  for (const [name, from] of [
    ['kernel-signatures', 'kernel-signatures/package.json'],
    ['rules', 'packages/rules/package.json'],
  ] as const) {
    cpSync(join(root, from), join(inside, name, 'package.json'));
  }
  writeFileSync(join(inside, 'kernel-signatures/kernels.tfs'), fixtureFiles['bundled/kernels.tfs'] ?? '');
  const rules = 'src/rules';
  for (const rule of readdirSync(join(root, 'packages/rules', rules))) {
    cpSync(join(root, 'packages/rules', rules, rule, 'README.md'), join(inside, 'rules', rules, rule, 'README.md'));
  }
  // The packages inside are whole: what they depend on is in the bundle.
  writeFileSync(join(inside, 'rules/package.json'), withoutDependencies(join(inside, 'rules/package.json')));
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--pack-destination', directory], { cwd: folder, encoding: 'utf8' }),
  ) as [{ readonly filename: string }];
  return join(directory, packed.filename);
}

function withoutDependencies(manifest: string): string {
  const fields = Object.entries(JSON.parse(readFileSync(manifest, 'utf8')) as object);
  return JSON.stringify(Object.fromEntries(fields.filter(([name]) => name !== 'dependencies')));
}
