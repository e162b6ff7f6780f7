import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import schema from '@tracefit/schemas/notes.schema.json';
import { expectGolden } from '@tracefit/testing';
import { Ajv2020 } from 'ajv/dist/2020';
import { parse } from 'yaml';

const root = join(__dirname, '../../..');
const file = parse(readFileSync(join(root, 'kernel-signatures/notes.yaml'), 'utf8')) as {
  readonly notes: readonly { readonly id: string }[];
  readonly renames: readonly { readonly old: string }[];
  readonly counterparts: readonly { readonly func: string }[];
};

const unique = (names: readonly string[]) => [...new Set(names)];

describe('the notes on kernel changes', () => {
  test('are what their schema says', () => {
    const validate = new Ajv2020({ strict: true }).compile(schema);
    validate(file);
    expect(validate.errors).toBeNull();
  });

  test('have each id, each old name and each function once', () => {
    const ids = file.notes.map(({ id }) => id);
    const old = file.renames.map((each) => each.old);
    const funcs = file.counterparts.map(({ func }) => func);
    expect([unique(ids), unique(old), unique(funcs)]).toEqual([ids, old, funcs]);
  });

  test('are what the checker reads', () => {
    const data = (name: string, type: string, value: unknown) =>
      `export const ${name}: readonly ${type}[] = ${JSON.stringify(value, undefined, 2)};\n`;
    const head =
      "// Made of kernel-signatures/notes.yaml by `npm run notes`.\nimport type { Counterpart, Note, Rename } from './note';\n";
    const text = [
      head,
      data('notes', 'Note', file.notes),
      data('renames', 'Rename', file.renames),
      data('counterparts', 'Counterpart', file.counterparts),
    ].join('\n');
    expectGolden(join(root, 'packages/checker/src/notes/notes.ts'), text);
  });
});
