import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStoreFile, readCatalog } from '@tracefit/signatures';

const folder = join(__dirname, '../../../kernel-signatures');
const path = join(folder, 'kernels.tfs');

describe('the bundled store', () => {
  it('and its catalogue have the same kernels in the same order', () => {
    const store = openStoreFile(path);
    const catalog = readCatalog(readFileSync(join(folder, 'catalog.yaml'), 'utf8'));
    expect(catalog.store).toBe('kernels.tfs');
    expect(catalog.kernels.map(({ id }) => id)).toEqual(store.kernels.map(({ id }) => id));
    const described = catalog.kernels.map(({ id, version, arch, buildId }) => ({ id, version, arch, buildId }));
    expect(described).toEqual(store.kernels.map(({ id, version, arch, buildId }) => ({ id, version, arch, buildId })));
    store.close();
  });

  it('has read from every kernel what its catalogue says is complete', () => {
    const store = openStoreFile(path);
    const catalog = readCatalog(readFileSync(join(folder, 'catalog.yaml'), 'utf8'));
    for (const { id, complete, read } of catalog.kernels) {
      const kernel = store.kernel(id);
      expect({ id, complete: complete.filter((topic) => kernel?.complete(topic)) }).toEqual({ id, complete });
      expect({ id, modules: kernel?.modules().length }).toEqual({ id, modules: read.modules });
      expect({ id, tracepoints: kernel?.tracepointNames().length }).toEqual({ id, tracepoints: read.tracepoints });
    }
    store.close();
  });
});
