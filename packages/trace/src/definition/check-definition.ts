import { nearestNames, type ParseProblem } from '@tracefit/model';
import definitionSchema from '@tracefit/schemas/trace-definition.schema.json';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import type { Located } from '../data/located';

/** The most mistakes of one definition that are told. */
const maxProblems = 50;

/** Made when first needed: the schema becomes a program, which takes its time. */
let isDefinition: ValidateFunction | undefined;

/** A mistake in a definition, with the place of the probe it is in, where it is in one. */
export interface DefinitionProblem extends ParseProblem {
  readonly probe?: number;
}

/** What of a definition is not as the schema has it, each at its place. What is unknown is taken to be right. */
export function checkDefinition(definition: Located): readonly DefinitionProblem[] {
  isDefinition ??= new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true, verbose: true }).compile(
    definitionSchema,
  );
  if (isDefinition(plainOf(definition))) return [];
  const problems = (isDefinition.errors ?? []).slice(0, 4 * maxProblems);
  return problems.flatMap((error) => problemOf(definition, error) ?? []).slice(0, maxProblems);
}

/** The value without its places. Of two entries of one key the first counts. */
function plainOf(value: Located): unknown {
  switch (value.kind) {
    case 'map': {
      const entries = value.entries.map((entry): [string, unknown] => [entry.key, plainOf(entry.value)]);
      return Object.fromEntries(entries.reverse());
    }
    case 'list':
      return value.items.map(plainOf);
    case 'scalar':
      return value.value;
    case 'unknown':
      return null;
  }
}

function problemOf(definition: Located, error: ErrorObject): DefinitionProblem | undefined {
  const at = find(definition, error.instancePath);
  if (at.kind === 'unknown') return undefined;
  const { additionalProperty } = error.params as { additionalProperty?: string };
  const entry = at.kind === 'map' ? at.entries.find(({ key }) => key === additionalProperty) : undefined;
  // What is spread into a map may have any name.
  if (entry?.value.kind === 'unknown') return undefined;
  const probe = /^\/probes\/(\d+)/.exec(error.instancePath)?.[1];
  const span = entry?.keySpan ?? at.span;
  return { kind: 'syntax', message: sentence(error), span, ...(probe === undefined ? {} : { probe: Number(probe) }) };
}

/** The value a JSON pointer leads to; what is unknown on the way is where it ends. */
function find(definition: Located, pointer: string): Located {
  let at = definition;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const next =
      at.kind === 'map'
        ? at.entries.find((entry) => entry.key === key)?.value
        : at.kind === 'list'
          ? at.items[Number(key)]
          : undefined;
    if (!next) return at;
    at = next;
  }
  return at;
}

function sentence({ keyword, params, parentSchema, message }: ErrorObject): string {
  const schema = parentSchema as { description?: string; properties?: object } | undefined;
  const given = params as Record<string, unknown>;
  switch (keyword) {
    case 'required':
      return `\`${String(given['missingProperty'])}\` is missing`;
    case 'additionalProperties': {
      const name = String(given['additionalProperty']);
      const near = nearestNames(name, Object.keys(schema?.properties ?? {}));
      const hint = near.length > 0 ? `, did you mean ${near.map((each) => `\`${each}\``).join(' or ')}` : '';
      return `there is no \`${name}\` here${hint}`;
    }
    case 'enum':
      return `expected one of ${(given['allowedValues'] as readonly string[]).join(', ')}`;
    case 'type':
      return `expected ${[given['type']]
        .flat()
        .map((type) => kinds[String(type)] ?? String(type))
        .join(' or ')}`;
    case 'minProperties':
    case 'maxProperties':
    case 'pattern':
    case 'const':
      return `expected: ${schema?.description ?? message ?? ''}`.replace(/\.$/, '');
    default:
      return message ?? 'not as it must be';
  }
}

/** JSON's kinds in words. */
const kinds: Readonly<Record<string, string>> = {
  object: 'a map',
  array: 'a list',
  string: 'text',
  integer: 'a whole number',
};
