import { FormatError } from '@tracefit/btf';
import { damage, seededRandom } from '@tracefit/testing';
import { syntheticSnapshot } from '../../test/synthetic-snapshot';
import { type Catalog, catalogKernel } from './catalog';
import { printCatalog } from './print-catalog';
import { readCatalog } from './read-catalog';

const source = {
  file: 'linux-image-6.1.0-56-amd64_6.1.192-2_amd64.deb',
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  package: 'linux-image-6.1.0-56-amd64',
  packageVersion: '6.1.192-2',
  date: '2026-01-09',
};

function catalog(): Catalog {
  const snapshot = syntheticSnapshot(seededRandom(1), 'debian/6.1.0-56-amd64');
  const modules = { file: 'linux-modules.deb', sha256: source.sha256 };
  return { store: 'kernels.tfs', kernels: [catalogKernel(snapshot, [source, modules], '0.1.0')] };
}

describe('the catalogue', () => {
  it('is read as it was printed', () => {
    expect(readCatalog(printCatalog(catalog()))).toEqual(catalog());
  });

  it('reads as text a person understands', () => {
    expect(printCatalog(catalog())).toContain(`
    sources:
      - file: linux-image-6.1.0-56-amd64_6.1.192-2_amd64.deb
        sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
        package: linux-image-6.1.0-56-amd64
        packageVersion: 6.1.192-2
        date: 2026-01-09
`);
  });

  it('counts functions that have a symbol apart from those that have a prototype', () => {
    const snapshot = syntheticSnapshot(seededRandom(1), 'debian/6.1.0-56-amd64');
    const functions = [
      { name: 'vfs_read', protos: [], symbols: [{ letter: 'T' }] },
      { name: 'vfs_write', protos: [{ ret: { kind: 'void' }, params: [] }] },
      { name: 'vfs_unlink', symbols: [] },
    ] as const;
    expect(catalogKernel({ ...snapshot, functions }, [source], '0.1.0').read).toMatchObject({
      functions: 1,
      prototypes: 1,
    });
  });

  it.each([
    ['a checksum that is none', source.sha256, 'beef', '/kernels/0/sources/0/sha256'],
    ['a path for a file', source.file, 'pool/main/linux.deb', '/kernels/0/sources/0/file'],
    ['an unknown key', 'tool: 0.1.0', 'tool: 0.1.0\n    mirror: here', '/kernels/0'],
    ['a count that is none', / data: \d+/, ' data: many', '/kernels/0/read/data'],
  ])('refuses %s', (_what, from, to, place) => {
    expect(() => readCatalog(printCatalog(catalog()).replace(from, to))).toThrow(`at ${place}`);
  });

  it('says where it is no YAML', () => {
    expect(() => readCatalog('store: kernels.tfs\nkernels: [')).toThrow('line 2');
  });

  it('refuses aliases, by which few lines stand for endless ones', () => {
    expect(() => readCatalog('store: &a kernels.tfs\nkernels: [*a]')).toThrow(FormatError);
  });

  it('gives a catalogue or a FormatError for damaged text', () => {
    const text = printCatalog(catalog());
    const wrong = [];
    for (let seed = 0; seed < 300; seed++) {
      try {
        readCatalog(damage(text, seed));
      } catch (error) {
        if (!(error instanceof FormatError)) wrong.push({ seed, error });
      }
    }
    expect(wrong).toEqual([]);
  });
});
