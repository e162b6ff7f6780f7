import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';
import * as btf from '@tracefit/btf';
import { vfsTypes } from '../test/vfs-types';

const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');

/** The text of the first block of a language. */
function block(language: string): string {
  return new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(readme)?.[1] ?? '';
}

describe('README.md', () => {
  it('has an example that prints what it says', () => {
    const printed: string[] = [];
    const modules: Record<string, unknown> = {
      'node:fs': { readFileSync: () => btf.writeBtf(vfsTypes) },
      '@tracefit/btf': btf,
    };
    const script = block('ts').replaceAll(/^import (.*) from (.*);$/gm, 'const $1 = require($2);');
    vm.runInNewContext(script, {
      require: (name: string) => modules[name],
      console: { log: (line: string) => printed.push(`${line}\n`) },
    });
    expect(printed.join('')).toBe(block('c'));
  });
});
