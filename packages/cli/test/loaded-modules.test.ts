import { join } from 'node:path';
import { buildSync, type Metafile } from 'esbuild';

const root = join(__dirname, '../../..');

/** The modules that are loaded with a file: those it imports, not those it requires when it needs them. */
function eagerModules(entry: string): readonly string[] {
  const { metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    conditions: ['@tracefit/source'],
    packages: 'bundle',
    external: [
      'typescript',
      '@typescript-eslint/*',
      '@foxglove/*',
      '@tracefit/kernel-signatures',
      '@tracefit/kernel/capture.sh',
    ],
  });
  return [...reach(metafile, entry, new Set())];
}

function reach(metafile: Metafile, file: string, seen: Set<string>): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const { path, kind, external } of metafile.inputs[file]?.imports ?? []) {
    if (kind === 'import-statement' && external !== true) reach(metafile, path, seen);
    if (kind === 'import-statement' && external === true && /^[a-z@]/.test(path) && !path.startsWith('node:'))
      seen.add(path);
  }
  return seen;
}

/** `packages/NAME` for our own, the package's name for others. */
function packageOf(file: string): string {
  return /^packages\/[^/]+|(?<=node_modules\/)(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? file;
}

describe('checking a definition', () => {
  const packages = new Set(eagerModules('packages/cli/src/commands/check.ts').map(packageOf));

  it('loads no reader of kernel files', () => {
    expect([...packages]).not.toContain('packages/kernel');
  });

  it('loads no library but the one for colours', () => {
    expect([...packages].filter((name) => !name.startsWith('packages/'))).toEqual(['picocolors']);
  });

  it('loads what it needs', () => {
    expect([...packages].sort()).toEqual(
      expect.arrayContaining(['packages/checker', 'packages/signatures', 'packages/trace']),
    );
  });
});
