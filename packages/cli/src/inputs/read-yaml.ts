import { UsageError, nearestNames } from '@tracefit/model';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020';
import { isMap, isScalar, LineCounter, parseDocument, type Document, type Tags } from 'yaml';

/** A YAML file that was held against its schema. */
export interface ReadYaml<T> {
  readonly value: T;
  /** A sentence about a key of it, with line and column. */
  readonly wrong: (what: string, path: readonly string[], key: string) => UsageError;
  /** The line of an element of a list, from 1. */
  readonly lineOf: (path: readonly string[]) => number;
}

export interface YamlFile {
  /** What the file is, with an article. */
  readonly what: string;
  /** What the user calls it. */
  readonly shown: string;
  /** Schemas that its own refers to. */
  readonly schemas?: readonly object[];
}

/**
 * Reads YAML and holds it against a JSON schema. Numbers stay as they are written: `5.10` is a version, not 5.1.
 *
 * @throws UsageError for the first thing that is wrong, with its line and column
 */
export function readYaml<T>(
  text: string,
  schema: { readonly properties: object },
  { what, shown, schemas = [] }: YamlFile,
): ReadYaml<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    logLevel: 'silent',
    customTags: withoutNumbers,
  });
  const wrongAt = (sentence: string, offset: number): UsageError => {
    const { line, col } = lines.linePos(offset);
    return new UsageError(`${sentence}: ${shown}:${line}:${col}`);
  };
  const [problem] = document.errors;
  if (problem) throw wrongAt(firstSentence(problem.message), problem.pos[0]);
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 50 }) ?? {};
  } catch {
    throw wrongAt('its aliases stand for too much', 0);
  }
  const isRight = new Ajv2020({ strict: true, allowUnionTypes: true, schemas: [...schemas] }).compile<T>(schema);
  if (!isRight(value)) {
    const error = isRight.errors?.at(-1);
    throw wrongAt(error ? sentence(error, schema, what) : `not ${what}`, error ? offsetOf(document, error) : 0);
  }
  return {
    value,
    wrong: (said, path, key) => wrongAt(said, keyOffset(document, path, key)),
    lineOf: (path) => lines.linePos(nodeOffset(document.getIn(path.map(asIndex), true))).line,
  };
}

function withoutNumbers(tags: Tags): Tags {
  return tags.filter((tag) => typeof tag === 'string' || !/:(int|float)$/.test(tag.tag));
}

/** What people call the types of JSON schemas in a file of YAML. */
const typeWords: Readonly<Record<string, string>> = {
  object: 'keys with values',
  array: 'a list',
  string: 'a text',
  boolean: 'true or false',
};

/** What the schema says is wrong, as a sentence that begins with the place in the file. */
function sentence(error: ErrorObject, schema: { readonly properties: object }, what: string): string {
  const place = keysOf(error).join('.') || what.replace(/^an? /, 'the ');
  const { additionalProperty, allowedValues, propertyName } = error.params as Readonly<Record<string, unknown>>;
  if (typeof additionalProperty === 'string') {
    const known = error.instancePath === '' ? Object.keys(schema.properties) : [];
    const near = nearestNames(additionalProperty, known);
    return `${place} has no key ${additionalProperty}${near.length === 0 ? '' : `, did you mean ${near.join(' or ')}`}`;
  }
  if (Array.isArray(allowedValues)) return `${place} has to be one of ${allowedValues.join(', ')}`;
  if (typeof propertyName === 'string') return `${place} has a name that cannot be written in a query: ${propertyName}`;
  const { type } = error.params as { readonly type?: unknown };
  if (typeof type === 'string') return `${place} has to be ${typeWords[type] ?? type}`;
  return `${place} ${error.message ?? 'is wrong'}`;
}

function offsetOf(document: Document, error: ErrorObject): number {
  const keys = keysOf(error);
  const { additionalProperty, propertyName } = error.params as Readonly<Record<string, unknown>>;
  const key = additionalProperty ?? propertyName;
  if (typeof key === 'string') return keyOffset(document, keys, key);
  return nodeOffset(document.getIn(keys.map(asIndex), true));
}

/** The place of an error as keys; RFC 6901. */
function keysOf({ instancePath }: ErrorObject): readonly string[] {
  return instancePath
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Where a key of the map at a path begins. */
function keyOffset(document: Document, path: readonly string[], key: string): number {
  const map = path.length === 0 ? document.contents : document.getIn(path.map(asIndex), true);
  if (!isMap(map)) return nodeOffset(map);
  const pair = map.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
  return nodeOffset(pair?.key);
}

function asIndex(key: string): string | number {
  return /^\d+$/.test(key) ? Number(key) : key;
}

function nodeOffset(node: unknown): number {
  return (node as { readonly range?: readonly [number, number, number] } | undefined)?.range?.[0] ?? 0;
}

/** The library's messages show the place on further lines. */
function firstSentence(message: string): string {
  const line = message.split('\n')[0] ?? '';
  return `not well-formed YAML, ${line.replace(/ at line \d+, column \d+:?$/, '').replace(/^./, (c) => c.toLowerCase())}`;
}
