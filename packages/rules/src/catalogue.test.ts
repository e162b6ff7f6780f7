import { pageHeadings, runPageExample } from '@tracefit/testing';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from './registry';

const folder = join(__dirname, 'rules');
const folders = readdirSync(folder).sort();
const page = (id: string) => readFileSync(join(folder, id, 'README.md'), 'utf8');

describe('the catalogue of rules', () => {
  test('holds the rule of every folder, by its name, in order; a name that begins with _ is none', () => {
    expect(rules.map((rule) => rule.id)).toEqual(folders.filter((name) => !name.startsWith('_')));
  });

  test.each(folders)('has everything that belongs to %s', (name) => {
    const missing = ['rule.ts', 'rule.test.ts', 'README.md'].filter((file) => !existsSync(join(folder, name, file)));
    expect(missing).toEqual([]);
  });

  test.each(folders)('has a page for %s with the headings every page has', (name) => {
    expect(pageHeadings(page(name))).toEqual([
      'What happens',
      'Example',
      'What to do',
      'How it is decided',
      'See also',
    ]);
  });

  test.each([...rules])('has a page for $id that begins with its title', ({ id, title }) => {
    expect(page(id).split('\n').slice(0, 3)).toEqual([`# ${id}`, '', `${title}.`]);
  });

  test.each([...rules])('shows in the page of $id what the rule says', ({ id }) => {
    const { shown, actual } = runPageExample(page(id));
    expect(actual).toBe(shown);
    expect(actual).toContain(` ${id}: `);
  });

  test.each([...rules])('keeps $id to texts that begin small or with a name, and advice that is a sentence', (rule) => {
    const texts = Object.values(rule.messages).filter((text) => !/^[a-z`][^]*[^.]$/.test(text));
    expect(texts).toEqual([]);
    expect(rule.help).toMatch(/^[A-Z].*\.$/);
    expect(rule.title).toMatch(/^[A-Z].*[^.]$/);
  });
});
