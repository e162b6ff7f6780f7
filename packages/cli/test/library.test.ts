import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectGolden } from '@tracefit/testing';

const root = join(__dirname, '../../..');
const page = join(root, 'docs/library.md');

interface Example {
  checkScript(path: string, query: string): unknown;
  summarise(report: unknown): string;
}

/** The types of the examples are checked with those of the tests. */
const examples = ['check.ts', 'check.js'];

describe('the library', () => {
  it.each(examples)('does what examples/library/%s asks of it', (name) => {
    const { checkScript, summarise } = jest.requireActual<Example>(join(root, 'examples/library', name));
    const report = checkScript(join(root, 'examples/vfs-unlink.bt'), 'debian >= 5.10');
    expect(summarise(report).replaceAll(`${root}/`, '')).toBe(shownOutput());
    expect(() => checkScript(join(root, 'examples/vfs-unlink.bt'), 'debian/no-such')).toThrow(/^no kernel matches/);
    expect(() => checkScript(join(root, 'README.md'), 'latest')).toThrow(/^no trace definition/);
  });

  it('is shown in docs/library.md with the examples as they are', () => {
    const text = readFileSync(page, 'utf8').replace(/```(ts|js)\n[^]*?```/g, (_, suffix: string) => {
      return `\`\`\`${suffix}\n${readFileSync(join(root, `examples/library/check.${suffix}`), 'utf8')}\`\`\``;
    });
    expect(text).toContain('```ts');
    expectGolden(page, text);
  });
});

function shownOutput(): string {
  return /```text\n([^]*?)\n```/.exec(readFileSync(page, 'utf8'))?.[1] ?? '';
}
