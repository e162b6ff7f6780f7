import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Effect, Evidence, ReportProblem, Severity, Verdict } from '@tracefit/model';
import Ajv2020 from 'ajv/dist/2020';
import schema from '@tracefit/schemas/report.schema.json';
import { everything } from './reports/everything';

const validate = new Ajv2020({ allErrors: true }).compile(schema);

function golden(name: string): unknown {
  return JSON.parse(readFileSync(join(__dirname, '../src/reporters/json/fixtures', `${name}.json`), 'utf8'));
}

/** The properties of every object of a schema or a value, as `PATH.NAME`; an array's elements are `[]`. */
function schemaProperties(part: object, path = ''): string[] {
  const node = part as {
    $ref?: string;
    properties?: Record<string, object>;
    items?: object;
    additionalProperties?: object | boolean;
  };
  if (node.$ref !== undefined) {
    const name = node.$ref.replace('#/$defs/', '') as keyof typeof schema.$defs;
    return schemaProperties(schema.$defs[name], path);
  }
  if (node.items !== undefined) return schemaProperties(node.items, `${path}[]`);
  return Object.entries(node.properties ?? {}).flatMap(([name, inner]) => [
    `${path}.${name}`,
    ...schemaProperties(inner, `${path}.${name}`),
  ]);
}

function valueProperties(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((element) => valueProperties(element, `${path}[]`));
  // The keys of `verdicts` of a probe are ids of kernels.
  if (typeof value !== 'object' || value === null || path === '.files[].probes[].verdicts') return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    `${path}.${name}`,
    ...valueProperties(inner, `${path}.${name}`),
  ]);
}

const unique = (names: readonly string[]): string[] => [...new Set(names)].sort();

describe('the schema of the report', () => {
  it.each(['empty', 'one-finding', 'everything'])('holds for the JSON report of %s', (name) => {
    validate(golden(name));
    expect(validate.errors).toBeNull();
  });

  it('refuses a property that is not in it', () => {
    expect(validate({ ...everything, more: 1 })).toBe(false);
  });

  it.each(Object.keys(everything))('refuses a report without %s', (name) => {
    expect(validate({ ...everything, [name]: undefined })).toBe(false);
  });

  it('has the properties of the types, no more and no fewer', () => {
    expect(unique(schemaProperties(schema))).toEqual(unique(valueProperties(everything)));
  });

  // The compiler refuses a table that leaves out a word of the type or has one more.
  it.each<[string, readonly string[], Readonly<Record<string, true>>]>([
    [
      'verdicts',
      schema.$defs.verdict.enum,
      { fits: true, breaks: true, unknown: true } satisfies Record<Verdict, true>,
    ],
    [
      'severities',
      schema.$defs.severity.enum,
      { error: true, warning: true, info: true } satisfies Record<Severity, true>,
    ],
    [
      'effects',
      schema.$defs.effect.enum,
      {
        'wrong-data': true,
        'never-fires': true,
        incomplete: true,
        'will-not-load': true,
        none: true,
      } satisfies Record<Effect, true>,
    ],
    [
      'kinds of problems',
      schema.$defs.problem.properties.kind.enum,
      { syntax: true, unsupported: true } satisfies Record<ReportProblem['kind'], true>,
    ],
    [
      'kinds of evidence',
      schema.$defs.evidence.properties.kind.enum,
      { expected: true, actual: true, elsewhere: true } satisfies Record<Evidence['kind'], true>,
    ],
  ])('has the %s of the types', (_name, words, types) => {
    expect(unique(words)).toEqual(unique(Object.keys(types)));
  });
});
