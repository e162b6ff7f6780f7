import { EMPTY_PART } from '../../parts/source-part';
import type { KernelSource } from '../../kernel-source';

/** What it is, which kernel writes it, and where that is described. */
export const template: KernelSource = {
  id: '_template',
  title: 'a template',
  detect: ({ path }) => path.endsWith('._template'),
  read({ bytes }) {
    const lines = Buffer.from(bytes).toString('utf8').split('\n');
    return Promise.resolve({ ...EMPTY_PART, modules: lines.filter((line) => line !== '') });
  },
};
