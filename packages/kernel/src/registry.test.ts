import { readdirSync } from 'node:fs';
import path from 'node:path';
import { kernelArchives, kernelSources } from './registry';

describe('the registry of sources', () => {
  test('has every folder of sources but those that begin with _', () => {
    const folders = readdirSync(path.join(__dirname, 'sources')).filter((name) => !name.startsWith('_'));
    expect(kernelSources.map(({ id }) => id).sort()).toEqual(folders.sort());
  });

  test('has every folder of archives', () => {
    const folders = readdirSync(path.join(__dirname, 'archives'));
    expect(kernelArchives.map(({ id }) => id).sort()).toEqual(folders.sort());
  });

  test('calls each by a title that goes on a sentence', () => {
    for (const { title } of [...kernelSources, ...kernelArchives]) expect(title).toMatch(/^(?:an? |the |raw |\w+fs' )/);
  });
});
