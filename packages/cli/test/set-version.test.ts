import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryDirectory } from './temporary-directory';

interface Setter {
  readonly files: readonly string[];
  setVersion(root: string): readonly string[];
}

const root = join(__dirname, '../../..');
const { files, setVersion } = jest.requireActual<Setter>(join(root, 'scripts/set-version.js'));

/** The files as they are here, beside a command of another version. */
function nextVersion(version: string): string {
  const copied = files.map((file): [string, string] => [file, fs.readFileSync(join(root, file), 'utf8')]);
  return temporaryDirectory({
    ...Object.fromEntries(copied),
    'packages/cli/package.json': JSON.stringify({ version }),
  });
}

describe('the version that pipelines are told to install', () => {
  it('follows the one of the command, and nothing else changes', () => {
    const cwd = nextVersion('1.10.0-rc.1');
    expect(setVersion(cwd)).toEqual(files);
    for (const file of files) {
      const [was, is] = [root, cwd].map((at) => fs.readFileSync(join(at, file), 'utf8'));
      expect(is).toContain('@tracefit/cli@1.10.0-rc.1');
      expect(is?.replaceAll('@tracefit/cli@1.10.0-rc.1', '')).toBe(was?.replaceAll(/@tracefit\/cli@[0-9.]+/g, ''));
    }
    expect(setVersion(cwd)).toEqual([]);
  });

  it('is set by the script that makes a version, in every file that names one', () => {
    const manifest = JSON.parse(fs.readFileSync(join(root, 'package.json'), 'utf8')) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    expect(manifest.scripts['version']).toContain('node scripts/set-version.js');
    const places = ['.', '.github', 'examples/ci', 'docs', 'docs/guide'].flatMap((folder) =>
      fs.existsSync(join(root, folder))
        ? fs.readdirSync(join(root, folder), { withFileTypes: true }).map((entry) => ({ folder, entry }))
        : [],
    );
    const naming = places
      .filter(({ entry }) => entry.isFile() && /\.(ya?ml|md)$/.test(entry.name))
      .map(({ folder, entry }) => join(folder, entry.name))
      .filter((file) => /@tracefit\/cli@\d/.test(fs.readFileSync(join(root, file), 'utf8')));
    expect(naming.sort()).toEqual([...files].sort());
  });

  it('is not looked for in vain', () => {
    const cwd = nextVersion('1.0.0');
    const [first = ''] = files;
    fs.mkdirSync(dirname(join(cwd, first)), { recursive: true });
    fs.writeFileSync(join(cwd, first), 'name: nothing of the kind\n');
    expect(() => setVersion(cwd)).toThrow(`${first} does not name @tracefit/cli`);
  });
});
